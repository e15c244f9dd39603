import type { Database } from "../database/open.js";
import { getOne } from "../database/sql.js";

/** As many take about a second, in which a call of theirs that gets a new link waits. */
const AT_ONCE = 100;

/**
 * Has some calls found by pairs of words that tell phrases better apart, as those stored since are
 * (`migrations/0029-*.sql`). Any number of processes may do so, of which one works at a time. Returns whether that is over:
 * true where none was left before. It stays so, since the database makes the pairs of what comes.
 */
export async function widenPairs({ transaction }: Pick<Database, "transaction">): Promise<boolean> {
  const { isOver } = await transaction((tx) =>
    getOne<{ isOver: boolean }>(tx, `SELECT widen_pairs($1), NOT EXISTS (SELECT FROM narrow_pairs) AS "isOver"`, [
      AT_ONCE,
    ]),
  );
  return isOver;
}
