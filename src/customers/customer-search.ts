import { withoutAccents } from "../accents.js";
import { getOne, type Sql } from "../database/sql.js";
import { spellingsOneEditAway } from "../edit-distance.js";
import { badInput } from "../errors.js";
import { storable } from "../storable.js";

/** A condition on $1 and $2, of a table called `customer`: each kind its own, for each has its own index. */
export interface CustomerSearch {
  readonly condition: string;
  readonly values: readonly [text: string, pattern: string];
}

const EVERYBODY = "($1::text, $2::text) IS NOT NULL";
const NAME_CONTAINS = "($1::text IS NOT NULL AND fold_name(customer.name) LIKE fold_name($2::text))";
const NAME_IS_LIKE = "($2::text IS NOT NULL AND fold_name($1::text) <% fold_name(customer.name))";
const NUMBER_CONTAINS = `($1::text IS NOT NULL AND customer.id IN (
         SELECT number.customer_id FROM bookings.customer_phones AS number WHERE number.phone_e164 LIKE $2::text))`;

/** Of each word one of the spellings: `$2` is words as lines, and spellings of one with spaces between them. */
const wordsAreLike = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `name_words(customer.name) && string_to_array(split_part($2::text, E'\\n', ${i + 1}), ' ')`,
  ).join(" AND ");

const MOST_WORDS = 4;
/** Shorter words have too many neighbours to guess among. */
const SHORTEST_MISSPELT = 4;
const LONGEST_SEARCH = 200;
const FEWEST_DIGITS = 3;

/**
 * What `search` looks for: nothing but digits and punctuation, part of a number; else part of a name, whatever its
 * accents; only where nobody has it a name that is like it, by the letters that follow each other, and where none is, one
 * whose words are each a letter apart from those typed ("Khalil" for "Kahlil"). Throws BAD_INPUT (TOO_LONG) above 200
 * characters.
 */
export async function readCustomerSearch(sql: Sql, search: string | null | undefined): Promise<CustomerSearch> {
  const text = storable(search ?? "").trim();
  if (text.length > LONGEST_SEARCH) {
    throw badInput("search", `"search" takes at most ${LONGEST_SEARCH} characters.`, "TOO_LONG");
  }
  if (text === "") return { condition: EVERYBODY, values: ["", ""] };
  const digits = text.replace(/\D/g, "");
  if (digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(text)) {
    return { condition: NUMBER_CONTAINS, values: [digits, `%${digits}%`] };
  }
  const exact: CustomerSearch = {
    condition: NAME_CONTAINS,
    values: [text, `%${text.replace(/[\\%_]/g, "\\$&")}%`],
  };
  const like = { ...exact, condition: NAME_IS_LIKE };
  const { isExact, isLike } = await getOne<{ isExact: boolean; isLike: boolean }>(sql, WHICH_FITS, exact.values);
  return isExact ? exact : isLike ? like : (misspelt(text) ?? like);
}

/** In one statement, which asks the second only where the first is not so. */
const WHICH_FITS = `
  SELECT "isExact", NOT "isExact" AND EXISTS (SELECT FROM bookings.customers AS customer WHERE ${NAME_IS_LIKE}) AS "isLike"
    FROM (SELECT EXISTS (SELECT FROM bookings.customers AS customer WHERE ${NAME_CONTAINS}) AS "isExact") AS first`;

/** null for what has no word long enough to be a name misspelt, or too many. */
function misspelt(text: string): CustomerSearch | null {
  const words = withoutAccents(text.toLowerCase()).match(/[\p{L}']+/gu) ?? [];
  if (words.length > MOST_WORDS || words.every((word) => word.length < SHORTEST_MISSPELT)) return null;
  const spellings = words.map((word) =>
    [word, ...(word.length < SHORTEST_MISSPELT ? [] : spellingsOneEditAway(word))].join(" "),
  );
  return {
    condition: `($1::text IS NOT NULL AND ${wordsAreLike(words.length)})`,
    values: [text, spellings.join("\n")],
  };
}
