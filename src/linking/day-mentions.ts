import { leanOn, readNthWeekday } from "./anchored-days.js";
import { dateOf, dayOf, weekdayOf } from "./calendar.js";
import { MONTHS, readDayOfMonth, readMonth, readMonthDay, readNumericDate } from "./dates.js";
import {
  type DayContext,
  type DayMeaning,
  type DayReader,
  type DayReading,
  type FoundDay,
  only,
} from "./day-meaning.js";
import { HOLIDAY_WORD, holidayAt } from "./holidays.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { type Mention, wordNear } from "./mention.js";
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
}

export function readDays(turn: Turn, context: DayContext): DayMention[] {
  if (!turn.lexemes.some(mayBeginDay)) return [];
  const { lexemes } = turn;
  const isPast = pastIn(turn, context);
  const found: FoundDay[] = [];
  for (let i = 0; i < lexemes.length; ) {
    const next = mayBeginDay(lexemes[i]) ? readAt({ lexemes, context, past: isPast(i) }, i) : null;
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
  }));
}

/** How many turns back a bare "Friday" looks for the Friday that was named. */
const AGAIN_REACH = 6;

/** "Tuesday the 22nd or Wednesday?" "Tuesday, please": a day of the week said alone is the one just dated. */
export const nameAgain = (mentions: readonly DayMention[]): DayMention[] => {
  const out: DayMention[] = [];
  for (const one of mentions) {
    const isSame = (day: number): boolean => weekdayOf(day) === one.weekday;
    const named = isBareWeekday(one) ? out.findLast(({ primary }) => primary.some(isSame)) : undefined;
    const isNear = named !== undefined && one.turn.index - named.turn.index <= AGAIN_REACH;
    const beside = isNear ? null : besideDated(one, out);
    // "We were there Friday. Could we come Friday?" names two; a date of any year is one that falls on that day.
    const isGone = named?.primary.length === 1 && (named.primary[0] ?? 0) < (one.primary[0] ?? 0);
    if (isNear && !isGone && named.range === null)
      out.push({ ...one, primary: named.primary.filter(isSame), secondary: named.secondary });
    else if (beside !== null) out.push({ ...one, primary: [beside], secondary: [...one.primary, ...one.secondary] });
    else out.push(one.isWeekAfter === true ? weekAfter(one, out) : inMonthSaid(one, out));
  }
  return out.map((one, i) => monthSaidLater(one, i, out));
};

/** "The 12th?" "March 12th": of March from the first. */
function monthSaidLater(one: DayMention, at: number, all: readonly DayMention[]): DayMention {
  const [first, second] = lexemesOf(one);
  if (first?.kind !== "ordinal" || second !== undefined || one.isHoliday) return one;
  const dated = all.find(
    (other, i) =>
      i > at &&
      other.turn.index - one.turn.index <= SOON &&
      namesMonth(other) &&
      lexemesOf(other).some(({ kind, value }) => kind === "ordinal" && value === first.value),
  );
  const [day] = dated?.primary ?? [];
  if (day === undefined || ![...one.primary, ...one.secondary].includes(day)) return one;
  return { ...one, primary: [day], secondary: [...one.primary, ...one.secondary].filter((other) => other !== day) };
}
/** So many turns on it is said in full. */
const SOON = 2;

/** "The 24th's a Friday, so the Saturday", "the Saturday after": the first one after a day named just before. */
function besideDated(one: DayMention, before: readonly DayMention[]): number | null {
  const { turn, from, weekday } = one;
  if (weekday === undefined || before.length === 0) return null;
  const isAfter = isTheOneAfter(one);
  const again = isAfter ? before.findLast((other) => other.weekday === weekday && isTheOneAfter(other)) : undefined;
  if (again !== undefined && turn.index - again.turn.index <= AGAIN_REACH) return again.primary[0] ?? null;
  const isTold = isAfter || (isBareWeekday(one) && wordNear(turn.lexemes, from, -1) === "the");
  const anchor = before.findLast((other) => (isAfter || !isBareWeekday(other)) && other.primary.length > 0);
  const [dated] = anchor?.primary ?? [];
  if (!isTold || dated === undefined || (anchor?.turn.index ?? 0) < turn.index - 1) return null;
  return dated + (((weekday - weekdayOf(dated) + 6) % 7) + 1);
}

