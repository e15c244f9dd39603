import { COUNT_NOUN, type FoundClock, isMeridiem, point, withMeridiem } from "./clock-point.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

/** "7.30" is a time in British writing, beside a word that leads to one. */
export function readDotted(lexemes: readonly Lexeme[], at: number): FoundClock | null {
  const [hours = "", minutes = ""] = (lexemes[at]?.word ?? "").split(".");
  const led = /^(?:at|around|about|by|for|from|until|till|to|before|after)$/.test(wordNear(lexemes, at, -1));
  if (minutes.length !== 2 || Number(hours) > 23 || Number(minutes) > 59) return null;
  if (!isMeridiem(lexemes[at + 1]) && !(led && !COUNT_NOUN.test(wordNear(lexemes, at, 1)))) return null;
  return withMeridiem(lexemes, at, at + 1, Number(hours) * 60 + Number(minutes), false);
}

/** "1800", "eighteen hundred hours", and a recogniser's "at 730". */
export function readFourDigits(lexemes: readonly Lexeme[], at: number): FoundClock | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined || lexeme.value > 2359 || lexeme.value % 100 > 59) return null;
  const after = wordNear(lexemes, at, 1);
  const minute = Math.floor(lexeme.value / 100) * 60 + (lexeme.value % 100);
  const before = wordNear(lexemes, at, -1);
  const led = /^(?:at|around|by|@|for|about|to|until|till|before|after|from)$/.test(before);
  if (/^(?:hours|hrs|h)$/.test(after)) return point(at, at + 2, lexemes, { minutes: [minute] });
  // "About nine hundred": who means nine says nine.
  if (minute < 780 && lexeme.word.includes("hundred")) return null;
  if (isMeridiem(lexemes[at + 1])) return withMeridiem(lexemes, at, at + 1, minute, false);
  if (!led || COUNT_NOUN.test(after) || minute % 5 !== 0) return null;
  const closes =
    after === "" ||
    lexemes[at + 1]?.kind === "pause" ||
    /^(?:on|for|in|with|please|tomorrow|tonight|today|this|next|works?|and|if|instead|at|is|would|arriving|the|that|then|available|free|open|your|you|i|we|there|but|or)$/.test(
      after,
    ) ||
    /day$/.test(after);
  if (!closes) return null;
  // "We're at 130", "it goes up to 110" is more often of people.
  const maybeCount =
    (before === "at" && /^(?:we're|you're|are)$/.test(wordNear(lexemes, at, -2))) ||
    (before === "to" && minute < 780 && !lexeme.word.startsWith("0"));
  return minute >= 780 || lexeme.word.startsWith("0")
    ? point(at, at + 1, lexemes, { minutes: [minute], maybeCount })
    : withMeridiem(lexemes, at, at + 1, minute, false, false, maybeCount);
}
