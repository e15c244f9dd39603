import { dateOf, dayOf, mondayOf, weekdayOf } from "./calendar.js";
import { MONTHS } from "./dates.js";
import { type DayMeaning, type DayReader, type FoundDay, only, within } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { spanOf } from "./months.js";
import { WEEKDAYS } from "./weekdays.js";

const EACH = new Map([
  ["first", 1],
  ["second", 2],
  ["third", 3],
  ["fourth", 4],
  ["last", -1],
]);

/** "The second Sunday in September", "the last Friday of the month", "the first weekend in August". */
export const readNthWeekday: DayReader = ({ lexemes, context: { today } }, at) => {
  const lexeme = lexemes[at];
  const nth = lexeme?.kind === "ordinal" ? lexeme.value : EACH.get(lexeme?.word ?? "");
  if (nth === undefined || nth > 5 || !/^(?:the)?$/.test(wordNear(lexemes, at, -1))) return null;
  const named = lexemes[at + 1]?.word ?? "";
  if (named === "week") return nthWeek(lexemes, at, nth, today);
  const isWeekend = named === "weekend";
  const weekday = isWeekend ? WEEKDAYS.get("saturday") : WEEKDAYS.get(named);
  if (weekday === undefined || !/^(?:in|of)$/.test(lexemes[at + 2]?.word ?? "")) return null;
  const month = monthNamed(lexemes, at + 3, today);
  if (month === null) return null;
  const day = nthOf(month.year, month.month, weekday, nth);
  if (day === null) return null;
  const span = { from: at, to: month.to };
  return isWeekend ? { ...span, ...within(day - 1, day + 1) } : { ...span, ...only([day]) };
};

/** "The first week of July", "the last week in August": its seven days, and no calendar's week. */
function nthWeek(lexemes: readonly Lexeme[], at: number, nth: number, today: number): FoundDay | null {
  const month = /^(?:in|of)$/.test(lexemes[at + 2]?.word ?? "") ? monthNamed(lexemes, at + 3, today) : null;
  if (month === null) return null;
  const [first, last] = spanOf(month.year, month.month);
  const days = nth > 0 ? within(first + 7 * (nth - 1), Math.min(first + 7 * nth, last)) : within(last - 7, last);
  return { from: at, to: month.to, ...days };
}

/** "Any Saturday in July": none in particular, but of July. The month is read by itself. */
export const readSomeWeekday: DayReader = ({ lexemes, context: { today } }, at) => {
  const weekday = WEEKDAYS.get(lexemes[at]?.word ?? "");
  if (weekday === undefined || !/^(?:an?|any|some|one)$/.test(wordNear(lexemes, at, -1))) return null;
  if (!/^(?:in|of)$/.test(lexemes[at + 1]?.word ?? "") || /^(?:number|ordinal)$/.test(lexemes[at + 3]?.kind ?? ""))
    return null;
  const named = monthNamed(lexemes, at + 2, today);
  if (named === null) return null;
  const days = [1, 2, 3, 4, 5].map((nth) => nthOf(named.year, named.month, weekday, nth)).filter((day) => day !== null);
  return { from: at, to: at + 1, ...only([], days), weekday };
};

/** A month named at a place, or "the month", "next month"; the next such that is not over. */
function monthNamed(
  lexemes: readonly Lexeme[],
  at: number,
  today: number,
): { readonly year: number; readonly month: number; readonly to: number } | null {
  const now = dateOf(today);
  const word = lexemes[at]?.word ?? "";
  const month = MONTHS.get(word);
  if (month !== undefined) return { year: now.year + (month < now.month ? 1 : 0), month, to: at + 1 };
  if (lexemes[at + 1]?.word !== "month" || !/^(?:the|this|next)$/.test(word)) return null;
  const index = now.year * 12 + now.month - 1 + (word === "next" ? 1 : 0);
  return { year: Math.floor(index / 12), month: (index % 12) + 1, to: at + 2 };
}

