import { type Connection, connectionOf, decodeCursor, type Edge, instantAndId, pageSize } from "../connection.js";
import { byCustomer } from "../customers/by-customer.js";
import { PREPARED, type Sql } from "../database/sql.js";
import type { RequestContext } from "../request-context.js";
import { type HistoryConditions, type HistoryFilter, historyConditions, readHistoryFilter } from "./history-filter.js";
import {
  type Ahead,
  type AheadRow,
  bookingColumns,
  bookingJoin,
  type RowReadAhead,
  textColumns,
  withAhead,
} from "./read-ahead.js";
import { RECORDING_COLUMNS, STARTED_INSTANT } from "./recordings-by-id.js";

export interface HistoryListing {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: HistoryFilter | null | undefined;
  readonly ahead: Ahead;
}

/** A customer's calls, newest first. Pages of several customers with the same arguments are one statement. */
export async function listHistory(
  context: Pick<RequestContext, "load">,
  customerId: string,
  listing: HistoryListing,
): Promise<Connection<Edge<RowReadAhead>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, instantAndId);
  const conditions = readHistoryFilter(listing.filter);
  const rows = await context.load(historyPages, { customerId, conditions, limit, after, ahead: listing.ahead });
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: (row, cursor) => ({ cursor, node: withAhead(row, listing.ahead) }),
    cursorOf: (row) => [row.startedInstant, row.id],
    totalCount: () => context.load(historyCounts, { customerId, conditions }),
  });
}

interface HistoryPage {
  readonly customerId: string;
  readonly conditions: HistoryConditions;
  readonly limit: number;
  readonly after: readonly [startedAt: string, id: string] | null;
  readonly ahead: Ahead;
}

type HistoryRow = AheadRow & { readonly startedInstant: string };

function historyPages(sql: Sql, pages: readonly HistoryPage[]): Promise<HistoryRow[][]> {
  return byCustomer(pages, ({ conditions, limit, after, ahead }, customerIds) => {
    const values = [customerIds, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    const isFiltered = conditions.some((condition) => condition !== null);
    // A filter's best plan depends on what it asks for; without one it is always the customer's index.
    return isFiltered
      ? sql.query<HistoryRow>(pageStatement(ahead, `AND ${historyConditions(5)}`), [...values, ...conditions])
      : sql.query<HistoryRow>(pageStatement(ahead, ""), values, PREPARED);
  });
}

const pageStatement = (ahead: Ahead, conditions: string): string =>
  `SELECT recording.*${bookingColumns(ahead)}
     FROM unnest($1::uuid[]) AS asked (customer_id)
    CROSS JOIN LATERAL (
      SELECT ${RECORDING_COLUMNS}, ${STARTED_INSTANT} AS "startedInstant"${textColumns(ahead)}
        FROM call_recordings AS recording
       WHERE recording.customer_id = asked.customer_id
         AND (recording.call_started_at, recording.id)
             < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
             ${conditions}
       ORDER BY recording.call_started_at DESC, recording.id DESC
       LIMIT $4) AS recording
     ${bookingJoin(ahead)}
    ORDER BY recording."callStartedAt" DESC, recording.id DESC`;

type HistoryCount = Pick<HistoryPage, "customerId" | "conditions">;

async function historyCounts(sql: Sql, asked: readonly HistoryCount[]): Promise<number[]> {
  const counts = await byCustomer(asked, ({ conditions }, customerIds) =>
    sql.query<{ customerId: string; count: number }>(
      `SELECT recording.customer_id AS "customerId", count(*)::int AS count
         FROM call_recordings AS recording
        WHERE recording.customer_id = ANY($1::uuid[])
          AND ${historyConditions(2)}
        GROUP BY recording.customer_id`,
      [customerIds, ...conditions],
    ),
  );
  return counts.map((rows) => rows[0]?.count ?? 0);
}
