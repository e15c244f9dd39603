import { getOne, type Sql } from "../database/sql.js";

/** Keeps that something was erased, by whom and how much: never what, or of whom. Returns the erasure's id. */
export async function noteErasure(tx: Sql, byName: string, counts: object): Promise<string> {
  const { id } = await getOne<{ id: string }>(
    tx,
    "INSERT INTO erasures (by_name, counts) VALUES ($1, $2::jsonb) RETURNING id",
    [byName, JSON.stringify(counts)],
  );
  return id;
}
