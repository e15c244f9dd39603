import type { Sql } from "../database/sql.js";

/** Longer than any transcript is waited for. */
const KEPT_DAYS = 4;

/** Remembers sessions whose recording was too short to be kept. */
export async function noteUnrecorded(tx: Sql, telephonySessionIds: readonly string[]): Promise<void> {
  if (telephonySessionIds.length === 0) return;
  await tx.query(
    `INSERT INTO ringcentral_unrecorded_sessions (telephony_session_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
    [telephonySessionIds],
  );
  await tx.query("DELETE FROM ringcentral_unrecorded_sessions WHERE noted_at < now() - $1 * interval '1 day'", [
    KEPT_DAYS,
  ]);
}

export async function isUnrecorded(sql: Sql, telephonySessionId: string): Promise<boolean> {
  const rows = await sql.query("SELECT 1 FROM ringcentral_unrecorded_sessions WHERE telephony_session_id = $1", [
    telephonySessionId,
  ]);
  return rows.length > 0;
}

/** Forgets sessions, whoever noted them. */
export async function forgetSessions(tx: Sql, telephonySessionIds: readonly string[]): Promise<void> {
  await tx.query("DELETE FROM ringcentral_unrecorded_sessions WHERE telephony_session_id = ANY($1::text[])", [
    telephonySessionIds,
  ]);
}
