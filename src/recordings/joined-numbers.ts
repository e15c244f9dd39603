import { mayBegin, otherSpellings } from "./number-spellings.js";
import type { Clause, Unit } from "./search-query.js";

/** "one thousand two hundred and twenty five"; a word with a hyphen is one of these. */
const MOST_WORDS = 7;

/** What is typed as several words and is one number or time ("twenty one", "half past six", "nine hundred twenty-five") is one unit. */
export function joinNumbers(clauses: readonly Clause[]): Clause[] {
  const joined: Clause[] = [];
  for (let at = 0; at < clauses.length; ) {
    const count = longestNumber(clauses.slice(at, at + MOST_WORDS));
    const parts = clauses.slice(at, at + count);
    const [unit, ...others] = parts.flatMap(({ units }) => units);
    if (unit === undefined) break;
    joined.push(parts.length === 1 ? { units: [unit, ...others] } : { units: [unitOfAll([unit, ...others])] });
    at += count;
  }
  return joined;
}

/** How many of the first clauses are one number; 1 where they are none. */
function longestNumber(clauses: readonly Clause[]): number {
  if (!mayBegin(clauses[0]?.units[0]?.words[0] ?? "")) return 1;
  const end = clauses.findIndex((clause) => !mayBePart(clause));
  const most = end < 0 ? clauses.length : end;
  for (let count = most; count > 1; count--) if (isNumber(clauses.slice(0, count))) return count;
  return 1;
}

/** Of figures typed apart nobody knows what belongs together ("6 30"). */
const isNumber = (clauses: readonly Clause[]): boolean => {
  const parts = clauses.map(({ units }) => units.flatMap((unit) => unit.words));
  const hasFigures = (words: readonly string[]): boolean => words.some((word) => /\p{N}/u.test(word));
  return parts.filter(hasFigures).length <= 1 && otherSpellings(parts.flat()).length > 0;
};

const mayBePart = ({ units: [unit, ...others] }: Clause): boolean =>
  unit !== undefined && others.length === 0 && !unit.isQuoted && !unit.isPrefix;

const unitOfAll = (units: readonly [Unit, ...Unit[]]): Unit => ({
  ...units[0],
  words: units.flatMap(({ words }) => words),
  typed: units.map(({ typed }) => typed).join(" "),
});
