import { dateOf, dayOf, weekdayOf } from "./calendar.js";
import { MONTHS } from "./dates.js";
import type { DayMention } from "./day-mentions.js";
import type { Lexeme } from "./lexemes.js";
import { type Mention, wordNear } from "./mention.js";
import { WEEKDAYS } from "./weekdays.js";

/** How many turns back a bare "Friday" looks for the Friday that was named. */
const AGAIN_REACH = 6;

/** "Tuesday the 22nd or Wednesday?" "Tuesday, please": a day of the week said alone is the one just dated. */
export const nameAgain = (mentions: readonly DayMention[], today: number): DayMention[] => {
  const out: DayMention[] = [];
  for (const one of mentions) {
    const isSame = (day: number): boolean => weekdayOf(day) === one.weekday;
    const named = isBareWeekday(one) ? out.findLast(({ primary }) => primary.some(isSame)) : undefined;
    const ofWeek = inWeekSaid(one, out, named, today);
    if (ofWeek !== null) {
      out.push(ofWeek);
      continue;
    }
    const isNear = named !== undefined && one.turn.index - named.turn.index <= AGAIN_REACH;
    const beside = isNear ? null : besideDated(one, out);
    // "We were there Friday. Could we come Friday?" names two; a date of any year is one that falls on that day.
    const isGone = named?.primary.length === 1 && (named.primary[0] ?? 0) < (one.primary[0] ?? 0);
    if (isNear && !isGone && named.range === null)
      out.push({ ...one, primary: named.primary.filter(isSame), secondary: named.secondary });
    else if (beside !== null) out.push(meaning(one, beside));
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
      i > at && other.turn.index - one.turn.index <= SOON && namesMonth(other) && isDated(other, first.value),
  );
  const [day] = dated?.primary ?? [];
  if (day === undefined || ![...one.primary, ...one.secondary].includes(day)) return one;
  return meaning(one, day);
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

/** "Next week I have Tuesday or Friday." "Friday, then": of next week. `named` is the same day of the week named last. */
function inWeekSaid(
  one: DayMention,
  before: readonly DayMention[],
  named: DayMention | undefined,
  today: number,
): DayMention | null {
  if (one.weekday === undefined || one.to - one.from !== 1) return null;
  if (POINTED.test(wordNear(one.turn.lexemes, one.from, -1)) || isWeeksFrom(one)) return null;
  const week = before.findLast((other) => other.range !== null && lexemesOf(other).some(({ word }) => word === "week"));
  if (week === undefined || week.range === null || one.turn.index - week.turn.index > AGAIN_REACH) return null;
  if (named !== undefined && before.indexOf(named) > before.indexOf(week)) return null;
  // What is told as the week after a day is the days about it.
  const [from, to] = week.isWeekAfter === true ? [week.range[0] - 1, week.range[1] + 1] : week.range;
  const meant = from + ((one.weekday - weekdayOf(from) + 7) % 7);
  const isGone = meant < today && to >= today;
  if (isGone || meant > to) return null;
  return meaning(one, meant);
}

/** "The 12th of September is taken." "The 19th, then": of September too, and "the 12th" again the one before. */
function inMonthSaid(one: DayMention, before: readonly DayMention[]): DayMention {
  const [ordinal, second] = lexemesOf(one).filter(({ kind }) => kind === "ordinal");
  if (ordinal === undefined || second !== undefined || one.isHoliday || namesMonth(one)) return one;
  const near = before.filter((other) => one.turn.index - other.turn.index <= AGAIN_REACH);
  const [known] = before.findLast((other) => isDated(other, ordinal.value))?.primary ?? [];
  if (known !== undefined && dateOf(known).dayOfMonth === ordinal.value) return meaning(one, known);
  const anchor = near.findLast((other) => namesMonth(other) && (other.primary.length === 1 || other.range !== null));
  const dated = anchor?.primary[0] ?? anchor?.range?.[0];
  if (dated === undefined) return one;
  const { year, month } = dateOf(dated);
  const meant = dayOf(year, month, ordinal.value);
  const weekday = lexemesOf(one)
    .map(({ word }) => WEEKDAYS.get(word))
    .find((day) => day !== undefined);
  if (meant === null || (weekday !== undefined && weekdayOf(meant) !== weekday)) return one;
  return meaning(one, meant);
}

/** With `day` as what it means first; what it meant before comes after. */
const meaning = (one: DayMention, day: number): DayMention => ({
  ...one,
  primary: [day],
  secondary: [...one.primary, ...one.secondary].filter((other) => other !== day),
});

const isDated = (mention: DayMention, value: number): boolean =>
  lexemesOf(mention).some((lexeme) => lexeme.kind === "ordinal" && lexeme.value === value);
const lexemesOf = ({ turn, from, to }: Mention): readonly Lexeme[] => turn.lexemes.slice(from, to);
const namesMonth = (mention: Mention): boolean =>
  lexemesOf(mention).some(({ kind, word }) => kind === "date" || MONTHS.has(word));

/** "A week from Friday", not "the following week, on Friday". */
const isWeeksFrom = ({ turn: { lexemes }, from }: Mention): boolean =>
  /^(?:weeks?|fortnight)$/.test(wordNear(lexemes, from, -2)) &&
  !/^(?:the|this|that|next|following)$/.test(wordNear(lexemes, from, -3));
const POINTED = /^(?:next|following|this|coming|last|past|previous|other|another|every)$/;

function isBareWeekday({ turn, from, to, weekday }: DayMention): boolean {
  if (weekday === undefined || to - from !== 1) return false;
  return (
    !POINTED.test(wordNear(turn.lexemes, from, -1)) &&
    !/^(?:after|week|before)$/.test(wordNear(turn.lexemes, from, 1)) &&
    ![-1, -2, -3].some((offset) => /^(?:weeks?|fortnight)$/.test(wordNear(turn.lexemes, from, offset)))
  );
}
