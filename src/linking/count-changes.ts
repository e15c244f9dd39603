import { isOtherThing, isTimeAhead } from "./count-or-not.js";
import type { Lexeme } from "./lexemes.js";

/** "That goes from twenty to thirty", "from 12 to 16": more than the hours of a day. */
export function isChange(lexemes: readonly Lexeme[], at: number): boolean {
  const from = lexemes[at - 1]?.word === "from" ? at : at - 2;
  const [led, first, to, second] = lexemes.slice(Math.max(0, from - 1), from + 3);
  return (
    led?.word === "from" &&
    first?.kind === "number" &&
    to?.word === "to" &&
    second?.kind === "number" &&
    Math.max(first.value, second.value) > LAST_HOUR &&
    !isOtherThing(lexemes, from + 3) &&
    !isTimeAhead(lexemes, from + 3, true)
  );
}
const LAST_HOUR = 12;

/** "We're twelve, make it fifteen." */
export const isWe = (lexemes: readonly Lexeme[], at: number, before: string, earlier: string): boolean =>
  (/^(?:we're|you're)$/.test(before) || (before === "are" && /^(?:we|you)$/.test(earlier))) &&
  !isOtherThing(lexemes, at + 1) &&
  !isTimeAhead(lexemes, at + 1, true) &&
  (lexemes[at + 1] === undefined ||
    lexemes[at + 1]?.kind === "pause" ||
    /^(?:now|then|so|still|give)$/.test(lexemes[at + 1]?.word ?? ""));
