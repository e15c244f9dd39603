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
