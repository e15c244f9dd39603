import { getOne, type Sql } from "../database/sql.js";

/**
 * Puts what calls say that were stored since into its place in the index of words: they are found before, but each search
 * walks through all that waits. It takes one to two milliseconds a call, less of many at once, and nobody who stores a call
 * waits for it. Any number of processes may do so, of which one works at a time. Returns how many pages of 8 KB waited.
 */
export async function settleIndex(sql: Sql): Promise<number> {
  const { pages } = await getOne<{ pages: number }>(sql, "SELECT settle_search_index()::int AS pages");
  return pages;
}
