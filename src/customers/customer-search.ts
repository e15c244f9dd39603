import { getOne, type Sql } from "../database/sql.js";
import { badInput } from "../errors.js";

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

const LONGEST_SEARCH = 200;
const FEWEST_DIGITS = 3;

/**
 * What `search` looks for: nothing but digits and punctuation, part of a number; else part of a name, whatever its
 * accents, and only where nobody has it a name that is like it. Throws BAD_INPUT (TOO_LONG) above 200 characters.
 */
export async function readCustomerSearch(sql: Sql, search: string | null | undefined): Promise<CustomerSearch> {
  const text = (search ?? "").replaceAll("\0", "").trim();
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
  const { isThere } = await getOne<{ isThere: boolean }>(
    sql,
    `SELECT EXISTS (SELECT FROM bookings.customers AS customer WHERE ${NAME_CONTAINS}) AS "isThere"`,
    exact.values,
  );
  return isThere ? exact : { ...exact, condition: NAME_IS_LIKE };
}
