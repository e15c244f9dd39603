import { dateOf, dayOf } from "./calendar.js";
import { DETERMINER, MONTHS, yearAt } from "./dates.js";
import { ALSO_WORDS, type DayReader, STEPS, within } from "./day-meaning.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

/** After "the march" or "my may" these make no month of it. */
const NOT_OF_MONTH = /^(?:of|on|i|we|you|be|have|not|is|was|and|or|to|birthday)$/;
/** "October's good", "November is the same". */
const STANDS = /^(?:is|was|are|can|could|stays?|works?|good|fine|all|still)$/;
const PEOPLES: ReadonlySet<string> = new Set("april june august april's june's august's".split(" "));

/** "In March", "back in March", "the March one", "October is fine", "March of next year", "May 2027". */
export const readMonth: DayReader = ({ lexemes, context, past }, at) => {
  const word = lexemes[at]?.word ?? "";
  const month = lexemes[at]?.kind === "word" ? MONTHS.get(word) : undefined;
  if (month === undefined) return null;
  const before = wordNear(lexemes, at, -1);
  const after = wordNear(lexemes, at, 1);
  const told = yearTold(lexemes, at + 1, context.today);
  const ambiguous = ALSO_WORDS.has(word) || context.names.has(word) || word.length === 3;
  const isTold = DETERMINER.test(before)
    ? !NOT_OF_MONTH.test(after) && !(ambiguous && after === "")
    : !ambiguous && !PEOPLES.has(word) && STANDS.test(after);
  if (
    !isTold &&
    told === null &&
    !/^(?:in|next|this|early|late|mid|of|since|until|by|during|last|sometime|around|coming)$/.test(before) &&
    (ambiguous || !/^(?:for|about|touch|it's|it'll|is|maybe|probably|say|till|from)$/.test(before))
  )
    return null;
  if (ambiguous && /^(?:this|by|of|around|early|late)$/.test(before)) return null;
  if (told !== null) return { from: at, to: told.to, ...within(...spanOf(told.year, month)) };
  const { year } = dateOf(context.today);
  const spans = [year - 1, year, year + 1].map((y) => spanOf(y, month));
  // "Last June" said in June is the year before's.
  const gone =
    before === "last"
      ? spans.filter(([, last]) => last < context.today)
      : spans.filter(([first]) => first <= context.today);
  const backwards = past || before === "last" || (before === "in" && wordNear(lexemes, at, -2) === "back");
  const span = backwards ? gone.at(-1) : spans.find(([, last]) => last >= context.today);
  return span === undefined ? null : { from: at, to: at + 1, ...within(...span) };
};

/** The first and last day of a month. */
export function spanOf(year: number, month: number): readonly [number, number] {
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return [dayOf(year, month, 1) ?? 0, (next ?? 0) - 1];
}

/** "(Of) next year", "2027", after a month. */
export function yearTold(
  lexemes: readonly Lexeme[],
  at: number,
  today: number,
): { readonly year: number; readonly to: number } | null {
  const from = lexemes[at]?.word === "of" ? at + 1 : at;
  const offset = STEPS.get(lexemes[from]?.word ?? "");
  if (offset !== undefined && lexemes[from + 1]?.word === "year")
    return { year: dateOf(today).year + offset, to: from + 2 };
  return yearAt(lexemes, from, today);
}
