import { type Connection, connectionOf, decodeCursor, type Edge, instantAndId, pageSize } from "../connection.js";
import { byCustomer } from "../customers/by-customer.js";
import type { Sql } from "../database/sql.js";
import type { RequestContext } from "../request-context.js";
import { HISTORY_CONDITIONS, type HistoryConditions, type HistoryFilter, readHistoryFilter } from "./history-filter.js";
import { type RowWithTexts, type TextRow, type TextsAsked, textColumns, withTexts } from "./read-ahead.js";
import { RECORDING_COLUMNS, STARTED_INSTANT } from "./recordings-by-id.js";

export interface HistoryListing {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: HistoryFilter | null | undefined;
  readonly texts: TextsAsked;
}

/** A customer's calls, newest first. Pages of several customers with the same arguments are one statement. */
export async function listHistory(
  context: Pick<RequestContext, "load">,
  customerId: string,
  listing: HistoryListing,
): Promise<Connection<Edge<RowWithTexts>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, instantAndId);
  const conditions = readHistoryFilter(listing.filter);
  const rows = await context.load(historyPages, { customerId, conditions, limit, after, texts: listing.texts });
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: (row, cursor) => ({ cursor, node: withTexts(row, listing.texts) }),
    cursorOf: (row) => [row.startedInstant, row.id],
    totalCount: () => context.load(historyCounts, { customerId, conditions }),
  });
}

interface HistoryPage {
  readonly customerId: string;
  readonly conditions: HistoryConditions;
  readonly limit: number;
  readonly after: readonly [startedAt: string, id: string] | null;
  readonly texts: TextsAsked;
}

type HistoryRow = TextRow & { readonly startedInstant: string };

function historyPages(sql: Sql, pages: readonly HistoryPage[]): Promise<HistoryRow[][]> {
  return byCustomer(pages, ({ conditions, limit, after, texts }, customerIds) =>
    sql.query<HistoryRow>(
      `SELECT recording.*
         FROM unnest($1::uuid[]) AS asked (customer_id)
        CROSS JOIN LATERAL (
          SELECT ${RECORDING_COLUMNS}, ${STARTED_INSTANT} AS "startedInstant",
                 ${textColumns("$13", "$14")}
            FROM call_recordings AS recording
           WHERE recording.customer_id = asked.customer_id
             AND ${HISTORY_CONDITIONS}
             AND (recording.call_started_at, recording.id)
                 < (coalesce($10::timestamptz, 'infinity'), coalesce($11::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
           ORDER BY recording.call_started_at DESC, recording.id DESC
           LIMIT $12) AS recording
        ORDER BY recording."callStartedAt" DESC, recording.id DESC`,
      [
        ...[customerIds, ...conditions, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
        ...[texts.excerpts, texts.insights],
      ],
    ),
  );
}

type HistoryCount = Pick<HistoryPage, "customerId" | "conditions">;

async function historyCounts(sql: Sql, asked: readonly HistoryCount[]): Promise<number[]> {
  const counts = await byCustomer(asked, ({ conditions }, customerIds) =>
    sql.query<{ customerId: string; count: number }>(
      `SELECT recording.customer_id AS "customerId", count(*)::int AS count
         FROM call_recordings AS recording
        WHERE recording.customer_id = ANY($1::uuid[])
          AND ${HISTORY_CONDITIONS}
        GROUP BY recording.customer_id`,
      [customerIds, ...conditions],
    ),
  );
  return counts.map((rows) => rows[0]?.count ?? 0);
}
