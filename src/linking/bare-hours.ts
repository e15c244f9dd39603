import { COUNT_NOUN, type FoundClock, withMeridiem } from "./clock-point.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";
import { isNamedTime, isSpan, type TurnBefore } from "./time-or-not.js";

/** "At seven", "seven tonight", "seven, eight or nine", "seven Thursday": an hour without minutes, which may be a count. */
export function readBareHour(
  lexemes: readonly Lexeme[],
  at: number,
  hour: number,
  turnBefore: TurnBefore,
): FoundClock | null {
  if (hour > 12 || isOtherNumber(lexemes, at)) return null;
  const minute = hour * 60;
  const plain = (): FoundClock => withMeridiem(lexemes, at, at + 1, minute, false);
  const before = wordNear(lexemes, at, -1);
  if (isOfDaysPart(lexemes, at)) {
    const isOfPeople = before === "for" && /^(?:table|group|party|room|us)$/.test(wordNear(lexemes, at, -2));
    return withMeridiem(lexemes, at, at + 1, minute, false, false, isOfPeople);
  }
  if (isSpan(lexemes, at)) return { ...plain(), to: at + 3 };
  if (beginsWithHour(lexemes, at)) return plain();
  const next = lexemes[at + 1];
  if (next?.kind === "number" && isListOfHours(lexemes, at)) return plain();
  if (next?.kind === "number" || next?.kind === "ordinal" || next?.kind === "code") return null;
  if (/^(?:at|around|by|@|till|until|before|after|between|circa|from)$/.test(before)) return plain();
  const isCode = before === "is" && /^(?:number|code|reference|zip|postcode|pin)$/.test(wordNear(lexemes, at, -2));
  if (lexemes[at]?.word === "one" || isCode) return null;
  if (turnBefore.asksTimeOf(lexemes, at)) return plain();
  if (LED.test(before)) return withMeridiem(lexemes, at, at + 1, minute, false, before === "about", true);
  return isNamedTime(lexemes, at) ? withMeridiem(lexemes, at, at + 1, minute, false, false, true) : null;
}

/** What leads to an hour as well as to a number of people. */
const LED = oneOf("about for it say to or and like is than of not");

/** A number of people or things, a size or an age. */
function isOtherNumber(lexemes: readonly Lexeme[], at: number): boolean {
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1);
  const isEither = after === "or" && /^(?:at|around|by)$/.test(before) && isHourBehind(lexemes, at + 2);
  if (COUNT_NOUN.test(after) && lexemes[at + 1]?.kind !== "pause" && !isEither) return true;
  // "From 12 to 16" is of people.
  if (before === "from" && after === "to" && (lexemes[at + 2]?.value ?? 0) > 12) return true;
  // "Ten by ten" is a size, and "my little one is two" an age.
  if (before === "by" && lexemes[at - 2]?.kind === "number") return true;
  return before === "is" && AGED.test(wordNear(lexemes, at, -2));
}
const AGED = /^(?:one|he|she|son|daughter|kid|baby|boy|girl|nephew|niece|grandson|granddaughter)$/;

/** "Seven tonight", "seven sharp", "seven at night", "seven in the evening". */
function isOfDaysPart(lexemes: readonly Lexeme[], at: number): boolean {
  if (lexemes[at]?.word === "one" && BEFORE_ONE.test(wordNear(lexemes, at, -1))) return false;
  const [after, beyond, far] = [1, 2, 3].map((by) => wordNear(lexemes, at, by));
  if (after === "at") return beyond === "night";
  if (after === "in") return beyond === "the" && /^(?:morning|afternoon|evening|night)$/.test(far ?? "");
  return after === "tonight" || after === "sharp";
}
/** "The one at the town hall", "the little one at night". */
const BEFORE_ONE =
  /^(?:the|this|that|which|other|little|big|small|only|no|each|every|an?|my|our|your|last|next|another|first|second)$/;

/** "Nine Thursday, then." */
function beginsWithHour(lexemes: readonly Lexeme[], at: number): boolean {
  const after = wordNear(lexemes, at, 1);
  const isFirst = at === 0 || lexemes[at - 1]?.kind === "pause";
  return isFirst && /^(?:\w+day|tomorrow)$/.test(after) && after !== "day" && lexemes[at]?.word !== "one";
}

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
