import { findOne, type Sql } from "../database/sql.js";
import { isUuid } from "../uuid.js";

/** The id of the recording that somebody names: by id, by RingCentral's recording id, or by an imported one's own. */
export async function findRecordingId(sql: Sql, name: string): Promise<string | null> {
  const row = await findOne<{ id: string }>(
    sql,
    "SELECT id FROM call_recordings WHERE id = $2::uuid OR rc_recording_id = $1 OR external_id = $1 LIMIT 1",
    [name, isUuid(name) ? name : null],
  );
  return row?.id ?? null;
}
