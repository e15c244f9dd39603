import { readBareHour } from "./bare-hours.js";
import { COUNT_NOUN, type FoundClock, isMeridiem, point, withMeridiem } from "./clock-point.js";
import { isHouse } from "./count-or-not.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import type { TurnBefore } from "./time-or-not.js";
import { readDotted, readFourDigits } from "./written-times.js";

/** In minutes. */
const FRACTIONS = new Map([
  ["half", 30],
  ["quarter", 15],
]);
const NOON = new Set(["noon", "midday", "noonish", "noontime"]);
/** What a time begins with where it begins with a word. */
export const CLOCK_WORDS: ReadonlySet<string> = new Set([...FRACTIONS.keys(), ...NOON, "midnight"]);

/** "Half past six", "half seven", "quarter to eight", "ten past five". */
export function readSpokenFraction(lexemes: readonly Lexeme[], at: number): FoundClock | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  let to = at + 1;
  let amount =
    lexeme.kind === "number" && lexeme.value < 30 && lexeme.value > 0
      ? lexeme.value
      : (FRACTIONS.get(lexeme.word) ?? 0);
  if (amount === 0) return null;
  const inMinutes = /^(?:minutes?|mins?)$/.test(lexemes[to]?.word ?? "");
  if (inMinutes) to++;
  const relation = lexemes[to]?.word ?? "";
  let sign = /^(?:past|after)$/.test(relation) ? 1 : /^(?:to|til|till|of|before)$/.test(relation) ? -1 : 0;
  if (sign !== 0) to++;
  else if (lexeme.word !== "half") return null;
  else {
    sign = 1;
    amount = 30;
  }
  const hour = lexemes[to];
  const isNoon = /^(?:noon|midnight|midday)$/.test(hour?.word ?? "");
  if (hour === undefined || (!isNoon && !(hour.kind === "number" && hour.value >= 1 && hour.value <= 12))) return null;
  // "Ten to six" is a time; "five of six" and "20 to 25" are not, unless the fraction is one that people use. "Three
  // minutes past ten" is one, too.
  const named = lexeme.kind === "word" || (inMinutes && relation === "past");
  if (
    !named &&
    (![5, 10, 20, 25].includes(amount) || relation === "of" || relation === "before" || relation === "after")
  )
    return null;
  if (!named && sign === -1 && /^(?:from|between)$/.test(wordNear(lexemes, at, -1))) return null;
  if (!named && sign === -1 && COUNT_NOUN.test(wordNear(lexemes, to, 1))) return null;
  if (named && relation === "" && lexeme.word === "half" && /^(?:a|an|the|one|and)$/.test(wordNear(lexemes, at, -1)))
    return null;
  to++;
  const base = hour.word === "midnight" ? 0 : (isNoon ? 12 : hour.value) * 60;
  return withMeridiem(lexemes, at, to, (base + sign * amount + 1440) % 1440, isNoon || false);
}

/** "7:30", "seven thirty p m", "at seven", "noonish". */
export function readPoint(lexemes: readonly Lexeme[], at: number, turnBefore: TurnBefore): FoundClock | null {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  if (NOON.has(lexeme.word))
    return point(at, at + 1, lexemes, { minutes: [720], approximate: lexeme.word === "noonish" });
  if (lexeme.word === "midnight") return point(at, at + 1, lexemes, { minutes: [0] });
  if (lexeme.kind === "clock") return readClock(lexemes, at, lexeme.value);
  // "Half a dozen" are never an hour.
  if (lexeme.kind !== "number" || lexeme.word.endsWith("dozen") || isHouse(lexemes, at + 1)) return null;
  if (!Number.isInteger(lexeme.value)) return readDotted(lexemes, at);
  if (lexeme.value >= 100) return readFourDigits(lexemes, at);
  return mayBeHour(lexemes, at, lexeme.value) ? readHour(lexemes, at, lexeme.value, turnBefore) : null;
}

/** "19:30" and "0:30" are what they say; "7:30" may be of the evening. */
function readClock(lexemes: readonly Lexeme[], at: number, minute: number): FoundClock {
  if (minute < 780 && minute >= 60) return withMeridiem(lexemes, at, at + 1, minute, false);
  return point(at, at + (isMeridiem(lexemes[at + 1]) ? 2 : 1), lexemes, { minutes: [minute] });
}

