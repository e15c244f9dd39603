import type { Sql } from "../database/sql.js";

/** A word that is said in a seed. */
export interface Word {
  /** null for a word that says nothing by itself. */
  readonly stem: Stem | null;
  /** Calls that say it. */
  calls: number;
  /** The last of them. */
  lastCall: number;
}

/** What PostgreSQL indexes a word as; forms of a word share it. */
export interface Stem {
  readonly lexeme: string;
  readonly hash: number;
  /** The last call that says it, and where: part of a tsvector's text. */
  lastCall: number;
  text: string;
}

const AT_ONCE = 20_000;

/** Each word as PostgreSQL indexes it, asked once: to have it take every call apart would take longer than all the rest. */
export async function readLexicon(sql: Sql, words: ReadonlySet<string>): Promise<Map<string, Word>> {
  const lexicon = new Map<string, Word>();
  const stems = new Map<string, Stem>();
  const all = [...words];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const rows = await sql.query<{ word: string; lexeme: string | null; hash: number }>(
      `SELECT word, lexemes[1] AS lexeme, coalesce(hashtext(lexemes[1]), 0) AS hash
         FROM (SELECT word, tsvector_to_array(to_tsvector('public.callthread', word)) AS lexemes
                 FROM unnest($1::text[]) AS word) AS known`,
      [all.slice(from, from + AT_ONCE)],
    );
    for (const { word, lexeme, hash } of rows) {
      const known = lexeme === null ? null : (stems.get(lexeme) ?? { lexeme, hash, lastCall: -1, text: "" });
      if (known !== null) stems.set(known.lexeme, known);
      lexicon.set(word, { stem: known, calls: 0, lastCall: -1 });
    }
  }
  return lexicon;
}
