import type { Lexeme, Turn } from "./lexemes.js";

/** Where in a call something was said. `from` and `to` (exclusive) count the turn's lexemes. */
export interface Mention {
  readonly turn: Turn;
  readonly from: number;
  readonly to: number;
}

/** Characters into the turn's text at which it begins. */
export const startOf = ({ turn, from }: Pick<Mention, "turn" | "from">): number => turn.lexemes[from]?.start ?? 0;

/** A title's words may stand apart in a long sentence: as many are quoted as show where. */
const MOST_QUOTED = 10;

/** The words themselves, as transcribed; the first of them where they are many. */
export function phraseOf({ turn, from, to }: Mention): string {
  const end = Math.min(to, from + MOST_QUOTED);
  const first = turn.lexemes[from];
  const last = turn.lexemes[end - 1];
  if (first === undefined || last === undefined) return "";
  return `${turn.text.slice(first.start, last.end)}${end < to ? "…" : ""}`;
}

/** The word `offset` places from `at`, pauses skipped; "" beyond the turn's ends. */
export function wordNear(lexemes: readonly Lexeme[], at: number, offset: number): string {
  const step = Math.sign(offset);
  let left = Math.abs(offset);
  for (let i = at + step; i >= 0 && i < lexemes.length; i += step) {
    const lexeme = lexemes[i];
    if (lexeme === undefined) break;
    if (lexeme.kind !== "pause" && --left === 0) return lexeme.word;
  }
  return "";
}

/** Before a then b: a total order of the call. */
export const isBefore = (a: Mention, b: Mention): boolean =>
  a.turn.index < b.turn.index || (a.turn.index === b.turn.index && a.from < b.from);
