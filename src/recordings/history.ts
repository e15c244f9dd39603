import { ruledRead } from "../answer-basis.js";
import { type Connection, connectionOf, decodeCursor, type Edge, instantAndId, pageSize } from "../connection.js";
import { byCustomer } from "../customers/by-customer.js";
import type { VersionedCustomer } from "../customers/customer-version.js";
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
  context: Pick<RequestContext, "load" | "basis">,
  customer: Pick<VersionedCustomer, "id" | "version">,
  listing: HistoryListing,
): Promise<Connection<Edge<RowReadAhead>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, instantAndId);
  const conditions = readHistoryFilter(listing.filter);
  const customerId = customer.id;
  const page = { customerId, conditions, limit, after, ahead: listing.ahead };
  const rows =
    customer.version === undefined ? await readRows(context, page) : await versionedRows(context, customer, page);
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: (node, cursor) => ({ cursor, node }),
    cursorOf: (row) => [row.startedInstant, row.id],
    totalCount: () =>
      context.load(customer.version === undefined ? historyCounts : versionedHistoryCounts, { customerId, conditions }),
  });
}

interface HistoryPage {
  readonly customerId: string;
  readonly conditions: HistoryConditions;
  readonly limit: number;
  readonly after: readonly [startedAt: string, id: string] | null;
  readonly ahead: Ahead;
}

type HistoryRow = AheadRow & { readonly startedInstant: string; readonly version?: string };
type ReadRow = RowReadAhead & { readonly startedInstant: string };

const readRows = async (context: Pick<RequestContext, "load">, page: HistoryPage): Promise<ReadRow[]> =>
  (await context.load(historyPages, page)).map((row) => Object.assign(row, withAhead(row, page.ahead)));

const isFiltered = ({ conditions }: HistoryPage): boolean => conditions.some((condition) => condition !== null);

/** Says of what the answer rests on whether it is what the version that was looked up speaks of. */
async function versionedRows(
  { load, basis }: Pick<RequestContext, "load" | "basis">,
  { id, version }: Pick<VersionedCustomer, "id" | "version">,
  page: HistoryPage,
): Promise<ReadRow[]> {
  const rows = (await load(versionedHistoryPages, page)).map((row) => Object.assign(row, withAhead(row, page.ahead)));
  // A booking that became another customer's is none of those that the version speaks of.
  const areOwn = rows.every(({ bookingRow }) => bookingRow == null || bookingRow.customerId === id);
  if (rows[0]?.version !== version || !areOwn) basis.open();
  return rows;
}

const historyPages = (sql: Sql, pages: readonly HistoryPage[]): Promise<HistoryRow[][]> => pagesWith(sql, pages, PLAIN);

const versionedHistoryPages = ruledRead(
  (sql: Sql, pages: readonly HistoryPage[]): Promise<HistoryRow[][]> => pagesWith(sql, pages, VERSIONED),
);

const pagesWith = (sql: Sql, pages: readonly HistoryPage[], asked: Asked): Promise<HistoryRow[][]> =>
  byCustomer(pages, (page, customerIds) => {
    const { conditions, limit, after, ahead } = page;
    const values = [customerIds, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    // A filter's best plan depends on what it asks for; without one it is always the customer's index.
    return isFiltered(page)
      ? sql.query<HistoryRow>(pageStatement(asked, ahead, `AND ${historyConditions(5)}`), [...values, ...conditions])
      : sql.query<HistoryRow>(pageStatement(asked, ahead, ""), values, PREPARED);
  });

interface Asked {
  readonly column: string;
  readonly ids: string;
}

const PLAIN: Asked = { column: "", ids: "SELECT unnest($1::uuid[]) AS customer_id" };
const VERSIONED: Asked = {
  column: ", asked.version",
  ids: "SELECT customer_id, customer_version(customer_id) AS version FROM unnest($1::uuid[]) AS customer_id",
};

const pageStatement = (asked: Asked, ahead: Ahead, conditions: string): string =>
  `WITH asked AS MATERIALIZED (${asked.ids})
   SELECT recording.*${asked.column}${bookingColumns(ahead)}
     FROM asked
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

/** Read after the version, so that it is never older: with the same version again, it is the same count. */
const versionedHistoryCounts = ruledRead((sql: Sql, asked: readonly HistoryCount[]) => historyCounts(sql, asked));
