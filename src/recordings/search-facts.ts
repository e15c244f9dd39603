import { getOne, PREPARED, type Sql } from "../database/sql.js";
import { NAMED_CUSTOMERS, type NamedCustomer } from "./search-people.js";
import { KNOWN_WORDS, type KnownWordRow, type Vocabulary, vocabularyOf } from "./search-words.js";
import { fold } from "./spoken-words.js";

/** What must be known before a search, read in one statement: each costs the server more than the database. */
export interface SearchFacts {
  readonly vocabulary: Vocabulary;
  /** Who may be meant by the names. */
  readonly customers: readonly NamedCustomer[];
  /** Of all calls there are. */
  readonly newestArrival: number;
}

export async function readSearchFacts(
  sql: Sql,
  words: readonly string[],
  names: readonly string[],
): Promise<SearchFacts> {
  const row = await getOne<{ words: KnownWordRow[]; customers: NamedCustomer[] | null; arrival: number }>(
    sql,
    `SELECT (SELECT json_agg(known) FROM (${KNOWN_WORDS}) AS known) AS words,
            (SELECT json_agg(named) FROM (${NAMED_CUSTOMERS}) AS named) AS customers,
            coalesce(pg_sequence_last_value('call_search_arrival_seq'), 0)::float8 AS arrival`,
    [words, names.map(fold)],
    PREPARED,
  );
  return { vocabulary: vocabularyOf(row.words), customers: row.customers ?? [], newestArrival: row.arrival };
}