/** "The Saturday after that", "the Saturday after", and goes on: what is named behind it ("… Easter") tells more. */
function isTheOneAfter({ turn: { lexemes }, from, to }: Mention): boolean {
  const at = lexemes.findIndex(({ word }, i) => i >= from && i < to && WEEKDAYS.has(word));
  if (wordNear(lexemes, at, -1) !== "the" || lexemes[at + 1]?.word !== "after") return false;
  const next = lexemes[at + 2];
  return next === undefined || next.kind === "pause" || GOES_ON.test(next.word);
}
const GOES_ON = /^(?:that|that's|then|is|moves?|goes|and|at|in|so|but|for|if|please|instead|would|works)$/;

/** "This week's fine, the week after …", "the supper, and the class the week after". */
function weekAfter(one: DayMention, before: readonly DayMention[]): DayMention {
  const anchor = before.findLast(({ primary, range }) => primary.length === 1 || range !== null);
  if (anchor === undefined || one.turn.index - anchor.turn.index > AGAIN_REACH) return one;
  const [day] = anchor.primary;
  const [from, to] = day === undefined ? (anchor.range ?? [0, 0]) : [day - 2, day + 2];
  return to - from > 8 ? one : { ...one, range: [from + 7, to + 7] };
}

/** "The 12th of September is taken." "The 19th, then": of September too, and "the 12th" again the one before. */
function inMonthSaid(one: DayMention, before: readonly DayMention[]): DayMention {
  const [ordinal, second] = lexemesOf(one).filter(({ kind }) => kind === "ordinal");
  if (ordinal === undefined || second !== undefined || one.isHoliday || namesMonth(one)) return one;
  const near = before.filter((other) => one.turn.index - other.turn.index <= AGAIN_REACH);
  const [known] = near.findLast((other) => isDated(other, ordinal.value))?.primary ?? [];
  if (known !== undefined && one.secondary.includes(known))
    return { ...one, primary: [known], secondary: [...one.primary, ...one.secondary].filter((day) => day !== known) };
  const anchor = near.findLast((other) => namesMonth(other) && (other.primary.length === 1 || other.range !== null));
  const dated = anchor?.primary[0] ?? anchor?.range?.[0];
  if (dated === undefined) return one;
  const { year, month } = dateOf(dated);
  const meant = dayOf(year, month, ordinal.value);
  const weekday = lexemesOf(one)
    .map(({ word }) => WEEKDAYS.get(word))
    .find((day) => day !== undefined);
  if (meant === null || (weekday !== undefined && weekdayOf(meant) !== weekday)) return one;
  return { ...one, primary: [meant], secondary: [...one.primary, ...one.secondary].filter((day) => day !== meant) };
}

const isDated = (mention: DayMention, value: number): boolean =>
  lexemesOf(mention).some((lexeme) => lexeme.kind === "ordinal" && lexeme.value === value);
const lexemesOf = ({ turn, from, to }: Mention): readonly Lexeme[] => turn.lexemes.slice(from, to);
const namesMonth = (mention: Mention): boolean =>
  lexemesOf(mention).some(({ kind, word }) => kind === "date" || MONTHS.has(word));

function isBareWeekday({ turn, from, to, weekday }: DayMention): boolean {
  if (weekday === undefined || to - from !== 1) return false;
  return (
    !/^(?:next|following|this|coming|last|past|previous|other|another|every)$/.test(wordNear(turn.lexemes, from, -1)) &&
    !/^(?:after|week|before)$/.test(wordNear(turn.lexemes, from, 1)) &&
    ![-1, -2, -3].some((offset) => /^weeks?$/.test(wordNear(turn.lexemes, from, offset)))
  );
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
  readDayOfMonth,
  readHoliday,
  readWeekday,
  readDistance,
  readRelative,
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
  ...[...RELATIVE_WORDS, ...AMOUNT_WORDS.keys()],
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
