import type { AskedClause } from "./search-plan.js";
import type { Clause, SearchQuery } from "./search-query.js";

/** How a search is asked again that found no call which says all of its words. Phrases in quotes stay as they are. */
export interface Relaxation {
  /** Clauses that are left out, by their words. */
  readonly without: readonly string[];
  /** Whether one of the others is enough. */
  readonly isAny: boolean;
}

/** Beside a word that tells much, one that tells less than this share of it only drowns the calls that say the first. */
const LEAST_SHARE = 0.5;

const isFirm = ({ units }: Clause): boolean => units.some((unit) => unit.isQuoted);
export const wordsOf = ({ units }: Clause): string => units.map(({ typed }) => typed).join(" or ");

/**
 * What to try, in this order: without the words that nobody says; any of the most telling words; any word. A number counts
 * as telling, since nobody knows how many say it.
 */
export function relaxationsOf(asked: readonly AskedClause[]): Relaxation[] {
  const loose = asked.filter(({ clause }) => !isFirm(clause));
  const said = loose.filter(({ isUnsaid }) => !isUnsaid);
  if (said.length === 0 && loose.length === asked.length) return [];
  const unsaid = loose.filter(({ isUnsaid }) => isUnsaid).map(({ clause }) => wordsOf(clause));
  const most = Math.max(...said.map(({ weight }) => weight));
  const dull = said.filter(({ weight }) => weight < most * LEAST_SHARE).map(({ clause }) => wordsOf(clause));
  return [
    ...(unsaid.length === 0 ? [] : [{ without: unsaid, isAny: false }]),
    ...(said.length < 2 ? [] : [{ without: [...unsaid, ...dull], isAny: true }]),
    ...(dull.length === 0 ? [] : [{ without: unsaid, isAny: true }]),
  ];
}

export function relax(query: SearchQuery, { without, isAny }: Relaxation): SearchQuery {
  const kept = query.clauses.filter((clause) => isFirm(clause) || !without.includes(wordsOf(clause)));
  if (!isAny) return { ...query, clauses: kept };
  const units = kept.filter((clause) => !isFirm(clause)).flatMap((clause) => clause.units);
  return { ...query, clauses: [...kept.filter(isFirm), ...(units.length === 0 ? [] : [{ units }])] };
}
