import type { Sql } from "../database/sql.js";
import type { Field } from "./seed-rows.js";
import type { Turn } from "./spoken-call.js";

/** What PostgreSQL makes of each word that is said in a seed, asked once: it would take it longer than all the rest to do so call by call. */
export interface Lexicon {
  /** null for a word that says nothing by itself. Throws for a word it was not made of. */
  lexemeOf(word: string): { readonly lexeme: string; readonly hash: number } | null;
}

type Entry = { readonly lexeme: string; readonly hash: number } | null;
const AT_ONCE = 20_000;

export async function readLexicon(sql: Sql, words: ReadonlySet<string>): Promise<Lexicon> {
  const entries = new Map<string, Entry>();
  const all = [...words];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const rows = await sql.query<{ word: string; lexeme: string | null; hash: number | null }>(
      `SELECT word, lexemes[1] AS lexeme, hashtext(lexemes[1]) AS hash
         FROM (SELECT word, tsvector_to_array(to_tsvector('public.callthread', word)) AS lexemes
                 FROM unnest($1::text[]) AS word) AS known`,
      [all.slice(from, from + AT_ONCE)],
    );
    for (const { word, lexeme, hash } of rows)
      entries.set(word, lexeme === null || hash === null ? null : { lexeme, hash });
  }
  return {
    lexemeOf(word) {
      const entry = entries.get(word);
      if (entry === undefined) throw new Error(`The lexicon of the seed lacks a word: ${word}.`);
      return entry;
    },
  };
}

/** The words of a text, as PostgreSQL's parser takes these talks apart. */
export const wordsSaid = (text: string): string[] => text.toLowerCase().match(/[a-zà-ÿ]+|\d+/g) ?? [];

export const SEARCH_COLUMNS =
  "recording_id call_started_at duration_seconds length direction sentiment customer_id booking_id topics words pairs".split(
    " ",
  );
export const STATEMENT_COLUMNS = "recording_id position kind offset_seconds text".split(" ");

/** `words` and `pairs` of `call_search`, as `search_lexemes` and `spoken_pairs` make them. Counts the words. */
export function searchFields(
  turns: readonly Turn[],
  startedAt: Date,
  lexicon: Lexicon,
  counts: Map<string, number>,
): [words: string, pairs: string] {
  const places = new Map<string, number[]>();
  const said = new Set<string>();
  const pairs = new Set<number>();
  let [place, before] = [0, 0];
  for (const { text } of turns) {
    for (const word of wordsSaid(text)) {
      place += 1;
      said.add(word);
      const entry = lexicon.lexemeOf(word);
      if (entry === null) continue;
      const { lexeme, hash } = entry;
      if (places.size > 0) pairs.add((before ^ (hash << 1)) & 16_383);
      before = hash;
      const known = places.get(lexeme);
      if (known === undefined) places.set(lexeme, [place]);
      else known.push(place);
    }
  }
  for (const word of said) counts.set(word, (counts.get(word) ?? 0) + 1);
  const day = startedAt.toISOString().slice(0, 10);
  let words = `@${day.slice(0, 7)} @${day}`;
  for (const [lexeme, at] of places) words += ` ${lexeme}:${at.join(",")}`;
  return [words, `{${[...pairs].join(",")}}`];
}

const MOST_STATEMENTS = 16;

export const statementRows = (recordingId: string, turns: readonly Turn[]): Field[][] =>
  turns
    .flatMap(({ tells, text, start }, index): Field[][] =>
      tells === null ? [] : [[recordingId, index + 1, tells, start, text]],
    )
    .slice(0, MOST_STATEMENTS);
