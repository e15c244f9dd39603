import type { Sql } from "../database/sql.js";

/**
 * Locks RingCentral's recordings, and those of the telephony sessions, for a transaction that goes on to write them in
 * several statements, until it ends: stored ones by their rows, others by their ids. All before the first write and in one
 * order; one after the other, two transactions that are told of the same calls in different orders would wait for each other.
 */
export async function lockCalls(
  tx: Sql,
  rcRecordingIds: readonly string[],
  telephonySessionIds: readonly string[] = [],
): Promise<void> {
  const ids = [...new Set(rcRecordingIds)];
  // One alone is in order, and the statement that writes it locks it.
  if (ids.length + telephonySessionIds.length < 2) return;
  await tx.query(
    `SELECT pg_advisory_xact_lock(key)
       FROM (SELECT DISTINCT hashtextextended('callthread call ' || id, 0) AS key
               FROM unnest($1::text[]) AS given (id) ORDER BY key) AS ordered`,
    [ids],
  );
  await tx.query(
    `SELECT FROM call_recordings
      WHERE rc_recording_id = ANY ($1::text[]) OR telephony_session_id = ANY ($2::text[])
      ORDER BY id FOR UPDATE`,
    [ids, telephonySessionIds],
  );
}
