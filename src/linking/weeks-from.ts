import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

/** Of weeks, people count no more on from a day. */
const MOST_WEEKS = 8;
/** "Twice a week", "for two weeks": how often or how long, and not how far away. */
const OTHERWISE = /^(?:once|twice|times|days?|nights?|hours?|for|been|every|per)$/;

/**
 * Weeks that are counted on from the day named at `at`: 1 of "a week from Friday" and "a week tomorrow", 2 of "two weeks
 * Saturday" and "a fortnight on Friday"; 0 where none are.
 */
export function weeksOnto(lexemes: readonly Lexeme[], at: number): number {
  let back = 1;
  if (/^(?:this|the|coming)$/.test(wordNear(lexemes, at, -back))) back++;
  const isJoined = /^(?:from|on)$/.test(wordNear(lexemes, at, -back));
  if (isJoined) back++;
  else if (back > 1) return 0;
  const unit = wordNear(lexemes, at, -back);
  if (!/^(?:weeks?|fortnight)$/.test(unit)) return 0;
  const { amount, before } = amountBefore(lexemes, at - back);
  if (!isJoined && (OTHERWISE.test(before) || isSince(lexemes, at - back))) return 0;
  if (unit === "fortnight") return isJoined || amount === 1 ? 2 : 0;
  return (unit === "week") === (amount === 1) ? amount : 0;
}

/** "He's been here two weeks today". */
const isSince = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes.slice(Math.max(0, at - 4), at).some(({ word }) => word === "been");

/**
 * Weeks from the coming such day to that of "two Saturdays from now" (1), or from the last one back to "two Saturdays ago"
 * (-1). `at` is the day's, `to` ends the phrase.
 */
export function countedOff(
  lexemes: readonly Lexeme[],
  at: number,
): { readonly weeks: number; readonly to: number; readonly isAgo: boolean } | null {
  if (!lexemes[at]?.word.endsWith("ys")) return null;
  const [first, second] = [lexemes[at + 1]?.word ?? "", lexemes[at + 2]?.word ?? ""];
  const isAgo = first === "ago" || first === "back";
  const isAhead = first === "from" && /^(?:now|today)$/.test(second);
  const { amount } = amountBefore(lexemes, at);
  if (amount === 0 || !(isAgo || isAhead)) return null;
  return { weeks: isAgo ? 1 - amount : amount - 1, to: at + (isAgo ? 2 : 3), isAgo };
}

/** "A", "one", "two", "a couple of" before `at`, and the word before that. */
function amountBefore(lexemes: readonly Lexeme[], at: number): { readonly amount: number; readonly before: string } {
  const back = lexemes[at - 1]?.word === "of" && lexemes[at - 2]?.word === "couple" ? 2 : 1;
  const { kind, word = "", value = 0 } = lexemes[at - back] ?? {};
  const isFew = kind === "number" && Number.isInteger(value) && value <= MOST_WEEKS;
  const amount = isFew ? value : word === "couple" ? 2 : word === "a" ? 1 : 0;
  return { amount, before: wordNear(lexemes, at - back, word === "couple" ? -2 : -1) };
}
