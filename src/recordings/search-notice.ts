import { type Relaxation, unsaidOf, wordsOf } from "./relaxed-query.js";
import type { SearchPlan } from "./search-plan.js";
import type { SearchQuery, Unit } from "./search-query.js";

/** What there is to say of a search's answer. */
interface Answered {
  readonly query: SearchQuery;
  readonly plan: SearchPlan;
  readonly relaxation: Relaxation | null;
  readonly isEmpty: boolean;
  /** Whether a filter leaves calls out. */
  readonly isNarrowed: boolean;
  /** Whether a bound was reached, so that older calls may fit as well. */
  readonly isCut: boolean;
}

/** Why the answer is empty, partial or another than was asked for, in a sentence each; null where there is nothing to say. */
export function noticeOf(answered: Answered): string | null {
  const { query, plan, relaxation, isEmpty, isCut } = answered;
  const notices = [
    ...(isEmpty ? [nothingInWords(answered)] : []),
    ...(relaxation === null ? [] : [relaxedInWords(relaxation, query)]),
    ...(plan.isAsWritten ? [AS_WRITTEN] : []),
    ...(plan.shortened === null ? [] : [SHORTENED[plan.shortened]]),
    ...(isCut ? [NOT_ALL_LOOKED_AT] : []),
    ...(query.isCut ? ["Only the first 32 words were looked for."] : []),
  ];
  return notices.length === 0 ? null : notices.join(" ");
}

const AS_WRITTEN =
  "Among so many calls numbers are looked for as they are written; choose a customer or booking to find them written otherwise.";
const SHORTENED = {
  quoted: "Words too common to look for were left out of what is in quotes.",
  joined: "Words too common to look for were left out of what is written together.",
};
const NOT_ALL_LOOKED_AT =
  "So many calls say this that only the newest of them were looked at; narrow the search by dates, or add a rarer word, to reach older ones.";

function relaxedInWords(relaxation: Relaxation, query: SearchQuery): string {
  const { without, isAny, instead = [], isOfNamed = false, isSaying } = relaxation;
  if (isOfNamed && isSaying !== true)
    return without.length === 0
      ? "No call of the customers named says all of this; these are calls of theirs."
      : `No call says ${quoted(without)}; these are calls of the customers named.`;
  if (isAny)
    return isOfNamed
      ? "No call of the customers named says all of this; these calls of theirs say some of it."
      : "No call says all of these words; these calls say some of them.";
  const these = isOfNamed ? "these calls of the customers named" : "these calls";
  if (instead.length === 0) return `No call says ${quoted(without)}; ${these} say the rest.`;
  const unsaid = [...instead.map(([typed]) => typed), ...without];
  const rest = query.clauses.length > unsaid.length && !isOfNamed ? ", and the rest" : "";
  const said = listed(
    instead.map(([, word]) => word),
    "conjunction",
  );
  return `No call says ${quoted(unsaid)}; ${these} say ${said}, which may mean the same${rest}.`;
}

function nothingInWords({ query, plan, isNarrowed }: Answered): string {
  const unsaid = unsaidOf(plan.asked);
  if (unsaid.length > 0) return `No call says ${quoted(unsaid)}.`;
  const isPhrase = ({ isQuoted, words }: Unit): boolean => isQuoted && words.length > 1;
  const apart = query.clauses.some(({ units }) => units.some(isPhrase)) ? WITHOUT_QUOTES : "";
  const unwanted = [...new Set(query.excluded.map(({ typed }) => typed))];
  const without = unwanted.length === 0 ? "" : ` without ${quoted(unwanted)}`;
  const all = listed(query.clauses.map(wordsOf), "conjunction");
  return `No call${isNarrowed ? " that the filter lets through" : ""} says ${all}${without}.${apart}`;
}

const WITHOUT_QUOTES = " Without the quotes calls that say its words apart are found, too.";

const quoted = (words: readonly string[]): string => listed(words, "disjunction");
const listed = (words: readonly string[], type: "conjunction" | "disjunction"): string =>
  new Intl.ListFormat("en", { type }).format(words.map((word) => `“${word}”`));
