import type { Database } from "../database/open.js";
import { getOne } from "../database/sql.js";

/** As many take about a second, in which a call of theirs that gets a new link waits. */
const AT_ONCE = 100;

/**
 * Has some calls found by pairs of words that tell phrases better apart, as those stored since are
 * (`migrations/0029-*.sql`). Any number of processes may do so, of which one works at a time. Returns how many calls; 0 in
 * the end.
 */
export async function widenPairs({ transaction }: Pick<Database, "transaction">): Promise<number> {
  const { calls } = await transaction((tx) =>
    getOne<{ calls: number }>(tx, "SELECT widen_pairs($1) AS calls", [AT_ONCE]),
  );
  return calls;
}
