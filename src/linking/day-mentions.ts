import { dateOf, dayOf, weekdayOf } from "./calendar.js";
import { holidayAt } from "./holidays.js";
import type { Lexeme, Turn } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { wordNear } from "./mention.js";

/** Days that a phrase can mean, as day numbers of `calendar.ts`. */
export interface DayMention extends Mention {
  /** What a listener takes it for. */
  readonly primary: readonly number[];
  /** What it may also mean: "Friday" the Friday after, "the 8th" last month's. */
  readonly secondary: readonly number[];
  /** "Next week", "in March": first and last day; null where days are named. */
  readonly range: readonly [number, number] | null;
  /** Named by its feast, which may be the event's name and not its date. */
  readonly isHoliday: boolean;
}

export interface DayContext {
  /** The day of the call. */
  readonly today: number;
  /** Whether 3/4 is 4 March (US) or 3 April. */
  readonly monthFirst: boolean;
  /** Lower-case words of the customers' names: "May" and "Friday" are people too. */
  readonly names: ReadonlySet<string>;
  /** The call is about an event that took place: "Saturday" is the last one. */
  readonly isOver: boolean;
}

type Meaning = Pick<DayMention, "primary" | "secondary" | "range">;
interface Found extends Meaning {
  readonly isHoliday?: true;
  /** Set where only a day of the week was said. */
  readonly weekday?: number;
  readonly from: number;
  readonly to: number;
}
interface Reading {
  readonly lexemes: readonly Lexeme[];
  readonly context: DayContext;
  readonly past: boolean;
}