function mayBeHour(lexemes: readonly Lexeme[], at: number, hour: number): boolean {
  const before = wordNear(lexemes, at, -1);
  // "Eight instead of nine" are times where times are spoken of.
  const isOf = before === "of" && wordNear(lexemes, at, -2) !== "instead";
  return hour >= 1 && hour <= 24 && !isOf && !/^(?:party|table|group)$/.test(before);
}

function readHour(lexemes: readonly Lexeme[], at: number, hour: number, turnBefore: TurnBefore): FoundClock | null {
  const after = wordNear(lexemes, at, 1);
  if (isMeridiem(lexemes[at + 1])) return withMeridiem(lexemes, at, at + 1, hour * 60, false);
  if (/^(?:o'clock|oclock)$/.test(after) || (after === "o" && wordNear(lexemes, at, 2) === "clock"))
    return withMeridiem(lexemes, at, at + (after === "o" ? 3 : 2), hour * 60, false);
  if (after === "ish" || after === "ishy") return withMeridiem(lexemes, at, at + 2, hour * 60, false, true);
  const minutes = minutesAfter(lexemes, at);
  const behind = minutes === null ? "" : wordNear(lexemes, minutes.to - 1, 1);
  if (minutes !== null && !turnBefore.tellsSum(lexemes, at) && (behind === "or" || !COUNT_NOUN.test(behind)))
    return readHourAndMinutes(lexemes, at, hour, minutes);
  return readBareHour(lexemes, at, hour, turnBefore);
}

function readHourAndMinutes(
  lexemes: readonly Lexeme[],
  at: number,
  hour: number,
  { value, to }: { readonly value: number; readonly to: number },
): FoundClock | null {
  if (hour < 13) return withMeridiem(lexemes, at, to, hour * 60 + value, false);
  // "Thirty at nineteen fifty" is a price.
  const isPriced =
    wordNear(lexemes, at, -1) === "at" &&
    lexemes[at - 2]?.kind === "number" &&
    !/^(?:for|of)$/.test(wordNear(lexemes, at, -3));
  return isPriced ? null : point(at, to, lexemes, { minutes: [(hour % 24) * 60 + value] });
}

/** The minutes of "seven thirty", "seven oh five", "seven fifteen". */
function minutesAfter(lexemes: readonly Lexeme[], at: number): { value: number; to: number } | null {
  const next = lexemes[at + 1];
  const later = lexemes[at + 2];
  if (/^(?:oh|o)$/.test(next?.word ?? "") && later?.kind === "number" && later.value < 10)
    return { value: later.value, to: at + 3 };
  if (
    next?.kind !== "number" ||
    !Number.isInteger(next.value) ||
    next.value > 59 ||
    (next.value < 10 && next.value > 0)
  )
    return null;
  if (next.value === 0) return isMeridiem(lexemes[at + 2]) ? { value: 0, to: at + 2 } : null;
  const written = /\d/.test(next.word);
  if (written && !isMeridiem(lexemes[at + 2])) return null;
  // People say quarters and fives; "for four twelve year olds" is no time.
  const led =
    /^(?:at|around|about|by|for|is|to|until|till|before|after|from|than|like|between|and|or|it|the|say|not|of|starts|that|try|do|time|have|my|our|your|a|his|her)$/.test(
      wordNear(lexemes, at, -1),
    );
  // "Nine forty-seven" is said so where there are trains and tee times.
  if (next.value % 5 !== 0 && next.value > 20 && standsAlone(lexemes, at)) return { value: next.value, to: at + 2 };
  const isQuarter = next.value % 15 === 0 && /^(?:it's|that's)$/.test(wordNear(lexemes, at, -1));
  return next.value % 5 === 0 &&
    (led ||
      isQuarter ||
      at === 0 ||
      isMeridiem(lexemes[at + 2]) ||
      lexemes[at - 1]?.kind === "pause" ||
      /day$/.test(wordNear(lexemes, at, -1)) ||
      lexemes[at - 1]?.kind === "ordinal")
    ? { value: next.value, to: at + 2 }
    : isMeridiem(lexemes[at + 2])
      ? { value: next.value, to: at + 2 }
      : null;
}

/** "I've got six forty-eight or seven thirty-six", "seven thirty-six": with nothing beside it that it could count. */
function standsAlone(lexemes: readonly Lexeme[], at: number): boolean {
  const before = wordNear(lexemes, at, -1);
  const after = lexemes[at + 2];
  return (
    (before === "" || lexemes[at - 1]?.kind === "pause" || /^(?:at|the|got|or|for|on|until|till)$/.test(before)) &&
    (after === undefined || after.kind === "pause" || /^(?:or|then|please|is|and)$/.test(after.word))
  );
}
