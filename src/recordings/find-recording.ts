import { findOne, type Sql } from "../database/sql.js";

/** The id of the recording that somebody names: by id, by RingCentral's recording id, or by an imported one's own. */
export async function findRecordingId(sql: Sql, name: string): Promise<string | null> {
  const row = await findOne<{ id: string }>(
    sql,
    "SELECT id FROM call_recordings WHERE id::text = lower($1) OR rc_recording_id = $1 OR external_id = $1 LIMIT 1",
    [name],
  );
  return row?.id ?? null;
}
