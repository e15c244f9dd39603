import { mondayOf, WEEKDAY_NAMES, weekdayOf } from "./calendar.js";
import { ALSO_WORDS, type DayMeaning, type DayReader, type DayReading, only, STEPS } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { countedOff, weeksOnto } from "./weeks-from.js";

/** Names and short forms of the days of the week; 0 is Sunday. */
export const WEEKDAYS = new Map(
  WEEKDAY_NAMES.map((name) => name.toLowerCase()).flatMap((name, i): [string, number][] => [
    [name, i],
    [`${name}'s`, i],
    [`${name}s`, i],
    [name.slice(0, 3), i],
  ]),
);
for (const [short, i] of [
  ["tues", 2],
  ["weds", 3],
  ["thur", 4],
  ["thurs", 4],
] as const)
  WEEKDAYS.set(short, i);

/** That day of the week, for as long ahead as most book. */
const weeksFrom = (day: number): number[] => Array.from({ length: 26 }, (_, week) => day + 7 * week);

/** "Friday", "next Friday", "a week on Friday", "Friday of next week". */
export const readWeekday: DayReader = (reading, at) => {
  const { lexemes, context, past } = reading;
  const lexeme = lexemes[at];
  const weekday = lexeme?.kind === "word" ? WEEKDAYS.get(lexeme.word) : undefined;
  if (lexeme === undefined || weekday === undefined || isNoDay(reading, at, lexeme.word)) return null;
  const offset = (weekday - weekdayOf(context.today) + 7) % 7;
  const week: Week = { today: context.today, next: context.today + offset, isToday: offset === 0, past };
  const counted = countedOff(lexemes, at);
  if (counted !== null) {
    const first = counted.isAgo ? week.next - 7 : week.isToday ? week.next + 7 : week.next;
    return { from: at, to: counted.to, ...only([first + 7 * counted.weeks]), weekday };
  }
  const before = wordNear(lexemes, at, -1);
  if (isSeveral(lexeme.word) && !/^(?:for|this|next|last|about)$/.test(before)) return null;
  const led = ledBy(lexemes, at, week, context.isMaking);
  // "A Sunday at two" tells which Sunday to nobody.
  const meant =
    before === "a" && !past ? { to: at + 1, ...only([], weeksFrom(week.next)) } : followed(lexemes, at, week);
  return { to: at + 1, ...led, ...meant, weekday };
};

/** A day of the week near the call: the coming one, which may be the day of the call itself. */
interface Week {
  readonly today: number;
  readonly next: number;
  readonly isToday: boolean;
  /** The talk is of what has been. */
  readonly past: boolean;
}

const isSeveral = (word: string): boolean => word.endsWith("ys") && !word.includes("'");

/** A name, another word, or any such day. */
function isNoDay({ lexemes, context }: DayReading, at: number, word: string): boolean {
  const [before, earlier] = [wordNear(lexemes, at, -1), wordNear(lexemes, at, -2)];
  const [after, beyond] = [wordNear(lexemes, at, 1), wordNear(lexemes, at, 2)];
  const isLed = LEADS.test(before);
  const isAlsoWord = ALSO_WORDS.has(word) || word.length === 3;
  if (isAlsoWord && !(isLed && before !== "a" && before !== "the")) return true;
  if (/^(?:mr|mrs|ms|miss|dr|named|called|every|most)$/.test(before)) return true;
  if (context.names.has(word) && !isLed && !FOLLOWS_DAY.test(after)) return true;
  // "The last Saturday of the holidays": only of a month is it known which that is.
  return before === "last" && earlier === "the" && after === "of" && beyond === "the";
}
const LEADS =
  /^(?:on|next|this|last|for|until|by|coming|every|following|past|to|from|or|and|not|friday|of|till|a|about)$/;
const FOLLOWS_DAY = /^(?:the|at|night|morning|evening|afternoon|is|works|around)$/;

/** What the words before it make of it: "next Friday", "the Friday", "two weeks Friday". */
function ledBy(
  lexemes: readonly Lexeme[],
  at: number,
  { next, isToday, past }: Week,
  isMaking: boolean,
): DayMeaning & { readonly from: number } {
  const before = wordNear(lexemes, at, -1);
  const gone = next - 7;
  const weeks = weeksOnto(lexemes, at);
  if (weeks > 0) return { from: at, ...only([next + 7 * weeks], [next]) };
  if (/^(?:next|following)$/.test(before))
    return { from: at - 1, ...(isToday ? only([next + 7]) : only([next, next + 7])) };
  if (before === "this" || before === "coming")
    return { from: at - 1, ...(past ? only([gone, next]) : only([next], isToday ? [next + 7] : [])) };
  if (/^(?:last|past|previous)$/.test(before)) return { from: at - 1, ...only([gone], [gone - 7]) };
  if (past) return { from: at, ...only([gone], [next, gone - 7]) };
  const primary = isToday ? [next, next + 7] : [next];
  if (before === "the" && !isMaking) return { from: at, ...only(primary, [...weeksFrom(next + 7), gone]) };
  return { from: at, ...only(primary, isToday ? [gone] : [next + 7, gone]) };
}

/** What the words behind it make of it: "Friday week", "Friday after next", "Friday of next week"; null where they make nothing. */
function followed(
  lexemes: readonly Lexeme[],
  at: number,
  { today, next }: Week,
): (DayMeaning & { readonly to: number }) | null {
  const [after, beyond] = [wordNear(lexemes, at, 1), wordNear(lexemes, at, 2)];
  if (after === "week" && beyond !== "and") return { to: at + 2, ...only([next + 7]) };
  if (after === "fortnight") return { to: at + 2, ...only([next + 14]) };
  if (after === "after" && beyond === "next") return { to: at + 3, ...only([next + 7], [next + 14]) };
  if (after === "after" && wordNear(lexemes, at, -1) === "the" && isThisOne(lexemes, at + 1))
    return { to: at + 2, ...only([next + 7], [next + 14]) };
  const [which, far, step] = after === "of" ? [beyond, wordNear(lexemes, at, 3), 4] : [after, beyond, 3];
  const weeks = far === "week" ? STEPS.get(which) : undefined;
  if (weeks === undefined) return null;
  return { to: at + step, ...only([mondayOf(today) + (next - mondayOf(next)) + 7 * weeks]) };
}
/** Behind "the Thursday after": "this", "this one", or nothing. */
const isThisOne = (lexemes: readonly Lexeme[], at: number): boolean => {
  const next = lexemes[at + 1];
  return next === undefined || next.kind === "pause" || next.word === "this";
};
