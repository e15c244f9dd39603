import type { FoundCount } from "./count-mentions.js";
import type { Lexeme } from "./lexemes.js";
import { REPLACES } from "./wishes.js";

/** What comes before a number that puts another right. */
const OPENS = /^(?:oh|um|uh|er|ah|well|no|sorry|actually|wait|make|it|that|it's)$/;
/** What goes on behind a number that stands for itself: "six, I forgot to count myself". */
const GOES_ON = /^(?:i|i'm|i've|we|we're|we've|including|counting|then|please)$/;

/** "One person, then." "Two, I'm bringing my sister." "Oh sorry, six." */
export function beginsWithCount(lexemes: readonly Lexeme[]): boolean {
  const at = lexemes.findIndex(({ kind, word }) => kind !== "pause" && !OPENS.test(word));
  const next = lexemes[at + 1];
  return lexemes[at]?.kind === "number" && (next === undefined || next.kind === "pause" || GOES_ON.test(next.word));
}

/** "Three. Oh no, Lena can't. Two": the number that a turn ends on takes the place of the count before it. */
export function readCorrected(lexemes: readonly Lexeme[], found: readonly FoundCount[]): FoundCount | null {
  const from = lexemes.findLastIndex(({ kind }) => kind !== "pause");
  const last = lexemes[from];
  const before = found.findLast(({ explicit, to }) => explicit && to < from);
  if (last?.kind !== "number" || before === undefined || found.some(({ to }) => to > from)) return null;
  if (!Number.isInteger(last.value) || last.value < 1 || lexemes[from - 1]?.kind === "number") return null;
  const between = lexemes.slice(before.to, from).map(({ word }) => word);
  const isReckoned = found.some(
    ({ explicit, low, to }) => explicit && isOfChange(lexemes.slice(to, from), low, last.value),
  );
  if (!isReckoned && !REPLACES.test(between.join(" "))) return null;
  if (LEADS_ELSEWHERE.test(between.at(-1) ?? "")) return null;
  const value = last.value;
  return { from, to: from + 1, low: value, high: value, approximate: false, explicit: true, added: false };
}
/** "Sorry, at two", "no, number two". */
const LEADS_ELSEWHERE = /^(?:at|by|around|about|until|till|before|after|from|past|to|number|room|table)$/;

/** "Eighteen. Two of them can't. Sixteen", "nine, and my two make eleven". */
const isOfChange = (between: readonly Lexeme[], from: number, to: number): boolean =>
  between.some(({ kind, value }) => kind === "number" && value > 0 && Math.abs(from - to) === value);
