import { WEEKDAY_NAMES, weekdayOf } from "./calendar.js";
import { ALSO_WORDS, type DayReader, only } from "./day-meaning.js";
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

/** Behind "the Thursday after": "this", "this one", or nothing. */
const isThisOne = (lexemes: readonly Lexeme[], at: number): boolean => {
  const next = lexemes[at + 1];
  return next === undefined || next.kind === "pause" || next.word === "this";
};

/** "Friday", "next Friday", "a week on Friday", "Friday of next week". */
export const readWeekday: DayReader = ({ lexemes, context, past }, at) => {
  const lexeme = lexemes[at];
  const weekday = lexeme?.kind === "word" ? WEEKDAYS.get(lexeme.word) : undefined;
  if (lexeme === undefined || weekday === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  const after = wordNear(lexemes, at, 1);
  const beyond = wordNear(lexemes, at, 2);
  const led =
    /^(?:on|next|this|last|for|until|by|coming|every|following|past|to|from|or|and|not|friday|of|till|a|about)$/.test(
      before,
    );
  if ((ALSO_WORDS.has(lexeme.word) || lexeme.word.length === 3) && !(led && before !== "a" && before !== "the"))
    return null;
  if (/^(?:mr|mrs|ms|miss|dr|named|called)$/.test(before) || (before === "is" && earlier === "name")) return null;
  if (
    context.names.has(lexeme.word) &&
    !led &&
    !/^(?:the|at|night|morning|evening|afternoon|is|works|around)$/.test(after)
  )
    return null;
  if (/^(?:every|most)$/.test(before)) return null;
  // "The last Saturday of the holidays": only of a month is it known which that is.
  if (before === "last" && earlier === "the" && after === "of" && beyond === "the") return null;
  const offset = (weekday - weekdayOf(context.today) + 7) % 7;
  const next = context.today + offset;
  const gone = next - 7;
  const counted = countedOff(lexemes, at);
  if (counted !== null) {
    const day = (counted.isAgo ? gone : offset === 0 ? next + 7 : next) + 7 * counted.weeks;
    return { from: at, to: counted.to, ...only([day]), weekday };
  }
  if (lexeme.word.endsWith("ys") && !lexeme.word.includes("'") && !/^(?:for|this|next|last|about)$/.test(before))
    return null;
  let from = at;
  let to = at + 1;
  let meaning = offset === 0 ? only([next, next + 7], [gone]) : only([next], [next + 7, gone]);
  if (past) meaning = only([gone], [next, gone - 7]);
  else if (before === "the" && !context.isMaking) meaning = only(meaning.primary, [...weeksFrom(next + 7), gone]);
  const weeks = weeksOnto(lexemes, at);
  if (weeks > 0) meaning = only([next + 7 * weeks], [next]);
  else if (/^(?:next|following)$/.test(before)) {
    from = at - 1;
    meaning = offset === 0 ? only([next + 7]) : only([next, next + 7]);
  } else if (before === "this" || before === "coming") {
    from = at - 1;
    meaning = past ? only([gone, next]) : only([next], offset === 0 ? [next + 7] : []);
  } else if (before === "last" || before === "past" || before === "previous") {
    from = at - 1;
    meaning = only([gone], [gone - 7]);
  }
  // "A Sunday at two" tells which Sunday to nobody.
  if (before === "a" && !past) return { from, to, ...only([], weeksFrom(next)), weekday };
  if (after === "week" && beyond !== "and") {
    to = at + 2;
    meaning = only([next + 7]);
  } else if (after === "fortnight") {
    to = at + 2;
    meaning = only([next + 14]);
  } else if (after === "after" && beyond === "next") {
    to = at + 3;
    meaning = only([next + 7], [next + 14]);
  } else if (before === "the" && after === "after" && isThisOne(lexemes, at + 1)) {
    to = at + 2;
    meaning = only([next + 7], [next + 14]);
  } else {
    const [far, step] = after === "of" ? [wordNear(lexemes, at, 3), 4] : [beyond, 3];
    const which = after === "of" ? beyond : after;
    if (far === "week" && /^(?:next|this|last)$/.test(which)) {
      to = at + step;
      const monday = context.today - ((weekdayOf(context.today) + 6) % 7);
      const inWeek = monday + ((weekday + 6) % 7);
      meaning = only([inWeek + (which === "next" ? 7 : which === "last" ? -7 : 0)]);
    }
  }
  return { from, to, ...meaning, weekday };
};
