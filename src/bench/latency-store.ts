import { getOne, type Sql } from "../database/sql.js";

/** Milliseconds since 1970. */
export interface LinkedCall {
  readonly position: number;
  readonly webhookAt: number;
  readonly storedAt: number;
  readonly decidedAt: number;
}

/** Jobs that are due and not done, and links not yet told of. */
export async function countUndone(sql: Sql): Promise<number> {
  const { count } = await getOne<{ count: number }>(
    sql,
    `SELECT ((SELECT count(*) FROM pgboss.job
               WHERE state IN ('created', 'retry', 'active') AND name IN ('receive', 'link') AND start_after <= now())
             + (SELECT count(*) FROM linkage_events WHERE position IS NULL)
             + (SELECT count(*) FROM fact_changes) + (SELECT count(*) FROM relink_queue)
             + (SELECT count(*) FROM call_recordings WHERE transcript_status = 'PENDING'))::int AS count`,
  );
  return count;
}

/** The first event after the transcript was stored, of each of these recordings that had one. */
export const listLinked = (sql: Sql, rcRecordingIds: readonly string[]): Promise<LinkedCall[]> =>
  sql.query<LinkedCall>(
    `SELECT DISTINCT ON (call.id) event.position::float8 AS position,
            extract(epoch FROM receipt.received_at)::float8 * 1000 AS "webhookAt",
            extract(epoch FROM call.transcript_stored_at)::float8 * 1000 AS "storedAt",
            extract(epoch FROM event.occurred_at)::float8 * 1000 AS "decidedAt"
       FROM call_recordings AS call
       JOIN linkage_events AS event ON event.recording_id = call.id AND event.occurred_at >= call.transcript_stored_at
       JOIN (SELECT convert_from(body, 'UTF8')::jsonb #>> '{body,sourceRecordId}' AS recording, min(received_at) AS received_at
               FROM webhook_receipts WHERE event LIKE '%/insights%' GROUP BY 1) AS receipt
         ON receipt.recording = call.rc_recording_id
      WHERE call.rc_recording_id = ANY ($1)
      ORDER BY call.id, event.id`,
    [rcRecordingIds],
  );
