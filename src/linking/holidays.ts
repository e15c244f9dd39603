import { dayOf, weekdayOf } from "./calendar.js";
import type { Lexeme } from "./lexemes.js";

/** A day people name instead of dating. `american` chooses where customs differ. */
export interface Holiday {
  /** Lexemes that name it. */
  readonly length: number;
  readonly daysIn: (year: number, american: boolean) => readonly number[];
}

type DayIn = (year: number, american: boolean) => number | null;

const fixed =
  (month: number, dayOfMonth: number) =>
  (year: number): number | null =>
    dayOf(year, month, dayOfMonth);

/** The nth given weekday of a month; the last one where `nth` is -1. */
const nth =
  (month: number, weekday: number, n: number) =>
  (year: number): number | null => {
    const first = dayOf(year, month, 1);
    if (first === null) return null;
    if (n > 0) return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
    const last = (dayOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1) ?? first) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  };

/** Gregorian Easter Sunday (Meeus, Jones, Butcher). */
function easter(year: number): number | null {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}

const NAMED: readonly (readonly [RegExp, DayIn, ...DayIn[]])[] = [
  [/^christmas eve\b/, fixed(12, 24)],
  [/^(?:christmas day|christmas)\b/, fixed(12, 25)],
  [/^boxing day\b/, fixed(12, 26)],
  [/^new years?(?:'s)? eve\b/, fixed(12, 31)],
  [/^new years?(?:'s)? day\b/, fixed(1, 1)],
  [/^burns night\b/, fixed(1, 25)],
  [/^valentines?(?:'s)? day\b|^valentine'?s\b/, fixed(2, 14)],
  [/^super bowl(?: sunday)?\b/, nth(2, 0, 2)],
  [/^(?:pancake|shrove) (?:day|tuesday)\b|^mardi gras\b/, (year) => shift(easter(year), -47)],
  [/^(?:st|saint) (?:patrick|padd?y)'?s? day\b/, fixed(3, 17)],
  [/^palm sunday\b/, (year) => shift(easter(year), -7)],
  [/^canada day\b/, fixed(7, 1)],
  [/^(?:bonfire|guy fawkes) night\b/, fixed(11, 5)],
  [/^black friday\b/, (year) => shift(nth(11, 4, 4)(year), 1)],
  [/^cinco de mayo\b/, fixed(5, 5)],
  [/^juneteenth\b/, fixed(6, 19)],
  [/^halloween\b/, fixed(10, 31)],
  [/^thanksgiving eve\b/, (year) => shift(nth(11, 4, 4)(year), -1)],
  [/^thanksgiving\b/, nth(11, 4, 4)],
  [/^(?:martin luther king|mlk day)\b/, nth(1, 1, 3)],
  [/^presidents?(?:'s?)? day\b/, nth(2, 1, 3)],
  [/^(?:columbus|indigenous peoples'?) day\b/, nth(10, 1, 2)],
  [/^veterans?(?:'s?)? day\b/, fixed(11, 11)],
  [/^independence day\b/, fixed(7, 4)],
  [/^memorial(?: day\b|(?= weekend\b))/, nth(5, 1, -1)],
  [/^labou?r(?: day\b|(?= weekend\b))/, nth(9, 1, 1)],
  [/^fathers?(?:'s)? day\b/, nth(6, 0, 3)],
  [/^mothers?(?:'s)? day\b/, (year, american) => (american ? nth(5, 0, 2)(year) : shift(easter(year), -21))],
  [/^mothering sunday\b/, (year) => shift(easter(year), -21)],
  [/^good friday\b/, (year) => shift(easter(year), -2)],
  [/^easter monday\b/, (year) => shift(easter(year), 1)],
  [/^easter(?: sunday)?\b/, easter],
  [/^(?:august|summer) bank holiday\b/, nth(8, 1, -1)],
  [/^may bank holiday\b/, nth(5, 1, 1), nth(5, 1, -1)],
  [/^(?:spring|whitsun) bank holiday\b/, nth(5, 1, -1)],
  // Whichever comes next.
  [/^bank holiday\b/, (year) => shift(easter(year), 1), nth(5, 1, 1), nth(5, 1, -1), nth(8, 1, -1)],
];

/** How the name of a holiday begins. */
export const HOLIDAY_WORD =
  /^(?:bank|martin|mlk|president|columbus|indigenous|veteran|independence|mothering|may$|august|summer|spring|whitsun|christmas|boxing|new|burns|valentine|super$|pancake|shrove|mardi|palm$|canada|bonfire|guy$|black$|saint|st$|cinco|juneteenth|halloween|thanksgiving|memorial|labou?r|father|mother|good|easter)/;

const shift = (day: number | null, by: number): number | null => (day === null ? null : day + by);

/** "Tomorrow's no good, Friday", as a recogniser writes it. */
const NOT_GOOD = /^(?:no|not|sounds?|looks?|any|so|very|pretty|really)$/;

/** The holiday named at a place, or null. */
export function holidayAt(lexemes: readonly Lexeme[], at: number): Holiday | null {
  const word = lexemes[at]?.word ?? "";
  if (!HOLIDAY_WORD.test(word) || (word === "good" && NOT_GOOD.test(lexemes[at - 1]?.word ?? ""))) return null;
  const words = lexemes
    .slice(at, at + 3)
    .map((lexeme) => lexeme.word)
    .join(" ");
  for (const [name, ...days] of NAMED) {
    const found = name.exec(words);
    if (found === null) continue;
    const daysIn: Holiday["daysIn"] = (year, american) =>
      days.map((dayIn) => dayIn(year, american)).filter((day) => day !== null);
    return { length: found[0].split(" ").length, daysIn };
  }
  return null;
}
