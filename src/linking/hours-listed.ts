import { COUNT_NOUN, type FoundClock, withMeridiem } from "./clock-point.js";
import { isOtherThing } from "./count-or-not.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

/** What may stand between the hours of a list. */
const BETWEEN = /^(?:and|or|a|an|at|the|,|either)$/;
const JOINS = /^(?:and|or)$/;
/** Lexemes between two hours of a list. */
const FARTHEST = 3;
const LAST_HOUR = 12;

/** "I've got noon, three, and six-thirty", "a five and a 7:30", "at six and at nine": with the hours that a list of times makes times. */
export function withListed(found: readonly FoundClock[], lexemes: readonly Lexeme[]): readonly FoundClock[] {
  const firm = found.filter(({ kind, maybeCount }) => kind === "point" && !maybeCount);
  if (firm.length === 0 || !lexemes.some(({ word }) => JOINS.test(word))) return found;
  const out = [...found];
  /** From the times known outwards, since an hour may stand beside one that was only now known for a time. */
  for (const known of firm) {
    for (const step of [-1, 1] as const) {
      let edge = step < 0 ? known.from - 1 : known.to;
      let joined = false;
      for (let gap = 0; gap < FARTHEST && BETWEEN.test(lexemes[edge]?.word ?? ""); gap++, edge += step)
        joined ||= JOINS.test(lexemes[edge]?.word ?? "");
      if (joined && isHour(lexemes, edge) && !out.some(({ from, to }) => edge >= from && edge < to))
        out.push(withMeridiem(lexemes, edge, edge + 1, (lexemes[edge]?.value ?? 0) * 60, false));
    }
  }
  return out.sort((a, b) => a.from - b.from);
}

function isHour(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at];
  return (
    lexeme?.kind === "number" &&
    Number.isInteger(lexeme.value) &&
    lexeme.value >= 1 &&
    lexeme.value <= LAST_HOUR &&
    !COUNT_NOUN.test(wordNear(lexemes, at, 1)) &&
    !isOtherThing(lexemes, at + 1) &&
    lexemes[at + 1]?.kind !== "number" &&
    /^(?:a|an|at|got|have|do|either|or|and|,|)$/.test(lexemes[at - 1]?.word ?? "")
  );
}
