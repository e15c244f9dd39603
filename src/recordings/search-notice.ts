import { type Relaxation, wordsOf } from "./relaxed-query.js";
import type { AskedClause, SearchPlan } from "./search-plan.js";
import type { SearchQuery } from "./search-query.js";

/** What there is to say of a search's answer. */
interface Answered {
  readonly query: SearchQuery;
  readonly plan: SearchPlan;
  readonly relaxation: Relaxation | null;
  readonly isEmpty: boolean;
  /** Whether a bound was reached, so that older calls may fit as well. */
  readonly isCut: boolean;
}

/** Why the answer is empty, partial or another than was asked for, in a sentence each; null where there is nothing to say. */
export function noticeOf({ query, plan, relaxation, isEmpty, isCut }: Answered): string | null {
  const notices = [
    ...(isEmpty ? [nothingInWords(plan.asked)] : []),
    ...(relaxation === null ? [] : [relaxedInWords(relaxation)]),
    ...(plan.isAsWritten ? [AS_WRITTEN] : []),
    ...(plan.isShortened ? [SHORTENED] : []),
    ...(isCut ? [NOT_ALL_LOOKED_AT] : []),
    ...(query.isCut ? ["Only the first 32 words were looked for."] : []),
  ];
  return notices.length === 0 ? null : notices.join(" ");
}

const AS_WRITTEN =
  "Among so many calls numbers are looked for as they are written; choose a customer or booking to find them written otherwise.";
const SHORTENED = "Words too common to look for were left out of what is in quotes.";
const NOT_ALL_LOOKED_AT =
  "So many calls say this that only the newest of them were looked at; narrow the search by dates, or add a rarer word, to reach older ones.";

const relaxedInWords = ({ without, isAny }: Relaxation): string =>
  isAny
    ? "No call says all of these words; these calls say some of them."
    : `No call says ${quoted(without)}; these calls say the rest.`;

function nothingInWords(asked: readonly AskedClause[]): string {
  const unsaid = asked.filter(({ isUnsaid }) => isUnsaid).map(({ clause }) => wordsOf(clause));
  return unsaid.length === 0 ? "No call fits." : `No call says ${quoted(unsaid)}.`;
}

const quoted = (words: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(words.map((word) => `“${word}”`));
