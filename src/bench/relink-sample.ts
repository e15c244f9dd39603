import { getOne, type Sql } from "../database/sql.js";

/** Ids spread evenly over all recordings, in the order in which the pipeline takes them. */
export async function sampleRecordings(sql: Sql, size: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS total FROM call_recordings) AS all_calls
      WHERE place % greatest(total / $1, 1) = 0 ORDER BY id LIMIT $1`,
    [size],
  );
  return rows.map(({ id }) => id);
}

export async function countDecisions(sql: Sql): Promise<number> {
  const { count } = await getOne<{ count: number }>(sql, "SELECT count(*)::int AS count FROM link_decisions");
  return count;
}

/** All ids, in the order in which the pipeline takes them: random, so that the first of them stand for all. */
export async function listRecordings(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>("SELECT id FROM call_recordings ORDER BY id");
  return rows.map(({ id }) => id);
}

/** As if the weights had been others when these calls were judged: each will be found to differ, none to mean another link. */
export async function forgetGrounds(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.query("SET LOCAL session_replication_role = 'replica'");
  await tx.query("UPDATE call_recordings SET link_evidence = '[]', customer_confidence = 0.5 WHERE id = ANY ($1)", [
    ids,
  ]);
}

/** What nobody has taken yet is not going to be judged. */
export async function emptyQueue(sql: Sql): Promise<void> {
  await sql.query(
    "DELETE FROM relink_queue WHERE recording_id IN (SELECT recording_id FROM relink_queue FOR UPDATE SKIP LOCKED)",
  );
}