const MONTHS = new Map(
  "january february march april may june july august september october november december"
    .split(" ")
    .flatMap((name, i): [string, number][] => [
      [name, i + 1],
      [name.slice(0, 3), i + 1],
      [`${name}'s`, i + 1],
    ])
    .concat([["sept", 9]]),
);
const WEEKDAYS = new Map(
  "sunday monday tuesday wednesday thursday friday saturday".split(" ").flatMap((name, i): [string, number][] => [
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

/** Words that are calendar words only beside other calendar words. */
const ALSO_WORDS = new Set("may march mar sun sat wed mon jan dec sep".split(" "));
const PAST = /\b(?:was|were|had|went|came|did|last|ago|been|attended|hosted|thank(?:s| you)? (?:again )?for)\b/i;
const COUNTED = /^(?:people|persons|guests|of|tickets|adults|kids|pm|am|hours?|minutes|seats)$/;

export function readDays(turn: Turn, context: DayContext): DayMention[] {
  const reading: Reading = {
    lexemes: turn.lexemes,
    context,
    past: context.isOver ? !/\b(?:next|coming|again|see you)\b/i.test(turn.text) : PAST.test(turn.text),
  };
  const found: Found[] = [];
  for (let i = 0; i < turn.lexemes.length; ) {
    const next = readers.reduce<Found | null>((hit, reader) => hit ?? reader(reading, i), null);
    if (next === null) i++;
    else {
      found.push(next);
      i = Math.max(next.to, i + 1);
    }
  }
  return mergeNeighbours(found, turn.lexemes).map((one) => ({ turn, ...one, isHoliday: one.isHoliday === true }));
}

/** How a mention fits a day: `exact`, `possible` under another reading or within a range, or `no`. */
export function fitOfDay(mention: DayMention, day: number): "exact" | "possible" | "no" {
  if (mention.primary.includes(day)) return "exact";
  if (mention.secondary.includes(day)) return "possible";
  return mention.range !== null && day >= mention.range[0] && day <= mention.range[1] ? "possible" : "no";
}

const only = (primary: readonly number[], secondary: readonly number[] = []): Meaning => ({
  primary,
  secondary,
  range: null,
});
const within = (from: number, to: number): Meaning => ({ primary: [], secondary: [], range: [from, to] });

type Reader = (reading: Reading, at: number) => Found | null;

const readNumericDate: Reader = ({ lexemes, context }, at) => {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "date") return null;
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

const readMonthDay: Reader = ({ lexemes, context, past }, at) => {
  const first = lexemes[at];
  if (first === undefined) return null;
  let to = at + 1;
  let month = first.kind === "word" ? MONTHS.get(first.word) : undefined;
  let dayOfMonth: number | null = null;
  if (month !== undefined) {
    if (lexemes[to]?.word === "." && first.word.length < 5) to++;
    if (lexemes[to]?.word === "the") to++;
    const number = lexemes[to];
    if (number === undefined || !isDayNumber(number)) return null;
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
  const after = lexemes[to]?.word === "," ? to + 1 : to;
  const number = lexemes[after];
  if (number?.kind === "number" && number.value >= 2000 && number.value < 2100) {
    year = number.value;
    to = after + 1;
  }
  const meaning = onMonthDay(month, dayOfMonth, year, context.today, past);
  return meaning === null ? null : { from: at, to, ...meaning };
};

const isDayNumber = (lexeme: Lexeme): boolean =>
  (lexeme.kind === "number" || lexeme.kind === "ordinal") && lexeme.value >= 1 && lexeme.value <= 31;

/** A month and day without a year is the next such date, or the last one where the talk is of the past. */
function onMonthDay(
  month: number,
  dayOfMonth: number,
  year: number | null,
  today: number,
  past: boolean,
): Meaning | null {
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
  return past || next - today > 300 ? only(past ? [before] : [next], past ? [next] : [before]) : only([next], [before]);
}

const readMonth: Reader = ({ lexemes, context, past }, at) => {
  const word = lexemes[at]?.word ?? "";
  const month = lexemes[at]?.kind === "word" ? MONTHS.get(word) : undefined;
  if (month === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const ambiguous = ALSO_WORDS.has(word) || context.names.has(word) || word.length === 3;
  if (
    !/^(?:in|next|this|early|late|mid|of|since|until|by|during|last|sometime|around|coming)$/.test(before) &&
    (ambiguous || before !== "for")
  )
    return null;
  if (ambiguous && /^(?:this|by|of|around|early|late)$/.test(before)) return null;
  const { year } = dateOf(context.today);
  const spans = [year - 1, year, year + 1].map(
    (y) => [dayOf(y, month, 1) ?? 0, (dayOf(month === 12 ? y + 1 : y, (month % 12) + 1, 1) ?? 0) - 1] as const,
  );
  const backwards = past || before === "last";
  const span = backwards
    ? spans.filter(([first]) => first <= context.today).at(-1)
    : spans.find(([, last]) => last >= context.today);
  return span === undefined ? null : { from: at, to: at + 1, ...within(span[0], span[1]) };
};

const NOT_A_DATE =
  /^(?:street|avenue|ave|st|road|rd|floor|birthday|anniversary|time|one|ones|grade|course|option|person|place|party|thing|question|choice|row|half|quarter|step|class|generation|cousin|helping|year|month|week|hour|try|call|number|reminder|and|to|round|show|dinner|event|wedding|building|suite|century)$/;

const readDayOfMonth: Reader = ({ lexemes, context, past }, at) => {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "ordinal" || !isDayNumber(lexeme)) return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  const after = wordNear(lexemes, at, 1);
  const inWords = !/\d/.test(lexeme.word);
  const dated =
    before === "the" &&
    /^(?:on|for|by|until|till|from|to|about|through|after|before|is|it's|was|that's)$/.test(earlier);
  const ofMonth = after === "of" && /^(?:this|next|the|last)$/.test(wordNear(lexemes, at, 2));
  if (!ofMonth) {
    if (NOT_A_DATE.test(after) && !(after === "and" || after === "to")) return null;
    if (
      inWords
        ? !(dated || (before === "the" && lexeme.value > 4) || WEEKDAYS.has(earlier))
        : before !== "the" && before !== "on" && !WEEKDAYS.has(before) && !dated
    )
      return null;
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
  const primary = past && gone.length > 0 ? gone : [soonest];
  return {
    from: at,
    to,
    ...only(primary, [...next, ...gone].filter((day) => !primary.includes(day)).slice(0, 1 + later.length)),
  };
};

function indexAfterWords(lexemes: readonly Lexeme[], at: number, words: number): number {
  let i = at + 1;
  for (let left = words; i < lexemes.length && left > 0; i++) if (lexemes[i]?.kind !== "pause") left--;
  return i;
}

const readWeekday: Reader = ({ lexemes, context, past }, at) => {
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
  if (lexeme.word.endsWith("ys") && !lexeme.word.includes("'") && !/^(?:for|this|next|last|about)$/.test(before))
    return null;
  const offset = (weekday - weekdayOf(context.today) + 7) % 7;
  const next = context.today + offset;
  const gone = next - 7;
  let from = at;
  let to = at + 1;
  let meaning = offset === 0 ? only([next, next + 7], [gone]) : only([next], [next + 7, gone]);
  if (past) meaning = only([gone], [next, gone - 7]);
  if (/^(?:next|following)$/.test(before)) {
    from = at - 1;
    meaning = offset === 0 ? only([next + 7]) : only([next, next + 7]);
  } else if (before === "this" || before === "coming") {
    from = at - 1;
    meaning = past ? only([gone, next]) : only([next], offset === 0 ? [next + 7] : []);
  } else if (before === "last" || before === "past" || before === "previous") {
    from = at - 1;
    meaning = only([gone], [gone - 7]);
  } else if (
    /^(?:week|from|on)$/.test(before) &&
    /week/.test(`${before} ${earlier} ${wordNear(lexemes, at, -3)}`) &&
    /\b(?:a|one) week\b/.test(`${wordNear(lexemes, at, -4)} ${wordNear(lexemes, at, -3)} ${earlier} ${before}`)
  ) {
    meaning = only([next + 7], [next]);
  }
  if (after === "week" && beyond !== "and") {
    to = at + 2;
    meaning = only([next + 7]);
  } else if (after === "after" && beyond === "next") {
    to = at + 3;
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

const readRelative: Reader = ({ lexemes, context: { today }, past }, at) => {
  const word = lexemes[at]?.word ?? "";
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1);
  const found = (length: number, meaning: Meaning): Found => ({
    from: at,
    to: Math.min(at + length, lexemes.length),
    ...meaning,
  });
  const monday = today - ((weekdayOf(today) + 6) % 7);
  switch (word) {
    case "today":
    case "today's":
      return isPleasantry(lexemes, at) ? null : found(1, only([today]));
    case "tonight":
    case "tonight's":
      return found(1, only([today]));
    case "tomorrow":
    case "tomorrow's":
      return before === "after" && wordNear(lexemes, at, -2) === "day"
        ? found(1, only([today + 2]))
        : found(1, only([today + 1]));
    case "yesterday":
    case "yesterday's":
      return before === "before" && wordNear(lexemes, at, -2) === "day"
        ? found(1, only([today - 2]))
        : found(1, only([today - 1]));
    case "this":
      if (/^(?:morning|afternoon|evening|lunchtime)$/.test(after)) return found(2, only([today]));
      if (after === "weekend") return found(2, past ? within(monday - 3, monday + 6) : within(monday + 4, monday + 6));
      if (after === "week") return found(2, within(monday - 1, monday + 6));
      return after === "month" ? found(2, monthAt(today, 0)) : null;
    case "last":
    case "past":
      if (after === "night") return found(2, only([today - 1]));
      if (after === "weekend") return found(2, within(monday - 3, weekdayOf(today) === 1 ? today - 1 : monday - 1));
      if (after === "week") return found(2, within(monday - 8, monday - 1));
      return after === "month" ? found(2, monthAt(today, -1)) : null;
    case "next":
      if (after === "weekend") return found(2, within(monday + 4, monday + 13));
      if (after === "week") return found(2, within(monday + 6, monday + 13));
      return after === "month" ? found(2, monthAt(today, 1)) : null;
    case "weekend":
    case "weekend's":
      if (/^(?:the|on|that|coming)$/.test(before) && !isPleasantry(lexemes, at)) {
        return found(1, past ? within(monday - 3, monday - 1) : within(monday + 4, monday + 6));
      }
      return null;
    case "other":
      return before === "the" && /^(?:day|night|evening|week|weekend)$/.test(after)
        ? found(2, within(today - 12, today - 1))
        : null;
    default:
      return null;
  }
};

/** "How are you today", "is there anything else I can do for you today", "have a great weekend" name no day of an event. */
function isPleasantry(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes
    .slice(Math.max(0, at - 9), at)
    .map((lexeme) => lexeme.word)
    .join(" ");
  const clause = before.slice(before.search(/[^.?!,]*$/));
  if (
    /\b(?:help\w*|assist\w*|do for you|can i do|how(?:'re| are) you|doing|calling|call|else|assistance|service|speaking with|talking) ?(?:[a-z']+ ){0,4}$/.test(
      `${clause} `,
    ) &&
    !/\b(?:party|booking|reservation|here|event) (?:for )?$/.test(`${clause} `)
  ) {
    return true;
  }
  return (
    /\b(?:that's|that is|that was|that will|that'll|this is) (?:be )?(?:about |just )?(?:all|it|everything)\b[a-z' ]*$/.test(
      clause,
    ) ||
    /\b(?:have|enjoy) (?:an?|your|the)(?: rest of(?: your| the)?)?(?: [a-z]+)?$/.test(clause.trim()) ||
    /\b(?:day|weather|date|forecast) (?:is |for )?(?:it )?$/.test(`${clause.trim()} `)
  );
}

function monthAt(today: number, offset: number): Meaning {
  const { year, month } = dateOf(today);
  const first = (by: number): number => {
    const index = year * 12 + month - 1 + by;
    return dayOf(Math.floor(index / 12), (index % 12) + 1, 1) ?? today;
  };
  return within(first(offset), first(offset + 1) - 1);
}

const UNIT_DAYS = new Map([
  ["day", 1],
  ["days", 1],
  ["night", 1],
  ["nights", 1],
  ["week", 7],
  ["weeks", 7],
  ["month", 30],
  ["months", 30],
  ["fortnight", 14],
]);

/** "In two weeks", "three days ago", "a week from today", "a couple of months back". */
const readDistance: Reader = ({ lexemes, context: { today } }, at) => {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  let unitAt = at + 1;
  let amount = lexeme.kind === "number" ? lexeme.value : /^(?:a|an)$/.test(lexeme.word) ? 1 : 0;
  if (lexeme.word === "couple" || lexeme.word === "few") {
    amount = lexeme.word === "couple" ? 2 : 3;
    if (lexemes[unitAt]?.word === "of") unitAt++;
  }
  const unit = UNIT_DAYS.get(lexemes[unitAt]?.word ?? "");
  if (unit === undefined || amount === 0 || amount > 60) return null;
  const after = wordNear(lexemes, unitAt, 1);
  const far = wordNear(lexemes, unitAt, 2);
  const before = wordNear(lexemes, at, -1);
  const days = amount * unit;
  const slack =
    unit === 1 && amount < 4 && lexeme.word !== "couple" && lexeme.word !== "few"
      ? 0
      : Math.max(1, Math.round(days / 4));
  if (after === "ago" || after === "back") {
    const meant = today - days;
    return {
      from: at,
      to: unitAt + 2,
      primary: slack === 0 ? [meant] : [],
      secondary: [],
      range: [meant - slack, Math.min(meant + slack, today - 1)],
    };
  }
  if (/^(?:from)$/.test(after) && /^(?:today|now|tomorrow)$/.test(far)) {
    const meant = today + days + (far === "tomorrow" ? 1 : 0);
    return {
      from: at,
      to: unitAt + 3,
      primary: far === "now" ? [] : [meant],
      secondary: [],
      range: [meant - slack, meant + slack],
    };
  }
  if (before === "in" || before === "within" || (before === "a" && wordNear(lexemes, at, -2) === "in")) {
    const meant = today + days;
    return {
      from: at,
      to: unitAt + 1,
      primary: slack === 0 ? [meant] : [],
      secondary: [],
      range: [meant - slack, meant + slack],
    };
  }
  return null;
};

const readHoliday: Reader = ({ lexemes, context, past }, at) => {
  const found = holidayAt(lexemes, at);
  if (found === null) return null;
  const { year } = dateOf(context.today);
  const days = [year - 1, year, year + 1].map((y) => found.dayIn(y, context.monthFirst)).filter((day) => day !== null);
  const next = days.find((day) => day >= context.today);
  const gone = days.filter((day) => day < context.today).at(-1);
  const meant = past ? (gone ?? next) : next;
  return meant === undefined ? null : { from: at, to: at + found.length, ...only([meant]), isHoliday: true };
};

const readers: readonly Reader[] = [
  readNumericDate,
  readMonthDay,
  readDayOfMonth,
  readHoliday,
  readWeekday,
  readDistance,
  readRelative,
  readMonth,
];

/** "Friday the 15th", "tomorrow, Saturday", "next Friday, March 3rd" say one day twice. */
function mergeNeighbours(found: readonly Found[], lexemes: readonly Lexeme[]): Found[] {
  const out: Found[] = [];
  for (const one of found) {
    const last = out.at(-1);
    const between = last === undefined ? [] : lexemes.slice(last.to, one.from).map((lexeme) => lexeme.word);
    if (
      last !== undefined &&
      between.length <= 3 &&
      between.every((word) => /^(?:the|,|on|-|so|which|is|that's)$/.test(word))
    ) {
      const merged = intersect(last, one);
      if (merged !== null) {
        out[out.length - 1] = { from: last.from, to: one.to, ...merged };
        continue;
      }
    }
    out.push(one);
  }
  return out;
}

function intersect(a: Found, b: Found): Meaning | null {
  if (a.weekday !== undefined || b.weekday !== undefined) {
    const [named, dated] = a.weekday === undefined ? [b, a] : [a, b];
    const agreeing = [...dated.primary, ...dated.secondary].filter((day) => weekdayOf(day) === named.weekday);
    if (dated.weekday === undefined && dated.range === null && agreeing.length > 0)
      return only(agreeing.slice(0, 1), agreeing.slice(1));
  }
  const days = (meaning: Meaning): number[] => [...meaning.primary, ...meaning.secondary];
  const has = (meaning: Meaning, day: number): boolean =>
    days(meaning).includes(day) || (meaning.range !== null && day >= meaning.range[0] && day <= meaning.range[1]);
  const common = [...days(b).filter((day) => has(a, day)), ...days(a).filter((day) => has(b, day))];
  const both = common.filter((day) => a.primary.includes(day) || b.primary.includes(day));
  const best = both.length > 0 ? both : common;
  return best.length === 0 ? null : only([...new Set(best)]);
}
