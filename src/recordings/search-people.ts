import type { Sql } from "../database/sql.js";
import { type SearchQuery, spellingOf, type Unit } from "./search-query.js";
import { fold, spokenWords } from "./spoken-words.js";
import { isInDictionary } from "./words-of-like-meaning.js";

/** Whose calls a query names ("calls of Jen Alvarez", "916 740"), beside what it says of their words. */
export interface NamedPeople {
  readonly customerIds: readonly string[];
  /** Everybody whose name the query may mean: of "Jen Alvarez Sam Okafor" both. */
  readonly everybody: readonly string[];
  /** Words of the query that are parts of their names. */
  readonly names: readonly string[];
  /** Whether the name may as well be a word ("park", "rose"). */
  readonly isWord: boolean;
  /** Telephone numbers, E.164, also of callers who are no customer. */
  readonly phones: readonly string[];
  /** What is left of the query without the name or number: must be said in the call. Empty: any call. */
  readonly rest: SearchQuery;
}

const MOST_PEOPLE = 50;
/** A single first name that more customers share says too little. */
const MOST_NAMESAKES = 20;
const MOST_NAME_WORDS = 6;
const FEWEST_DIGITS = 6;

/** What of a query may be a number, digits only, or somebody's name. */
export interface AskedPeople {
  readonly digits: string | null;
  /** As the query writes them, in lower case. */
  readonly names: readonly string[];
}

export const NOBODY: AskedPeople = { digits: null, names: [] };

export function askedPeople(query: SearchQuery): AskedPeople {
  const plain = query.clauses.flatMap(({ units }) => (units.length === 1 && units[0] !== undefined ? [units[0]] : []));
  const digits = plain.map(spellingOf).join("").replace(/\s/g, "");
  if (/^\d+$/.test(digits)) return { ...NOBODY, digits: digits.length < FEWEST_DIGITS ? null : digits };
  const units = plain.filter((unit) => unit.words.every((word) => /^\p{L}+$/u.test(word)));
  const names = [...new Set(units.flatMap(nameWords))].filter((word) => word.length >= 3 && !NO_NAMES.has(word));
  return { digits: null, names: names.slice(0, MOST_NAME_WORDS) };
}

/** Everybody whose number has these digits in it, or begins so. */
export async function findPhones(
  sql: Sql,
  query: SearchQuery,
  digits: string,
  callingCode: string,
): Promise<NamedPeople | null> {
  const rows = await sql.query<{ phone: string }>(
    `(SELECT phone_e164 AS phone FROM bookings.customer_phones WHERE phone_e164 LIKE '%' || $1 || '%' LIMIT $2)
     UNION
     (SELECT outside_phone FROM call_recordings
       WHERE outside_phone BETWEEN '+' || $1 AND '+' || $1 || '999999999999' LIMIT $2)
     UNION
     (SELECT outside_phone FROM call_recordings
       WHERE outside_phone BETWEEN '+' || $3 || $1 AND '+' || $3 || $1 || '999999999999' LIMIT $2)`,
    [digits, MOST_PEOPLE, callingCode],
  );
  if (rows.length === 0) return null;
  return {
    customerIds: [],
    everybody: [],
    names: [],
    isWord: false,
    phones: rows.map((row) => row.phone),
    rest: { ...query, clauses: [] },
  };
}

/** Of the customers who have some of the `names`, those who are meant; null where the query names nobody who is known. */
export function peopleNamed(
  query: SearchQuery,
  names: readonly string[],
  customers: readonly NamedCustomer[],
): NamedPeople | null {
  const matched = customers.map((customer) => {
    const own = new Set([
      ...spokenWords(customer.name).map(({ word }) => word),
      ...fold(customer.name).split(/[^\p{L}\p{N}']+/u),
    ]);
    return { id: customer.id, words: names.filter((word) => own.has(fold(word))) };
  });
  const best = Math.max(0, ...matched.map((row) => row.words.length));
  if (best === 0) return null;
  const chosen = matched.filter((row) => row.words.length === best);
  const named = new Set(chosen[0]?.words.flatMap((word) => [word, ...word.split("'")]));
  const same = chosen.filter((row) => row.words.every((word) => named.has(word)));
  const isSaid = (unit: Unit): boolean => !unit.words.every((word) => named.has(word) || FILLERS.has(word));
  return {
    customerIds: same.slice(0, MOST_PEOPLE).map((row) => row.id),
    everybody: chosen.slice(0, MOST_PEOPLE).map((row) => row.id),
    names: [...new Set(chosen.flatMap((row) => row.words))],
    isWord: best === 1 && [...named].every((word) => isInDictionary(fold(word))),
    phones: [],
    rest: { ...query, clauses: query.clauses.filter((clause) => clause.units.length > 1 || clause.units.some(isSaid)) },
  };
}

/** The index knows O'Brien as one word. */
const nameWords = ({ words }: Unit): readonly string[] => (words.length > 1 ? [words.join("'"), ...words] : words);

export interface NamedCustomer {
  readonly id: string;
  readonly name: string;
}

/**
 * Customers whose names have all of the asked words. Materialised, so that the planner does not hope to come across
 * the first few in a walk through all customers.
 */
const NAMED = `WITH named AS MATERIALIZED (
    SELECT id, name FROM bookings.customers WHERE name_words(name) @> asked.words) SELECT id, name FROM named`;

/**
 * Customers (id, name) by the folded words of $2: everybody whose name has two words that follow each other there; where
 * nobody has, everybody whose name has one of the words, save of words that too many are called.
 */
export const NAMED_CUSTOMERS = `
  WITH word AS (
    SELECT word, lead(word) OVER (ORDER BY place) AS next
      FROM unnest((SELECT $2::text[])) WITH ORDINALITY AS asked (word, place)
  ), paired AS MATERIALIZED (
    SELECT DISTINCT customer.name, customer.id
      FROM word
     CROSS JOIN LATERAL (VALUES (ARRAY[word, next])) AS asked (words)
     CROSS JOIN LATERAL (${NAMED} LIMIT ${MOST_PEOPLE * 4}) AS customer
     WHERE next IS NOT NULL
     ORDER BY customer.name, customer.id LIMIT ${MOST_PEOPLE * 4}
  )
  SELECT id, name FROM paired
   UNION ALL
  SELECT customer.id, customer.name
    FROM word
   CROSS JOIN LATERAL (VALUES (ARRAY[word])) AS asked (words)
   CROSS JOIN LATERAL (
     SELECT array_agg(id) AS ids, array_agg(name) AS names FROM (${NAMED} LIMIT ${MOST_NAMESAKES + 1}) AS some_customers) AS found
   CROSS JOIN LATERAL unnest(found.ids, found.names) AS customer (id, name)
   WHERE NOT EXISTS (SELECT FROM paired) AND cardinality(found.ids) <= ${MOST_NAMESAKES}`;

/** "calls of Jen Alvarez" asks for her calls, not for calls that say "calls". */
const FILLERS = new Set(
  "call calls calling called phone conversation conversations recording recordings all any of from with by to the for about".split(
    " ",
  ),
);
/** Words of nearly every query that are also parts of somebody's name. */
const NO_NAMES = new Set([
  ...FILLERS,
  ..."and party lunch dinner wedding birthday event booking deposit cancel".split(" "),
]);
