import { COUNT_NOUN, type FoundClock, isMeridiem, point, withMeridiem } from "./clock-point.js";
import { isHouse } from "./count-or-not.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";
import { isNamedTime, isSpan, type TurnBefore } from "./time-or-not.js";
import { readDotted, readFourDigits } from "./written-times.js";

const LED = oneOf(`
  at around about by @ approximately roughly circa for it say like till until to from before after between is say
  or and not than of
`);

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
  if (NOON.has(lexeme.word)) {
    return point(at, at + 1, lexemes, { minutes: [720], approximate: lexeme.word === "noonish" });
  }
  if (lexeme.word === "midnight") return point(at, at + 1, lexemes, { minutes: [0] });
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1);
  if (lexeme.kind === "clock") {
    if (lexeme.value >= 780 || lexeme.value < 60)
      return point(at, at + (isMeridiem(lexemes[at + 1]) ? 2 : 1), lexemes, { minutes: [lexeme.value] });
    return withMeridiem(lexemes, at, at + 1, lexeme.value, false);
  }
  // "Half a dozen" are never an hour.
  if (lexeme.kind !== "number" || lexeme.word.endsWith("dozen") || isHouse(lexemes, at + 1)) return null;
  const { value } = lexeme;
  if (!Number.isInteger(value)) return readDotted(lexemes, at);
  if (value >= 100) return readFourDigits(lexemes, at);
  if (value < 1 || value > 24 || /^(?:party|table|group)$/.test(before)) return null;
  // "Eight instead of nine" are times where times are spoken of.
  if (before === "of" && wordNear(lexemes, at, -2) !== "instead") return null;
  if (isMeridiem(lexemes[at + 1])) return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (/^(?:o'clock|oclock)$/.test(after) || (after === "o" && wordNear(lexemes, at, 2) === "clock")) {
    return withMeridiem(lexemes, at, at + (after === "o" ? 3 : 2), value * 60, false);
  }
  if (after === "ish" || after === "ishy") return withMeridiem(lexemes, at, at + 2, value * 60, false, true);
  const minutes = minutesAfter(lexemes, at);
  const behind = minutes === null ? "" : wordNear(lexemes, minutes.to - 1, 1);
  if (minutes !== null && !turnBefore.tellsSum(lexemes, at) && (behind === "or" || !COUNT_NOUN.test(behind))) {
    const fixed = value >= 13 || (value === 0 && minutes.value > 0);
    // "Thirty at nineteen fifty" is a price.
    const isPriced =
      before === "at" && lexemes[at - 2]?.kind === "number" && !/^(?:for|of)$/.test(wordNear(lexemes, at, -3));
    if (fixed && isPriced) return null;
    if (fixed) return point(at, minutes.to, lexemes, { minutes: [(value % 24) * 60 + minutes.value] });
    return withMeridiem(lexemes, at, minutes.to, value * 60 + minutes.value, false);
  }
  const isEither = after === "or" && /^(?:at|around|by)$/.test(before) && isHourBehind(lexemes, at + 2);
  const isCounted = COUNT_NOUN.test(after) && lexemes[at + 1]?.kind !== "pause";
  if ((isCounted && !isEither) || value > 12) return null;
  // "From 12 to 16" is of people.
  if (before === "from" && after === "to" && (lexemes[at + 2]?.value ?? 0) > 12) return null;
  const isNoun = lexeme.word === "one" && BEFORE_ONE.test(before);
  // "Ten by ten" is a size, and "my little one is two" an age.
  if (before === "by" && lexemes[at - 2]?.kind === "number") return null;
  if (before === "is" && AGED.test(wordNear(lexemes, at, -2))) return null;
  if (
    !isNoun &&
    (/^(?:tonight|sharp)$/.test(after) ||
      (after === "at" && wordNear(lexemes, at, 2) === "night") ||
      (after === "in" &&
        wordNear(lexemes, at, 2) === "the" &&
        /^(?:morning|afternoon|evening|night)$/.test(wordNear(lexemes, at, 3))))
  ) {
    return withMeridiem(
      lexemes,
      at,
      at + 1,
      value * 60,
      false,
      false,
      before === "for" && /^(?:table|group|party|room|us)$/.test(wordNear(lexemes, at, -2)),
    );
  }
  if (isSpan(lexemes, at)) return { ...withMeridiem(lexemes, at, at + 1, value * 60, false), to: at + 3 };
  // "Nine Thursday, then."
  if (
    (at === 0 || lexemes[at - 1]?.kind === "pause") &&
    /^(?:\w+day|tomorrow)$/.test(after) &&
    after !== "day" &&
    lexeme.word !== "one"
  )
    return withMeridiem(lexemes, at, at + 1, value * 60, false);
  const next = lexemes[at + 1];
  if (next?.kind === "number" && isListOfHours(lexemes, at))
    return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (next?.kind === "number" || next?.kind === "ordinal" || next?.kind === "code") return null;
  if (/^(?:at|around|by|@|till|until|before|after|between|circa|from)$/.test(before))
    return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (
    lexeme.word === "one" ||
    (before === "is" && /^(?:number|code|reference|zip|postcode|pin)$/.test(wordNear(lexemes, at, -2)))
  )
    return null;
  if (turnBefore.asksTimeOf(lexemes, at)) return withMeridiem(lexemes, at, at + 1, value * 60, false);
  if (/^(?:about|for|it|say|to|or|and|like|is|than|of|not)$/.test(before) && LED.test(before)) {
    return withMeridiem(lexemes, at, at + 1, value * 60, false, before === "about", true);
  }
  if (isNamedTime(lexemes, at)) return withMeridiem(lexemes, at, at + 1, value * 60, false, false, true);
  return null;
}

/** "The one at the town hall", "the little one at night". */
const BEFORE_ONE =
  /^(?:the|this|that|which|other|little|big|small|only|no|each|every|an?|my|our|your|last|next|another|first|second)$/;
const AGED = /^(?:one|he|she|son|daughter|kid|baby|boy|girl|nephew|niece|grandson|granddaughter)$/;

/** "Eight, nine or ten". */
const isListOfHours = (lexemes: readonly Lexeme[], at: number): boolean => {
  const [first, second, or, third] = lexemes.slice(at, at + 4);
  return (
    second?.value === (first?.value ?? 0) + 1 &&
    or?.word === "or" &&
    third?.kind === "number" &&
    third.value === second.value + 1
  );
};

/** "At seven or eight", not "at seven or eight people". */
const isHourBehind = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at]?.kind === "number" && lexemes[at].value <= 12 && !COUNT_NOUN.test(wordNear(lexemes, at, 1));

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
