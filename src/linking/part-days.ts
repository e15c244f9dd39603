import { dateOf, mondayOf } from "./calendar.js";
import { MONTHS } from "./dates.js";
import { type DayReader, within } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { spanOf, yearTold } from "./months.js";

/** First and last day as people mean them: `month` counts days of the month from 1, `week` days from its Monday. */
interface Part {
  readonly month: readonly [number, number];
  readonly week: readonly [number, number];
  /** "The end of June", and not "we end in June". */
  readonly isNoun: boolean;
}

const PARTS: ReadonlyMap<string, Part> = new Map([
  ["early", { month: [1, 12], week: [0, 2], isNoun: false }],
  ["beginning", { month: [1, 12], week: [0, 2], isNoun: true }],
  ["start", { month: [1, 12], week: [0, 2], isNoun: true }],
  ["mid", { month: [9, 22], week: [1, 3], isNoun: false }],
  ["middle", { month: [9, 22], week: [1, 3], isNoun: true }],
  ["late", { month: [18, 31], week: [3, 6], isNoun: false }],
  ["end", { month: [20, 31], week: [3, 6], isNoun: true }],
] as const);

/** What a part of a month or week begins with. */
export const PART_WORDS: Iterable<string> = PARTS.keys();

/** "Mid June", "early next month", "the end of the month", "mid to late July", "the beginning of next week". */
export const readPart: DayReader = ({ lexemes, context: { today }, past }, at) => {
  const part = PARTS.get(lexemes[at]?.word ?? "");
  if (part === undefined) return null;
  const leads = [wordNear(lexemes, at, -1), wordNear(lexemes, at, -2)];
  // What is wanted by the end of June may be wanted before.
  if (leads.some((word) => /^(?:by|before|until|till|each|every)$/.test(word))) return null;
  let to = at + 1;
  if (lexemes[to]?.word === "-") to++;
  const second = /^(?:to|or)$/.test(lexemes[to]?.word ?? "") ? PARTS.get(lexemes[to + 1]?.word ?? "") : undefined;
  if (second !== undefined) to += 2;
  if ((part.isNoun ? /^of$/ : /^(?:of|in)$/).test(lexemes[to]?.word ?? "")) to++;
  else if (part.isNoun) return null;
  const latest = second ?? part;
  const whose = lexemes[to]?.word ?? "";
  const unit = (lexemes[to + 1]?.word ?? "").replace(/'s$/, "");
  if (unit === "week" && /^(?:the|this|next)$/.test(whose)) {
    const monday = mondayOf(today) + (whose === "next" ? 7 : 0);
    return { from: at, to: to + 2, ...within(monday + part.week[0], monday + latest.week[1]) };
  }
  if (whose === "the" && !leads.some((word) => AT.test(word))) return null;
  const months = monthsFrom(lexemes, to, today);
  if (months === null) return null;
  const spans = months.of.map(([first, last]): [number, number] => [
    first + part.month[0] - 1,
    Math.min(first + latest.month[1] - 1, last),
  ]);
  const span = past ? spans.findLast(([first]) => first <= today) : spans.find(([, last]) => last >= today);
  return span === undefined ? null : { from: at, to: months.to, ...within(...span) };
};

/** "At the end of the month" is of this one; told without, it is as often of a month that was spoken of. */
const AT = /^(?:at|towards?|around|about|near|for|sometime|is|it's|that's|probably|maybe|like)$/;

/** The months that a name or "the month" can mean, earliest first. */
function monthsFrom(
  lexemes: readonly Lexeme[],
  at: number,
  today: number,
): { readonly of: readonly (readonly [number, number])[]; readonly to: number } | null {
  const { year, month: now } = dateOf(today);
  const word = lexemes[at]?.word ?? "";
  const month = lexemes[at]?.kind === "word" ? MONTHS.get(word) : undefined;
  if (month !== undefined) {
    // "We're running late, may we …" as a recogniser writes it.
    if (/^(?:i|we|you|be|have|not|bank)$/.test(lexemes[at + 1]?.word ?? "")) return null;
    const told = yearTold(lexemes, at + 1, today);
    const years = told === null ? [year - 1, year, year + 1] : [told.year];
    return { of: years.map((y) => spanOf(y, month)), to: told?.to ?? at + 1 };
  }
  const offsets = lexemes[at + 1]?.word === "month" ? WHOSE.get(word) : undefined;
  if (offsets === undefined) return null;
  const of = offsets.map((by) => spanOf(year + Math.floor((now - 1 + by) / 12), ((now - 1 + by + 12) % 12) + 1));
  return { of, to: at + 2 };
}
/** In months from this one; that which is over already is the next one's. */
const WHOSE: ReadonlyMap<string, readonly number[]> = new Map([
  ["the", [-1, 0, 1]],
  ["this", [0]],
  ["next", [1]],
]);
