import type { Sql } from "../database/sql.js";
import type { LinkState } from "./links-store.js";

const AT_ONCE = 200;

/** Ids of recordings in the order in which they started; decided by a person, or not. */
export async function* pagesOfRecordings(
  sql: Sql,
  since: Date | null,
  by: "auto" | "person",
): AsyncGenerator<string[]> {
  let last: { startedAt: string; id: string } | undefined;
  do {
    const rows: { id: string; startedAt: string }[] = await sql.query(
      `SELECT id, call_started_at::text AS "startedAt"
         FROM call_recordings
        WHERE ($1::timestamptz IS NULL OR call_started_at >= $1)
          AND ($2::timestamptz IS NULL OR (call_started_at, id) > ($2, $3::uuid))
          AND (linked_by IS NOT DISTINCT FROM 'person') = ($4 = 'person')
        ORDER BY call_started_at, id
        LIMIT ${AT_ONCE}`,
      [since, last?.startedAt ?? null, last?.id ?? null, by],
    );
    if (rows.length > 0) yield rows.map((row) => row.id);
    last = rows.length === AT_ONCE ? rows.at(-1) : undefined;
  } while (last !== undefined);
}

/** What a person said of a recording, and what the program had said last. */
export interface Label {
  readonly id: string;
  readonly customerId: string | null;
  readonly bookingId: string | null;
  /** The program's last judgement; nulls where it made none. */
  readonly autoStatus: LinkState["status"] | null;
  readonly autoCustomerId: string | null;
  readonly autoBookingId: string | null;
}

export const readLabels = (sql: Sql, ids: readonly string[]): Promise<Label[]> =>
  sql.query<Label>(
    `SELECT recording.id, recording.customer_id AS "customerId", recording.booking_id AS "bookingId",
            decision.status AS "autoStatus", decision.customer_id AS "autoCustomerId",
            decision.booking_id AS "autoBookingId"
       FROM call_recordings AS recording
       LEFT JOIN LATERAL (
            SELECT status, customer_id, booking_id FROM link_decisions
             WHERE recording_id = recording.id AND decided_by = 'auto'
             ORDER BY id DESC LIMIT 1) AS decision ON true
      WHERE recording.id = ANY($1::uuid[])`,
    [ids],
  );
