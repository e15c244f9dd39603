import type { Database } from "../database/open.js";
import { getOne } from "../database/sql.js";
import { inPortions } from "../in-portions.js";

/**
 * So many are learnt in a fifth of a second, which is how long erasing may have to wait. Fewer would cost more a call: a
 * word is counted once a batch, and some hundreds of calls say hardly more different words than one hundred.
 */
const AT_ONCE = 500;

/**
 * Adds the words of calls that were stored since to the search's vocabulary, for suggestions, misspellings and how many
 * calls say a word. In transactions of its own, so that no call waits for it; any number of processes may do so, of which
 * one works at a time. Returns how many calls were learnt from.
 */
export function learnWords({ transaction }: Pick<Database, "transaction">): Promise<number> {
  return inPortions(AT_ONCE, async (most) => {
    const { calls } = await transaction((tx) =>
      getOne<{ calls: number }>(tx, "SELECT learn_search_words($1) AS calls", [most]),
    );
    return calls;
  });
}
