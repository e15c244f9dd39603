import { getOne, type Sql } from "../database/sql.js";
import type { FeedEvent } from "../linkage-feed.js";

/** The channel on which processes hear that positions were given. */
export const EVENTS_CHANNEL = "callthread_events";

export const EVENTS_AT_ONCE = 500;

const FEED_EVENT = `position::float8 AS position, type, occurred_at AS "occurredAt", recording_id AS "recordingId",
  customer_id AS "customerId", booking_id AS "bookingId", booking_confidence AS "bookingConfidence", previous, trace`;

/** Published events after `position`, in order, at most `EVENTS_AT_ONCE`. */
export const eventsAfter = (sql: Sql, position: number): Promise<FeedEvent[]> =>
  sql.query<FeedEvent>(
    `SELECT ${FEED_EVENT} FROM linkage_events AS event
      WHERE event.position > $1 ORDER BY event.position LIMIT ${EVENTS_AT_ONCE}`,
    [position],
  );

/** The newest published events, at most so many, in order. */
export async function newestEvents(sql: Sql, atMost: number): Promise<FeedEvent[]> {
  const rows = await sql.query<FeedEvent>(
    `SELECT ${FEED_EVENT} FROM linkage_events AS event
      WHERE event.position IS NOT NULL ORDER BY event.position DESC LIMIT $1`,
    [atMost],
  );
  return rows.reverse();
}

/** The last position that is gone because of its age; 0 where none is. What follows an earlier one is not known any more. */
export async function eventsGoneUpto(sql: Sql): Promise<number> {
  const row = await getOne<{ position: string }>(sql, "SELECT events_gone_upto AS position FROM retention_state");
  return Number(row.position);
}

/** Removes up to `most` of the oldest published events from before `before`, in order; returns how many. */
export async function pruneEvents(tx: Sql, before: Date, most: number): Promise<number> {
  const rows = await tx.query(
    `WITH gone AS (
       DELETE FROM linkage_events
        WHERE position <= (SELECT max(position)
                             FROM (SELECT position FROM linkage_events
                                    WHERE position IS NOT NULL AND occurred_at < $1 ORDER BY position LIMIT $2) AS old)
       RETURNING position),
     noted AS (
       UPDATE retention_state SET events_gone_upto = greatest(events_gone_upto, (SELECT max(position) FROM gone))
        WHERE EXISTS (SELECT FROM gone))
     SELECT position FROM gone`,
    [before, most],
  );
  return rows.length;
}

/** 0 where nothing has been published. */
export async function newestPosition(sql: Sql): Promise<number> {
  const row = await getOne<{ position: string | null }>(sql, "SELECT max(position) AS position FROM linkage_events");
  return Number(row.position ?? 0);
}

export interface ErasedSubjects {
  /** null where only calls are erased. */
  readonly customerId: string | null;
  readonly bookingIds: readonly string[];
  readonly calls: readonly { readonly id: string; readonly bookingId: string | null }[];
}

/**
 * Makes every event of erased calls one that tells to forget them, at the position it has, takes the customer out of
 * everybody else's, with bookings that had been others', and adds one for each call and for the customer at the end, for
 * those who read the others long ago. Comes after the customer is deleted: that takes bookings from others' calls, and tells.
 */
export async function eraseEvents(tx: Sql, { customerId, bookingIds, calls }: ErasedSubjects): Promise<void> {
  await tx.query(
    `UPDATE linkage_events
        SET type = 'ERASED', occurred_at = now(), customer_id = NULL, booking_id = NULL, booking_confidence = NULL, previous = NULL
      WHERE recording_id = ANY($1::uuid[])`,
    [calls.map(({ id }) => id)],
  );
  await tx.query(
    `UPDATE linkage_events
        SET customer_id = CASE WHEN customer_id = $1 THEN NULL ELSE customer_id END,
            booking_id = CASE WHEN booking_id = ANY($2::uuid[]) THEN NULL ELSE booking_id END,
            previous = CASE WHEN previous ->> 'customerId' = $1::text
                            THEN previous || '{"customerId": null, "bookingId": null}'
                            WHEN previous ->> 'bookingId' = ANY($2::text[])
                            THEN previous || '{"bookingId": null}' ELSE previous END
      WHERE type <> 'ERASED'
        AND (customer_id = $1 OR booking_id = ANY($2::uuid[]) OR previous ->> 'customerId' = $1::text
             OR previous ->> 'bookingId' = ANY($2::text[]))`,
    [customerId, bookingIds],
  );
  await tx.query(
    `INSERT INTO linkage_events (type, recording_id, customer_id, booking_id)
     SELECT 'ERASED', call.id, $1::uuid, call.booking_id FROM unnest($2::uuid[], $3::uuid[]) AS call (id, booking_id)
     UNION ALL SELECT 'ERASED', NULL, $1::uuid, NULL WHERE $1::uuid IS NOT NULL`,
    [customerId, calls.map(({ id }) => id), calls.map(({ bookingId }) => bookingId)],
  );
}

/** Any number that no other lock has (the search index takes …794): one publisher at a time gives positions. */
const PUBLISH_LOCK = 7_205_259_403_792_795;

/**
 * Gives the oldest committed events that have none their positions, in order of id, and has it announced at commit.
 * Returns how many, and the traces of those that have one; other publishers wait until the transaction ends.
 */
export async function givePositions(tx: Sql, atMost: number): Promise<{ count: number; traces: string[] }> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [PUBLISH_LOCK]);
  const rows = await tx.query<{ trace: string | null }>(
    `WITH waiting AS MATERIALIZED (
       SELECT id, nextval('linkage_event_positions') AS position
         FROM (SELECT id FROM linkage_events WHERE position IS NULL ORDER BY id LIMIT $1) AS oldest)
     UPDATE linkage_events AS event SET position = waiting.position FROM waiting WHERE event.id = waiting.id
     RETURNING event.position, event.trace`,
    [atMost],
  );
  if (rows.length > 0) await tx.query("SELECT pg_notify($1, '')", [EVENTS_CHANNEL]);
  return { count: rows.length, traces: rows.flatMap(({ trace }) => (trace === null ? [] : [trace])) };
}

/** Notes what events of this transaction follow from. */
export async function traceEvents(tx: Sql, traces: ReadonlyMap<string, string>): Promise<void> {
  if (traces.size === 0) return;
  await tx.query(
    `UPDATE linkage_events AS event SET trace = followed.trace
       FROM unnest($1::uuid[], $2::text[]) AS followed (recording_id, trace)
      WHERE event.recording_id = followed.recording_id AND event.position IS NULL AND event.trace IS NULL`,
    [[...traces.keys()], [...traces.values()]],
  );
}
