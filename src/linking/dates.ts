import { dateOf, dayOf, MONTH_NAMES } from "./calendar.js";
import { type DayMeaning, type DayReader, only } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";
import { WEEKDAYS } from "./weekdays.js";

export const MONTHS = new Map(
  MONTH_NAMES.map((name) => name.toLowerCase())
    .flatMap((name, i): [string, number][] => [
      [name, i + 1],
      [name.slice(0, 3), i + 1],
      [`${name}'s`, i + 1],
    ])
    .concat([["sept", 9]]),
);
/** What makes a number behind a month one of something else. */
export const COUNTED = /^(?:people|persons|guests|of|tickets|adults|kids|pm|am|hours?|minutes|seats)$/;

/** "3/15", "2027-03-15". */
export const readNumericDate: DayReader = ({ lexemes, context }, at) => {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "date" || lexeme.word === ALWAYS) return null;
  const [a = 0, b = 0, c] = lexeme.parts;
  const span = { from: at, to: at + 1 };
  if (a > 31) {
    const day = dayOf(a, b, c ?? 1);
    return day === null ? null : { ...span, ...only([day]) };
  }
  if (/^(?:price|off|hour|an|of|way|full)$/.test(wordNear(lexemes, at, 1))) return null;
  const year = c === undefined ? null : c < 100 ? 2000 + c : c;
  const [month, dayOfMonth] = context.monthFirst ? [a, b] : [b, a];
  const meant = onMonthDay(month, dayOfMonth, year, context.today, false);
  const swapped = onMonthDay(dayOfMonth, month, year, context.today, false);
  if (meant === null) return swapped === null ? null : { ...span, ...swapped };
  return { ...span, ...only(meant.primary, [...meant.secondary, ...(swapped?.primary ?? [])]) };
};

/** Open all hours: no day. */
const ALWAYS = "24/7";

/** "March 3rd", "the third of March". */
export const readMonthDay: DayReader = ({ lexemes, context, past }, at) => {
  const first = lexemes[at];
  if (first === undefined) return null;
  let to = at + 1;
  let month = first.kind === "word" ? MONTHS.get(first.word) : undefined;
  let dayOfMonth: number | null = null;
  if (month !== undefined) {
    if (lexemes[to]?.word === "." && first.word.length < 5) to++;
    if (lexemes[to]?.word === "," && isDateBehind(lexemes, to + 1)) to++;
    if (lexemes[to]?.word === "the") to++;
    const number = lexemes[to];
    if (number === undefined || !isDayNumber(number) || yearAt(lexemes, to, context.today) !== null) return null;
    // "My October one": the one in October.
    if (number.word === "one" && DETERMINER.test(wordNear(lexemes, at, PART.test(wordNear(lexemes, at, -1)) ? -2 : -1)))
      return null;
    to++;
    if (number.kind === "number" && COUNTED.test(wordNear(lexemes, to - 1, 1))) return null;
    if (
      number.kind === "number" &&
      /^(?:may|march)$/.test(first.word) &&
      /^(?:i|we|you|it|they)$/.test(wordNear(lexemes, at, -1))
    )
      return null;
    dayOfMonth = number.value;
  } else if (isDayNumber(first)) {
    if (lexemes[to]?.word === "of") to++;
    else if (first.kind === "number" && first.word.length > 2) return null;
    const name = lexemes[to];
    month = name?.kind === "word" ? MONTHS.get(name.word) : undefined;
    if (name?.word === "may" && first.kind === "number" && lexemes[to - 1]?.word !== "of") return null;
    dayOfMonth = first.value;
    to++;
  }
  if (month === undefined || dayOfMonth === null) return null;
  let year: number | null = null;
  const said = yearAt(lexemes, lexemes[to]?.word === "," ? to + 1 : to, context.today);
  if (said !== null) ({ year, to } = said);
  const meaning = onMonthDay(month, dayOfMonth, year, context.today, past);
  return meaning === null ? null : { from: at, to, ...meaning };
};

/** A year near the call's at a place: "2027", "twenty twenty seven". */
export function yearAt(
  lexemes: readonly Lexeme[],
  at: number,
  today: number,
): { readonly year: number; readonly to: number } | null {
  const [first, second] = [lexemes[at], lexemes[at + 1]];
  if (first?.kind !== "number") return null;
  const isPair = first.word === "twenty" && second?.kind === "number" && second.value > 9;
  const year = isPair ? 2000 + second.value : first.value;
  const to = at + (isPair ? 2 : 1);
  const isOther = COUNTED.test(lexemes[to]?.word ?? "") || lexemes[to]?.kind === "number";
  return isOther || Math.abs(year - dateOf(today).year) > MOST_YEARS ? null : { year, to };
}
/** Farther away no event lies. */
const MOST_YEARS = 10;

