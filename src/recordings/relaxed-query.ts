import type { AskedClause } from "./search-plan.js";
import type { Clause, SearchQuery } from "./search-query.js";

/** How a search is asked again that found no call which says all of its words. Phrases in quotes stay as they are. */
export interface Relaxation {
  /** Clauses that are left out, by their words. */
  readonly without: readonly string[];
  /** Whether one of the others is enough. */
  readonly isAny: boolean;
  /** Clauses that nobody says, by their words, each with the word of like meaning that is looked for instead. */
  readonly instead?: readonly (readonly [typed: string, word: string])[] | undefined;
  /** Whether calls of the customers whom the query names are looked for, of all of them. */
  readonly isOfNamed?: boolean | undefined;
  /** Of calls of theirs: whether they must say what is left of the query. */
  readonly isSaying?: boolean | undefined;
}

/** Beside a word that tells much, one that tells less than this share of it only drowns the calls that say the first. */
const LEAST_SHARE = 0.5;

const isFirm = ({ units }: Clause): boolean => units.some((unit) => unit.isQuoted);
export const wordsOf = ({ units }: Clause): string => [...new Set(units.map(({ typed }) => typed))].join(" or ");

/**
 * What to try, in this order: words of like meaning for those that nobody says; without these; any of the most telling
 * words; any word. A number counts as telling, since nobody knows how many say it.
 */
export function relaxationsOf(asked: readonly AskedClause[]): Relaxation[] {
  const loose = asked.filter(({ clause }) => !isFirm(clause));
  const said = loose.filter(({ isUnsaid }) => !isUnsaid);
  const unsaid = unsaidOf(loose);
  const instead = loose.flatMap(({ clause, standIn }) =>
    standIn === null ? [] : [[wordsOf(clause), standIn] as const],
  );
  const replaced = instead.map(([typed]) => typed);
  const others = unsaid.filter((typed) => !replaced.includes(typed));
  const withStandIns = instead.length === 0 ? [] : [{ without: others, isAny: false, instead }];
  if (said.length === 0 && loose.length === asked.length) return withStandIns;
  const most = Math.max(...said.map(({ weight }) => weight));
  const dull = said.filter(({ weight }) => weight < most * LEAST_SHARE).map(({ clause }) => wordsOf(clause));
  return [
    ...withStandIns,
    ...(unsaid.length === 0 ? [] : [{ without: unsaid, isAny: false }]),
    ...(said.length < 2 ? [] : [{ without: [...unsaid, ...dull], isAny: true }]),
    ...(dull.length === 0 ? [] : [{ without: unsaid, isAny: true }]),
  ];
}

/** Of customers who are named, by what else the query asks for: calls that say most of it, then any. */
export const relaxationsOfNamed = (asked: readonly AskedClause[]): Relaxation[] => [
  ...relaxationsOf(asked).map((relaxation) => ({ ...relaxation, isOfNamed: true, isSaying: true })),
  { without: unsaidOf(asked), isAny: false, isOfNamed: true },
];

/** Words that nobody says, as they were typed. */
export const unsaidOf = (asked: readonly AskedClause[]): string[] =>
  asked.filter(({ isUnsaid }) => isUnsaid).map(({ clause }) => wordsOf(clause));

export function relax(query: SearchQuery, { without, isAny, instead, isOfNamed }: Relaxation): SearchQuery {
  if (isOfNamed === true) return { ...query, clauses: [] };
  const standIns = new Map(instead);
  const kept = query.clauses
    .filter((clause) => isFirm(clause) || !without.includes(wordsOf(clause)))
    .map((clause) => {
      const word = standIns.get(wordsOf(clause));
      return word === undefined
        ? clause
        : { units: [{ words: [word], typed: word, isQuoted: false, isPrefix: false }] };
    });
  if (!isAny) return { ...query, clauses: kept };
  const units = kept.filter((clause) => !isFirm(clause)).flatMap((clause) => clause.units);
  return { ...query, clauses: [...kept.filter(isFirm), ...(units.length === 0 ? [] : [{ units }])] };
}
