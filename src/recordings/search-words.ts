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
 * The word that was probably meant, or null: one letter added, left out, replaced or swapped with its neighbour. Of several
 * the one that most calls say.
 */
export async function findOneEditAway(sql: Sql, asked: string): Promise<string | null> {
  const word = withoutAccents(asked);
  if (!isCorrected(word)) return null;
  const [near] = await sql.query<{ word: string }>(
    "SELECT word FROM search_words WHERE word = ANY ($1::text[]) ORDER BY calls DESC, word LIMIT 1",
    [spellingsOneEditAway(word).filter((other) => beginsAlike(word, other))],
    PREPARED,
  );
  return near?.word ?? null;
}

const isCorrected = (word: string): boolean => word.length >= SHORTEST_CORRECTED && /^\p{L}+$/u.test(word);

/**
 * Two words that somebody says beside each other, and that are the word together, or null: "fire pit" for "firepit". The
 * first may be a letter ("uhaul"), which the vocabulary does not have. The index of pairs finds them among a million calls.
 */
export async function findParts(sql: Sql, asked: string): Promise<string | null> {
  const word = withoutAccents(asked);
  if (!isCorrected(word)) return null;
  const [found] = await sql.query<{ way: string }>(
    `SELECT way
       FROM unnest($1::text[]) AS way
      CROSS JOIN LATERAL (SELECT spoken_pairs(to_tsvector('public.callthread', way)) AS pair OFFSET 0) AS told
      WHERE cardinality(told.pair) = 1
        AND NOT EXISTS (SELECT FROM unnest(string_to_array(way, ' ')) AS part
                         WHERE length(part) > 1 AND NOT EXISTS (
                           SELECT FROM search_words
                            WHERE lexeme = ANY (tsvector_to_array(to_tsvector('public.callthread', part)))))
        AND EXISTS (SELECT FROM call_search
                     WHERE pairs @> told.pair AND words @@ phraseto_tsquery('public.callthread', way))
      LIMIT 1`,
    [Array.from({ length: word.length - 2 }, (_, i) => `${word.slice(0, i + 1)} ${word.slice(i + 1)}`)],
    PREPARED,
  );
  return found?.way ?? null;
}

/** The same as `findOneEditAway`, in words of seven letters and more: two edits away. */
export async function findTwoEditsAway(sql: Sql, asked: string): Promise<string | null> {
  const word = withoutAccents(asked);
  if (!isCorrected(word) || word.length < SHORTEST_WITH_TWO_EDITS) return null;
  const similar = await sql.query<{ word: string }>(
    `SELECT word FROM search_words
      WHERE word % $1::text AND length(word) BETWEEN $2 AND $3
      ORDER BY similarity(word, $1::text) DESC, calls DESC, word LIMIT 20`,
    [word, word.length - 2, word.length + 2],
  );
  const oneAway = spellingsOneEditAway(word);
  const twoAway = similar.find(
    ({ word: other }) => beginsAlike(word, other) && oneAway.some((between) => isOneEditApart(between, other)),
  );
  return twoAway?.word ?? null;
}

/** "Bday" is no "day": of its beginning a word only has two letters swapped, or the first mistaken. */
const beginsAlike = (word: string, other: string): boolean =>
  word[0] === other[0] || (word[0] === other[1] && word[1] === other[0]) || word.slice(1) === other.slice(1);

/** How many calls satisfy what the index answers alone, as the database's planner supposes: right in magnitude. */
export async function estimateCalls(sql: Sql, indexed: string): Promise<number> {
  const [row] = await sql.query<{ "QUERY PLAN": readonly { readonly Plan: { readonly "Plan Rows": number } }[] }>(
    "EXPLAIN (FORMAT JSON) SELECT FROM call_search WHERE words @@ to_tsquery('public.callthread', $1)",
    [indexed],
  );
  return row?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0;
}
