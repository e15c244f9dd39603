import type { Stem, Word } from "./lexicon.js";
import type { Field } from "./seed-rows.js";
import type { Turn } from "./spoken-call.js";

/** The words of a text, as PostgreSQL's parser takes these talks apart. */
export const wordsSaid = (text: string): string[] => text.toLowerCase().match(/[a-zà-ÿ]+|\d+/g) ?? [];

export const SEARCH_COLUMNS =
  "recording_id call_started_at duration_seconds length direction sentiment customer_id booking_id topics words pairs".split(
    " ",
  );
export const STATEMENT_COLUMNS = "recording_id position kind offset_seconds text".split(" ");

const PAIRS = 2 ** 16;
const FIRST_PAIR = 2 ** 14;
/** The last call that has each pair. */
const lastCallOfPair = new Int32Array(PAIRS).fill(-1);

/**
 * `words` and `pairs` of `call_search`, as `search_lexemes` and `spoken_pairs` make them. Notes in the lexicon which call
 * said what; each call has a number of its own. Throws for a word that the lexicon lacks.
 */
export function searchFields(
  call: number,
  turns: readonly Turn[],
  startedAt: Date,
  lexicon: ReadonlyMap<string, Word>,
): [words: string, pairs: string] {
  const stems: Stem[] = [];
  const pairs: number[] = [];
  let place = 0;
  let before: Stem | null = null;
  for (const { text } of turns) {
    for (const said of wordsSaid(text)) {
      place += 1;
      const word = lexicon.get(said);
      if (word === undefined) throw new Error(`The lexicon of the seed lacks a word: ${said}.`);
      if (word.lastCall !== call) {
        word.lastCall = call;
        word.calls += 1;
      }
      const { stem } = word;
      if (stem === null) continue;
      if (before !== null) {
        const pair = (before.hash ^ (stem.hash << 1)) & (PAIRS - 1);
        if (lastCallOfPair[pair] !== call) pairs.push(FIRST_PAIR + pair);
        lastCallOfPair[pair] = call;
      }
      before = stem;
      if (stem.lastCall === call) stem.text += `,${place}`;
      else {
        stem.lastCall = call;
        stem.text = `${stem.lexeme}:${place}`;
        stems.push(stem);
      }
    }
  }
  const day = startedAt.toISOString().slice(0, 10);
  return [`@${day.slice(0, 7)} @${day} ${stems.map(({ text }) => text).join(" ")}`, `{${pairs.join(",")}}`];
}

const MOST_STATEMENTS = 16;

export const statementRows = (recordingId: string, turns: readonly Turn[]): Field[][] =>
  turns
    .flatMap(({ tells, text, start }, index): Field[][] =>
      tells === null ? [] : [[recordingId, index + 1, tells, start, text]],
    )
    .slice(0, MOST_STATEMENTS);
