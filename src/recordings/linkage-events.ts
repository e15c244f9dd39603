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

/** Any number that no other lock has (the search index takes …794): one publisher at a time gives positions. */
const PUBLISH_LOCK = 7_205_259_403_792_795;

/**
 * Gives the oldest committed events that have none their positions, in order of id, and has it announced at commit.
 * Returns how many; other publishers wait until the transaction ends.
 */
export async function givePositions(tx: Sql, atMost: number): Promise<number> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [PUBLISH_LOCK]);
  const rows = await tx.query(
    `WITH waiting AS MATERIALIZED (
       SELECT id, nextval('linkage_event_positions') AS position
         FROM (SELECT id FROM linkage_events WHERE position IS NULL ORDER BY id LIMIT $1) AS oldest)
     UPDATE linkage_events AS event SET position = waiting.position FROM waiting WHERE event.id = waiting.id
     RETURNING event.position`,
    [atMost],
  );
  if (rows.length > 0) await tx.query("SELECT pg_notify($1, '')", [EVENTS_CHANNEL]);
  return rows.length;
}