/** Of a month: "the late May one". */
const PART = /^(?:early|mid|late)$/;

/** "In June, the 21st". */
const isDateBehind = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[lexemes[at]?.word === "the" ? at + 1 : at]?.kind === "ordinal";

export const DETERMINER = /^(?:the|my|our|your|his|her|their|that|this|which|other|an?)$/;

const isDayNumber = (lexeme: Lexeme): boolean =>
  (lexeme.kind === "number" || lexeme.kind === "ordinal") && lexeme.value >= 1 && lexeme.value <= 31;

/** A date gone by so lately is named as often as the same one next year. */
const LATELY = 60;

/** A month and day without a year is the next such date, or the last one where the talk is of the past. */
function onMonthDay(
  month: number,
  dayOfMonth: number,
  year: number | null,
  today: number,
  past: boolean,
): DayMeaning | null {
  if (year !== null) {
    const day = dayOf(year, month, dayOfMonth);
    return day === null ? null : only([day]);
  }
  const thisYear = dateOf(today).year;
  const days = [thisYear - 1, thisYear, thisYear + 1]
    .map((y) => dayOf(y, month, dayOfMonth))
    .filter((day) => day !== null);
  const next = days.find((day) => day >= today - 1);
  const before = days.filter((day) => day < today - 1).at(-1);
  if (next === undefined) return before === undefined ? null : only([before]);
  if (before === undefined) return only([next]);
  if (past) return only([before], [next]);
  return today - before <= LATELY ? only([next, before]) : only([next], [before]);
}

const NOT_A_DATE = oneOf(`
  street avenue ave st road rd floor birthday anniversary time one ones grade course option person place party
  thing question choice row half quarter step class generation cousin helping year month week hour try call number
  reminder and to round show dinner event wedding building suite century
`);

/** "The 15th". */
export const readDayOfMonth: DayReader = ({ lexemes, context, past }, at) => {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "ordinal" || !isDayNumber(lexeme)) return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  const after = wordNear(lexemes, at, 1);
  const inWords = !/\d/.test(lexeme.word);
  const dated =
    (before === "the" && earlier === "of" && /^week(?:end)?$/.test(wordNear(lexemes, at, -3))) ||
    (before === "the" &&
      /^(?:on|for|by|until|till|from|to|about|through|after|before|is|it's|was|that's)$/.test(earlier));
  const ofMonth = after === "of" && /^(?:this|next|the|last)$/.test(wordNear(lexemes, at, 2));
  if (!ofMonth) {
    if (NOT_A_DATE.test(after) && !(after === "and" || after === "to")) return null;
    const isLed = inWords
      ? (before === "the" && lexeme.value > 4) || WEEKDAYS.has(earlier)
      : before === "the" || before === "on" || WEEKDAYS.has(before);
    if (!dated && !isLed && !(isSecondDay(lexemes, at) && (!inWords || lexeme.value > 4))) return null;
  }
  const { year, month } = dateOf(context.today);
  const shift =
    ofMonth && wordNear(lexemes, at, 2) === "next" ? 1 : ofMonth && wordNear(lexemes, at, 2) === "last" ? -1 : null;
  const inMonth = (offset: number): number | null => {
    const index = year * 12 + month - 1 + offset;
    return dayOf(Math.floor(index / 12), (index % 12) + 1, lexeme.value);
  };
  const to = ofMonth ? indexAfterWords(lexemes, at, 3) : at + 1;
  if (shift !== null) {
    const day = inMonth(shift);
    return day === null ? null : { from: at, to, ...only([day]) };
  }
  const days = [-1, 0, 1, 2].map(inMonth).filter((day) => day !== null);
  const next = days.filter((day) => day >= context.today);
  const gone = days.filter((day) => day < context.today).slice(-1);
  const [soonest, ...later] = next;
  if (soonest === undefined) return null;
  // On the 12th itself "the 12th" is as often the next one: of today people say "today".
  const coming = soonest === context.today ? next.slice(0, 2) : [soonest];
  const primary = past && gone.length > 0 ? gone : coming;
  return {
    from: at,
    to,
    ...only(primary, [...next, ...gone].filter((day) => !primary.includes(day)).slice(0, 1 + later.length)),
  };
};

/** The 21st of "the 20th and 21st". */
const isSecondDay = (lexemes: readonly Lexeme[], at: number): boolean =>
  /^(?:and|or|to|through|-|–)$/.test(lexemes[at - 1]?.word ?? "") &&
  lexemes[at - 2]?.kind === "ordinal" &&
  lexemes[at - 3]?.word === "the";

function indexAfterWords(lexemes: readonly Lexeme[], at: number, words: number): number {
  let i = at + 1;
  for (let left = words; i < lexemes.length && left > 0; i++) if (lexemes[i]?.kind !== "pause") left--;
  return i;
}
