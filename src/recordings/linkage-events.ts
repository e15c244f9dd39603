import { getOne, type Sql } from "../database/sql.js";
import type { FeedEvent } from "../linkage-feed.js";

/** The channel on which processes hear that positions were given. */
export const EVENTS_CHANNEL = "callthread_events";

export const EVENTS_AT_ONCE = 500;

/** Published events after `position`, in order, at most `EVENTS_AT_ONCE`. */
export async function eventsAfter(sql: Sql, position: number): Promise<FeedEvent[]> {
  const rows = await sql.query<Omit<FeedEvent, "position"> & { position: string }>(
    `SELECT position, type, occurred_at AS "occurredAt", recording_id AS "recordingId", customer_id AS "customerId",
            booking_id AS "bookingId", booking_confidence AS "bookingConfidence", previous
       FROM linkage_events
      WHERE position > $1
      ORDER BY position
      LIMIT ${EVENTS_AT_ONCE}`,
    [position],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** 0 where nothing has been published. */
export async function newestPosition(sql: Sql): Promise<number> {
  const row = await getOne<{ position: string | null }>(sql, "SELECT max(position) AS position FROM linkage_events");
  return Number(row.position ?? 0);
}
