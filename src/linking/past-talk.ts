import type { DayContext } from "./day-meaning.js";
import type { Turn } from "./lexemes.js";

/** What somebody did: of most such words the form alone does not tell. */
const DONE = "(?:you|he|she|they|your \\w+) (?:put|cut|left|gave|sent|fixed|fitted|installed|made)";
/** Words of what has been. "I had a question about Friday" and "you were coming on Friday" speak of one to come. */
const PAST = new RegExp(
  `\\b(?:(?:was|were) (?:there|here)|went|came|brought|took|saw|dropped|last(?! \\w+ of\\b)|ago|attended|hosted|${DONE}|thank(?:s| you)? (?:again )?for)\\b`,
  "i",
);

/** Tells of a place in the turn whether what is said there is of what has been. */
export function pastIn({ text, lexemes }: Turn, { isOver }: DayContext): (at: number) => boolean {
  if (isOver) {
    const isAhead = AHEAD.test(text);
    return () => !isAhead;
  }
  if (!PAST.test(text)) return () => false;
  // "A Friday in February. Last time it was the 21st."
  return (at) => PAST.test(sentenceAt(text, lexemes[at]?.start ?? 0));
}
const AHEAD = /\b(?:next|coming|(?<!thank\w* (?:[\w']+ ){0,3})again|see you)\b/i;

function sentenceAt(text: string, at: number): string {
  const before =
    text
      .slice(Math.max(0, at - LONGEST_SENTENCE), at)
      .split(SENTENCE_END)
      .at(-1) ?? "";
  const [after = ""] = text.slice(at, at + LONGEST_SENTENCE).split(SENTENCE_END, 1);
  return before + after;
}
/** In characters, on either side. */
const LONGEST_SENTENCE = 300;
const SENTENCE_END = /[.?!](?=\s)/;