function nthOf(year: number, month: number, weekday: number, nth: number): number | null {
  const first = dayOf(year, month, 1);
  const after = dayOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1);
  if (first === null || after === null) return null;
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
      : after - 1 - ((weekdayOf(after - 1) - weekday + 7) % 7);
  return day < after ? day : null;
}

/** "The day after tomorrow" is read with tomorrow. */
const RELATIVE = /^(?:today|tonight|tomorrow|yesterday)/;
const SIDES = /^(?:after|before|following)$/;

/**
 * "The day after Thanksgiving", "the Sunday before Christmas", "the weekend of the 4th", "Labor Day weekend": a day told
 * by one that was found. Takes the place of the day that it leans on.
 */
export function leanOn(found: readonly FoundDay[], lexemes: readonly Lexeme[]): FoundDay[] {
  const out: FoundDay[] = [];
  for (const one of found) {
    const last = out.at(-1);
    const leaning = one.primary.length === 0 ? null : leaningOn(one, last, lexemes);
    if (leaning === null) out.push(one);
    else {
      if (last !== undefined && leaning.from <= last.from) out.pop();
      out.push(leaning);
    }
  }
  return out;
}

function leaningOn(one: FoundDay, last: FoundDay | undefined, lexemes: readonly Lexeme[]): FoundDay | null {
  const [day] = one.primary;
  if (day === undefined || RELATIVE.test(lexemes[one.from]?.word ?? "")) return null;
  if (one.isHoliday === true && wordNear(lexemes, one.to - 1, 1) === "weekend") {
    const saturday = day + (WEEKEND_OF[weekdayOf(day)] ?? 0);
    const days = within(Math.min(day, saturday - 1), Math.max(day, saturday + 1));
    return { ...one, to: one.to + 1, range: days.range };
  }
  if (one.isHoliday === true && lexemes[one.to]?.word === "week")
    return { ...one, to: one.to + 1, range: weekOf(day).range };
  let at = one.from - 1;
  if (lexemes[at]?.word === "the") at--;
  const word = lexemes[at]?.word ?? "";
  const before = lexemes[at - 1]?.word ?? "";
  if (word === "of" && /^(?:weekend|week)$/.test(before)) {
    const saturday = day + (WEEKEND_OF[weekdayOf(day)] ?? 0);
    return {
      from: Math.min(at - 1, last?.to === at ? last.from : at - 1),
      to: one.to,
      ...(before === "week" ? weekOf(day) : within(saturday - 1, saturday + 1)),
    };
  }
  if (before === "week" && /^(?:beginning|commencing|starting)$/.test(word))
    return { from: at - 1, to: one.to, ...within(day, day + 6) };
  if (!SIDES.test(word)) return null;
  const by = word === "before" ? -1 : 1;
  if (/^(?:day|night|evening)$/.test(before)) return { from: at - 1, to: one.to, ...only([day + by]) };
  const counted = lexemes[at - 2];
  if (before === "days" && counted?.kind === "number")
    return { from: at - 2, to: one.to, ...only([day + by * counted.value]) };
  if (before === "week") return { from: at - 1, to: one.to, ...within(...ordered(day + by, day + 7 * by)) };
  if (before === "weekend" || last?.weekday === undefined || last.to !== at) {
    if (before !== "weekend") return null;
    const gap = by > 0 ? (6 - weekdayOf(day) + 7) % 7 || 7 : -((weekdayOf(day) + 1) % 7 || 7);
    return {
      from: Math.min(at - 1, last?.to === at ? last.from : at - 1),
      to: one.to,
      ...within(day + gap - 1, day + gap + 1),
    };
  }
  const gap = (last.weekday - weekdayOf(day) + 7) % 7;
  return { from: last.from, to: one.to, ...only([by > 0 ? day + (gap === 0 ? 7 : gap) : day + gap - 7]) };
}

/** From Sunday to Sunday, since people begin the week with either. */
const weekOf = (day: number): DayMeaning => {
  const monday = mondayOf(day);
  return within(monday - 1, monday + 6);
};
const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);
/** Days from a day of the week to the Saturday of its long weekend. */
const WEEKEND_OF: readonly number[] = [-1, -2, 4, 3, 2, 1, 0];
