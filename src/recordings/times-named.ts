import { dateOf, MONTH_NAMES } from "../linking/calendar.js";
import { holidayAt } from "../linking/holidays.js";
import { type Lexeme, lex } from "../linking/lexemes.js";

/** Milliseconds since 1970, end exclusive. */
export interface InstantRange {
  readonly from: number;
  readonly to: number;
}

/** In lower case. */
export const MONTHS = MONTH_NAMES.map((name) => name.toLowerCase());
const DAY_MS = 86_400_000;
/** Without a year every one of these is meant. */
const YEARS = Array.from({ length: 40 }, (_, i) => 2000 + i);
const TIME = new RegExp(
  `(?:(\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?\\b(${MONTHS.join("|")})\\b(?: (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d))?,? ?(\\d{4})?`,
  "gi",
);

/**
 * Months and days that a question names ("in May", "December twenty-fifth", "12/25", "Christmas"), each with the days after
 * it, in which it is spoken of, too.
 */
export function timesNamed(text: string): InstantRange[] {
  const lexemes = lex(text);
  return [
    ...withOrdinalsInDigits(text, lexemes),
    ...lexemes.flatMap((lexeme, at) => (lexeme.kind === "date" ? daysWritten(lexeme) : holidays(lexemes, at))),
  ];
}

const withOrdinalsInDigits = (text: string, lexemes: readonly Lexeme[]): InstantRange[] =>
  monthsNamed(
    lexemes
      .filter(({ kind }) => kind === "ordinal")
      .reduceRight((said, { start, end, value }) => `${said.slice(0, start)}${value}th${said.slice(end)}`, text),
  );

/** "May" alone is too often the verb: it counts with a day, a year or "in" before it. */
function monthsNamed(text: string): InstantRange[] {
  return [...text.matchAll(TIME)].flatMap(({ 0: whole, 1: before, 2: name = "", 3: after, 4: year, index }) => {
    const month = MONTHS.indexOf(name.toLowerCase());
    const day = Number(before ?? after ?? 0);
    const isVerb =
      name.toLowerCase() === "may" &&
      day === 0 &&
      year === undefined &&
      !/\b(?:in|of|last|this)\s$/i.test(text.slice(0, index));
    if (month < 0 || isVerb || whole === "") return [];
    const years = year === undefined ? YEARS : [Number(year)];
    return years.map((each) => (day > 0 ? aroundDay(each, month, day) : aroundMonth(each, month)));
  });
}

const aroundDay = (year: number, month: number, day: number): InstantRange => ({
  from: Date.UTC(year, month, day) - DAY_MS,
  to: Date.UTC(year, month, day) + 8 * DAY_MS,
});

const aroundMonth = (year: number, month: number): InstantRange => ({
  from: Date.UTC(year, month, 1) - 2 * DAY_MS,
  to: Date.UTC(year, month + 1, 1) + 8 * DAY_MS,
});

/** "2026-12-25", "12/25", "12/25/26"; a day that is none in one order is meant in the other, and what may be both is both. */
function daysWritten({ parts: [first = 0, second = 0, third] }: Lexeme): InstantRange[] {
  if (first > 31) return [aroundDay(first, second - 1, third ?? 1)];
  const years = third === undefined ? YEARS : [third < 100 ? 2000 + third : third];
  const orders = [
    [first, second],
    [second, first],
  ].filter(([month = 0, day = 0]) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
  return years.flatMap((year) => orders.map(([month = 1, day = 1]) => aroundDay(year, month - 1, day)));
}

/** Where customs differ, every country's. */
function holidays(lexemes: readonly Lexeme[], at: number): InstantRange[] {
  const holiday = holidayAt(lexemes, at);
  if (holiday === null) return [];
  const days = new Set(YEARS.flatMap((year) => [...holiday.daysIn(year, true), ...holiday.daysIn(year, false)]));
  return [...days].map((day) => {
    const { year, month, dayOfMonth } = dateOf(day);
    return aroundDay(year, month - 1, dayOfMonth);
  });
}
