import { getOne, type Sql } from "../database/sql.js";
import { inPortions } from "../in-portions.js";

/** So many rows are added up in a few milliseconds. */
const AT_ONCE = 5_000;

/**
 * Adds up what was noted of writes to customers (see `customer_version`), so that a look at a customer's version finds few
 * rows. Changes no version. Any number of processes may do so, of which one works at a time. Returns how many rows there were.
 */
export function addUpWrites(sql: Sql): Promise<number> {
  return inPortions(AT_ONCE, async (most) => {
    const { added } = await getOne<{ added: number }>(sql, "SELECT add_up_customer_writes($1)::int AS added", [most]);
    return added;
  });
}
