import { dateOf, dayOf, mondayOf, weekdayOf } from "./calendar.js";
import { type DayMeaning, type DayReader, type FoundDay, only, within } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";
import { weeksOnto } from "./weeks-from.js";

/** What `readRelative` knows something to begin with. */
export const RELATIVE_WORDS: ReadonlySet<string> = new Set(
  "today today's tonight tonight's tomorrow tomorrow's yesterday yesterday's this last past next following weekend weekend's other week morning".split(
    " ",
  ),
);

const WEEK = 7;

/** "Tomorrow", "tomorrow week", "tonight", "this weekend", "next month". */
export const readRelative: DayReader = ({ lexemes, context: { today }, past }, at) => {
  const word = lexemes[at]?.word ?? "";
  if (!RELATIVE_WORDS.has(word)) return null;
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1).replace(isPossessive(lexemes, at + 1) ? /'s$/ : "", "");
  const found = (length: number, meaning: DayMeaning & Pick<FoundDay, "isWeekAfter">): FoundDay => ({
    from: at,
    to: Math.min(at + length, lexemes.length),
    ...meaning,
  });
  const monday = mondayOf(today);
  switch (word) {
    case "today":
    case "today's":
      if (after === "week" || after === "fortnight")
        return found(2, only([today + (after === "week" ? WEEK : 2 * WEEK)]));
      return isPleasantry(lexemes, at) ? null : found(1, only([today]));
    case "tonight":
    case "tonight's":
      return found(1, only([today]));
    case "tomorrow":
    case "tomorrow's":
      return before === "after" && wordNear(lexemes, at, -2) === "day"
        ? found(1, only([today + 2]))
        : after === "week"
          ? found(2, only([today + 1 + WEEK]))
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
    case "following":
      return after === "week" ? found(2, { ...within(monday + 6, monday + 13), isWeekAfter: true }) : null;
    case "weekend":
    case "weekend's":
      if (after === "after" && wordNear(lexemes, at, 2) === "next") return found(3, within(monday + 11, monday + 20));
      if (/^(?:the|on|that|coming)$/.test(before) && !isPleasantry(lexemes, at)) {
        return found(1, past ? within(monday - 3, monday - 1) : within(monday + 4, monday + 6));
      }
      return null;
    case "week":
      if (before !== "the" || after !== "after") return null;
      return wordNear(lexemes, at, 2) === "next"
        ? found(3, within(monday + 13, monday + 20))
        : found(2, { ...within(monday + 6, monday + 13), isWeekAfter: true });
    case "morning":
      return isNextMorning(lexemes, at) ? found(1, only([today + 1])) : null;
    case "other":
      return before === "the" && /^(?:day|night|evening|week|weekend)$/.test(after)
        ? found(2, within(today - 12, today - 1))
        : null;
    default:
      return null;
  }
};

/** "Next week's lesson", and not "this week's full". */
const isPossessive = (lexemes: readonly Lexeme[], at: number): boolean =>
  /^(?:week|month)'s$/.test(lexemes[at]?.word ?? "") && !PREDICATE.test(lexemes[at + 1]?.word ?? "");
const PREDICATE = oneOf(`
  all also an? awful bad been best better booked busy crazy crowded done fine free full getting going gonna good
  great hard just kind looking mad no nuts not off okay open out over packed perfect pretty quiet really so sorted
  still the tight too tough when where wide worse
`);

/** "See you in the morning", "they'll ring you first thing in the morning". */
const isNextMorning = (lexemes: readonly Lexeme[], at: number): boolean =>
  NEXT_MORNING.test(
    lexemes
      .slice(Math.max(0, at - 6), at)
      .map(({ word }) => word)
      .join(" "),
  );
const NEXT_MORNING = /\b(?:see (?:you|ya)(?: all| both| then)?|first thing) (?:, )?in the$/;

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

function monthAt(today: number, offset: number): DayMeaning {
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
  ["week's", 7],
  ["month", 30],
  ["months", 30],
  ["month's", 30],
  ["fortnight", 14],
]);

/** Amounts beside numbers; that of "a" is one. */
export const AMOUNT_WORDS: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["an", 1],
  ["couple", 2],
  ["few", 3],
]);

/** "In two weeks", "three days ago", "a week from today", "a couple of months back". */
export const readDistance: DayReader = ({ lexemes, context: { today } }, at) => {
  const lexeme = lexemes[at];
  if (lexeme === undefined) return null;
  let unitAt = at + 1;
  const amount = lexeme.kind === "number" ? lexeme.value : (AMOUNT_WORDS.get(lexeme.word) ?? 0);
  if ((lexeme.word === "couple" || lexeme.word === "few") && lexemes[unitAt]?.word === "of") unitAt++;
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
  if (after === "away" && unit === 1 && before !== "for")
    return { from: at, to: unitAt + 2, ...only([today + days]), range: [today + days - slack, today + days + slack] };
  const weeks = /^(?:today|tomorrow)$/.test(after) ? weeksOnto(lexemes, unitAt + 1) : 0;
  if (weeks > 0) return { from: at, to: unitAt + 2, ...only([today + WEEK * weeks + (after === "tomorrow" ? 1 : 0)]) };
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
