import { withoutAccents } from "../accents.js";
import { PREPARED, type Sql } from "../database/sql.js";
import { isOneEditApart, spellingsOneEditAway } from "../edit-distance.js";

/** A word of a query, as the vocabulary of all calls knows it. */
export interface KnownWord {
  readonly word: string;
  /** What it is indexed as; none for a word that says nothing by itself ("the"). */
  readonly lexemes: readonly string[];
  /** How many calls say it in any form; learnt in batches, so a little late. */
  readonly calls: number;
}

export interface Vocabulary {
  readonly words: ReadonlyMap<string, KnownWord>;
  /** Calls counted, and their mean length in characters. */
  readonly calls: number;
  readonly meanLength: number;
}

/** A row of `KNOWN_WORDS`. */
export type KnownWordRow = KnownWord & { readonly total: number; readonly meanLength: number };

/**
 * The words of $1 with how many calls there are; one row without a word where none is asked for. The array is hidden from
 * the planner, so that one plan serves for however many.
 */
export const KNOWN_WORDS = `
  SELECT asked.word, indexed.lexemes, coalesce(known.calls, 0)::float8 AS calls, totals.calls::float8 AS total,
         totals.characters::float8 / greatest(totals.calls, 1) AS "meanLength"
    FROM search_totals AS totals
    LEFT JOIN unnest((SELECT $1::text[])) AS asked (word) ON true
    LEFT JOIN LATERAL (SELECT tsvector_to_array(to_tsvector('public.callthread', asked.word)) AS lexemes) AS indexed ON true
    LEFT JOIN LATERAL (SELECT max(calls) AS calls FROM search_words WHERE lexeme = ANY (indexed.lexemes)) AS known ON true`;

export function vocabularyOf(rows: readonly KnownWordRow[]): Vocabulary {
  const first = rows[0];
  return {
    words: new Map(rows.filter((row) => row.word !== null).map((row) => [row.word, row])),
    calls: first?.total ?? 0,
    meanLength: Math.max(first?.meanLength ?? 0, 1),
  };
}

export const lookUpWords = async (sql: Sql, words: readonly string[]): Promise<Vocabulary> =>
  vocabularyOf(await sql.query<KnownWordRow>(KNOWN_WORDS, [[...new Set(words)]], PREPARED));

/** Words that begin with what is typed so far, the commonest first. */
export async function wordsBeginning(sql: Sql, start: string, most = 12): Promise<string[]> {
  const rows = await sql.query<{ word: string }>(
    "SELECT word FROM search_words WHERE word LIKE $1 ORDER BY calls DESC, word LIMIT $2",
    [`${withoutAccents(start)}%`, most],
  );
  return rows.map((row) => row.word);
}

/** Shorter words have too many neighbours to guess among. */
const SHORTEST_CORRECTED = 4;
const SHORTEST_WITH_TWO_EDITS = 7;

/**
 * The word that was probably meant, or null: one letter added, left out, replaced or swapped with its neighbour; in words
 * of seven letters and more also two. Of several the one that most calls say.
 */
export async function findCorrection(sql: Sql, asked: string): Promise<string | null> {
  const word = withoutAccents(asked);
  if (word.length < SHORTEST_CORRECTED || !/^\p{L}+$/u.test(word)) return null;
  const near = await sql.query<{ word: string }>(
    "SELECT word FROM search_words WHERE word = ANY ($1::text[]) ORDER BY calls DESC, word LIMIT 1",
    [spellingsOneEditAway(word)],
    PREPARED,
  );
  if (near[0] !== undefined) return near[0].word;
  if (word.length < SHORTEST_WITH_TWO_EDITS) return null;
  const similar = await sql.query<{ word: string }>(
    `SELECT word FROM search_words
      WHERE word % $1::text AND length(word) BETWEEN $2 AND $3
      ORDER BY similarity(word, $1::text) DESC, calls DESC, word LIMIT 20`,
    [word, word.length - 2, word.length + 2],
  );
  const twoAway = spellingsOneEditAway(word);
  return similar.find(({ word: other }) => twoAway.some((between) => isOneEditApart(between, other)))?.word ?? null;
}

/** How many calls satisfy what the index answers alone, as the database's planner supposes: right in magnitude. */
export async function estimateCalls(sql: Sql, indexed: string): Promise<number> {
  const [row] = await sql.query<{ "QUERY PLAN": readonly { readonly Plan: { readonly "Plan Rows": number } }[] }>(
    "EXPLAIN (FORMAT JSON) SELECT FROM call_search WHERE words @@ to_tsquery('public.callthread', $1)",
    [indexed],
  );
  return row?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0;
}
