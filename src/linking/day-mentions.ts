import { leanOn, readNthWeekday, readSomeWeekday } from "./anchored-days.js";
import { dateOf, weekdayOf } from "./calendar.js";
import { MONTHS, readDayOfMonth, readMonthDay, readNumericDate } from "./dates.js";
import {
  type DayContext,
  type DayMeaning,
  type DayReader,
  type DayReading,
  type FoundDay,
  only,
} from "./day-meaning.js";
import { HOLIDAY_WORD, holidayAt } from "./holidays.js";
import { isIntroduced } from "./introduced.js";
import type { Lexeme, Turn } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { readMonth } from "./months.js";
import { PART_WORDS, readPart } from "./part-days.js";
import { pastIn } from "./past-talk.js";
import { AMOUNT_WORDS, RELATIVE_WORDS, readDistance, readRelative } from "./relative-days.js";
import { readWeekday, WEEKDAYS } from "./weekdays.js";

/** A day, or days, that somebody named. */
export interface DayMention extends Mention, DayMeaning {
  /** Named by its feast, which may be the event's name and not its date. */
  readonly isHoliday: boolean;
  /** Set where only a day of the week was said. */
  readonly weekday?: number;
  /** "The week after": a week after the day named before it. */
  readonly isWeekAfter?: true;
  /** Every day that it can mean first lies ahead of the call's. */
  readonly isAhead: boolean;
}

export function readDays(turn: Turn, context: DayContext): DayMention[] {
  if (!turn.lexemes.some(mayBeginDay)) return [];
  const { lexemes } = turn;
  const isPast = pastIn(turn, context);
  const found: FoundDay[] = [];
  for (let i = 0; i < lexemes.length; ) {
    const next =
      mayBeginDay(lexemes[i]) && !isIntroduced(lexemes, i) ? readAt({ lexemes, context, past: isPast(i) }, i) : null;
    if (next === null) i++;
    else {
      found.push(next);
      i = Math.max(next.to, i + 1);
    }
  }
  return leanOn(mergeNeighbours(found, lexemes), lexemes).map((one) => ({
    turn,
    ...one,
    isHoliday: one.isHoliday === true,
    isAhead: (one.range ?? one.primary).every((day) => day > context.today),
  }));
}

/** How a mention fits a day: `exact`, `possible` under another reading or within a range, or `no`. */
export function fitOfDay(mention: DayMention, day: number): "exact" | "possible" | "no" {
  if (mention.primary.includes(day)) return "exact";
  if (mention.secondary.includes(day)) return "possible";
  return mention.range !== null && day >= mention.range[0] && day <= mention.range[1] ? "possible" : "no";
}

const readHoliday: DayReader = ({ lexemes, context, past }, at) => {
  const found = holidayAt(lexemes, at);
  if (found === null) return null;
  const { year } = dateOf(context.today);
  const days = [year - 1, year, year + 1].flatMap((y) => found.daysIn(y, context.monthFirst));
  const next = days.find((day) => day >= context.today);
  const gone = days.filter((day) => day < context.today).at(-1);
  const meant = past ? (gone ?? next) : next;
  return meant === undefined ? null : { from: at, to: at + found.length, ...only([meant]), isHoliday: true };
};

const readers: readonly DayReader[] = [
  readNumericDate,
  readMonthDay,
  readNthWeekday,
  readSomeWeekday,
  readDayOfMonth,
  readHoliday,
  readWeekday,
  readDistance,
  readRelative,
  readPart,
  readMonth,
];

function readAt(reading: DayReading, at: number): FoundDay | null {
  for (const reader of readers) {
    const found = reader(reading, at);
    if (found !== null) return found;
  }
  return null;
}

const DAY_WORDS: ReadonlySet<string> = new Set([
  ...[...MONTHS.keys(), ...WEEKDAYS.keys()],
  ...[...RELATIVE_WORDS, ...AMOUNT_WORDS.keys(), ...PART_WORDS],
]);

/** Nine words of ten begin no day; the readers are not asked about these. */
const mayBeginDay = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined &&
  lexeme.kind !== "pause" &&
  (lexeme.kind !== "word" || DAY_WORDS.has(lexeme.word) || HOLIDAY_WORD.test(lexeme.word));

/** "Friday the 15th", "tomorrow, Saturday", "next Friday, March 3rd" say one day twice. */
function mergeNeighbours(found: readonly FoundDay[], lexemes: readonly Lexeme[]): FoundDay[] {
  const out: FoundDay[] = [];
  for (const one of found) {
    const last = out.at(-1);
    const between = last === undefined ? [] : lexemes.slice(last.to, one.from).map((lexeme) => lexeme.word);
    if (
      last !== undefined &&
      // "The week after Thanksgiving" is not the day of next week that Thanksgiving is.
      !(last.isWeekAfter === true && one.isHoliday === true) &&
      between.length <= 3 &&
      between.every((word) => /^(?:the|,|on|-|so|which|is|that's)$/.test(word))
    ) {
      const merged = intersect(last, one) ?? (between.length === 0 ? besideHoliday(last, one) : null);
      if (merged !== null) {
        out[out.length - 1] = { from: last.from, to: one.to, ...merged };
        continue;
      }
    }
    out.push(one);
  }
  return out;
}

/** "Labor Day Saturday": the one nearest to it. */
function besideHoliday({ isHoliday, primary: [holiday] }: FoundDay, { weekday }: FoundDay): DayMeaning | null {
  if (isHoliday !== true || holiday === undefined || weekday === undefined) return null;
  const ahead = (weekday - weekdayOf(holiday) + 7) % 7;
  return only([holiday + (ahead > 3 ? ahead - 7 : ahead)]);
}

function intersect(a: FoundDay, b: FoundDay): DayMeaning | null {
  if (a.weekday !== undefined || b.weekday !== undefined) {
    const [named, dated] = a.weekday === undefined ? [b, a] : [a, b];
    const agreeing = [...dated.primary, ...dated.secondary].filter((day) => weekdayOf(day) === named.weekday);
    if (dated.weekday === undefined && dated.range === null && agreeing.length > 0)
      return only(agreeing.slice(0, 1), agreeing.slice(1));
  }
  const days = (meaning: DayMeaning): number[] => [...meaning.primary, ...meaning.secondary];
  const has = (meaning: DayMeaning, day: number): boolean =>
    days(meaning).includes(day) || (meaning.range !== null && day >= meaning.range[0] && day <= meaning.range[1]);
  const common = [...days(b).filter((day) => has(a, day)), ...days(a).filter((day) => has(b, day))];
  const both = common.filter((day) => a.primary.includes(day) || b.primary.includes(day));
  const best = both.length > 0 ? both : common;
  return best.length === 0 ? null : only([...new Set(best)]);
}
