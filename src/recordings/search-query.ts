import { joinNumbers } from "./joined-numbers.js";
import { otherWordings } from "./other-wordings.js";
import { spokenDates } from "./written-dates.js";

/**
 * What a person typed into a search box, read leniently: nothing that is typed is an error.
 *
 *     lunch party            both words
 *     "lunch party"          the words beside each other
 *     lunch OR dinner        either; also `lunch | dinner`
 *     lunch -cancelled       without; also NOT
 *     cater*                 words that begin so
 */
export interface SearchQuery {
  /** All must hold. */
  readonly clauses: readonly Clause[];
  /** No call may say any of these. */
  readonly excluded: readonly Unit[];
  /** Words beyond `MOST_UNITS` were left out. */
  readonly isCut: boolean;
}

/** Any of `units` must hold. */
export interface Clause {
  readonly units: readonly Unit[];
}

/** Words that stand beside each other; one word is a unit of one. */
export interface Unit {
  /** Lower case, of letters and digits only. */
  readonly words: readonly string[];
  /** As it was written, without quotes and signs around it. */
  readonly typed: string;
  readonly isQuoted: boolean;
  /** Written with `*`: any word that begins so. */
  readonly isPrefix: boolean;
  /** What it is together with the word before it or behind it, if the two are one: "laptop" for "lap top". */
  readonly partOf?: readonly string[];
}

/** Also those of the other ways to write its words and numbers. */
export const wordsOfQuery = ({ clauses, excluded }: SearchQuery): string[] => [
  ...new Set(
    [...clauses.flatMap((clause) => clause.units), ...excluded].flatMap((unit) => [
      ...unit.words,
      ...otherWordings(unit).flatMap((wording) => wording.split(" ")),
    ]),
  ),
];

export const LONGEST_QUERY = 1000;
const MOST_UNITS = 32;

const PIECE =
  /(?<exclude>(?<![\p{L}\p{N}])[-–](?=["“”\p{L}\p{N}]))?(?:["“”](?<quoted>[^"“”]*)["“”]|(?<plain>[^\s"“”|]+)|(?<or>\|+)|["“”])/gu;
const WORD = /\p{N}+\.\p{N}+|[\p{L}\p{M}\p{N}]+/gu;

/** Of a day in figures ("1/5") the month comes first where `isMonthFirst`. */
export function readSearchQuery(text: string, isMonthFirst = true): SearchQuery {
  const clauses: Unit[][] = [];
  const excluded: Unit[] = [];
  let joinsLast = false;
  let negates = false;
  let count = 0;
  for (const { groups = {} } of plainQuery(text).matchAll(PIECE)) {
    if (groups.or !== undefined || groups.plain === "OR") {
      joinsLast = clauses.length > 0;
      continue;
    }
    if (groups.plain === "AND") continue;
    if (groups.plain === "NOT") {
      negates = true;
      continue;
    }
    const unit = unitOf(groups.quoted ?? groups.plain ?? "", groups.quoted !== undefined);
    if (unit === null) continue;
    if (++count > MOST_UNITS) break;
    const units = [unit, ...(unit.isQuoted ? [] : unitsOfDate(unit, isMonthFirst))];
    if (negates || groups.exclude !== undefined) excluded.push(...units);
    else if (joinsLast) clauses.at(-1)?.push(...units);
    else clauses.push(units);
    joinsLast = false;
    negates = false;
  }
  return {
    clauses: withCompounds(joinNumbers(clauses.map((units) => ({ units })))),
    excluded,
    isCut: count > MOST_UNITS,
  };
}

/** "cake,pie" is two words, "cake/pie" either of them; "2,320" and "3/14" are numbers and days. */
const LISTED = /(?<=\p{L})[,;+&]+(?=\p{L})/gu;
const ALTERNATIVES = /(?<=[\p{L}]{2})\/(?=\p{L}{2})/gu;
/** "cant", as nobody would write but who types in haste, says no more than "can't". */
const WITHOUT_APOSTROPHE =
  /(?<![\p{L}\p{N}])(ca|wo|do|does|did|is|are|was|were|has|have|had|would|could|should)nt(?![\p{L}\p{N}])/giu;

function withCompounds(clauses: readonly Clause[]): Clause[] {
  const words = clauses.map(plainWordOf);
  return clauses.map((clause, at) => {
    const word = words[at];
    const [unit] = clause.units;
    if (word == null || unit === undefined) return clause;
    const [before, behind] = [words[at - 1], words[at + 1]];
    const partOf = [...(before == null ? [] : [before + word]), ...(behind == null ? [] : [word + behind])];
    return partOf.length === 0 ? clause : { units: [{ ...unit, partOf }] };
  });
}

/** null for what is more than one word, or is not looked for as one. */
function plainWordOf({ units: [unit, ...others] }: Clause): string | null {
  if (unit === undefined || others.length > 0 || unit.isQuoted || unit.isPrefix || unit.words.length > 1) return null;
  const [word = ""] = unit.words;
  return /^\p{L}+$/u.test(word) ? word : null;
}

/** Letters of every form alike, as the index has them. */
const plainQuery = (text: string): string =>
  text.normalize("NFKC").replace(LISTED, " ").replace(ALTERNATIVES, " | ").replace(WITHOUT_APOSTROPHE, "$1n't");

/** "10am" is indexed as two words. */
const GLUED_HALF_OF_DAY = /(\d)(?=[ap]m(?![\p{L}\p{N}]))/gu;

/** "gluten-free" and "7:30" are words beside each other. Longer words than any are cut, so that no index refuses them. */
function unitOf(raw: string, isQuoted: boolean): Unit | null {
  const apart = raw.toLowerCase().replace(GLUED_HALF_OF_DAY, "$1 ");
  const words = [...apart.matchAll(WORD)].map(([word]) => word.slice(0, 60)).slice(0, MOST_UNITS);
  if (words.length === 0) return null;
  const typed = raw.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, "");
  return { words, typed, isQuoted, isPrefix: !isQuoted && words.length === 1 && /\p{L}\*+$/u.test(raw) };
}

const unitsOfDate = (unit: Unit, isMonthFirst: boolean): Unit[] =>
  spokenDates(unit.typed, isMonthFirst).map((spelling) => ({ ...unit, words: spelling.split(" ") }));

/** Any of these spellings, as an operand of `to_tsquery`; each is words of letters and digits, so nothing needs escaping. */
export const operandOf = (spellings: readonly string[]): string =>
  spellings.length === 1 ? `'${spellings[0]}'` : `(${spellings.map((spelling) => `'${spelling}'`).join(" | ")})`;

/** Any of these operands of `to_tsquery`. */
export const disjunction = (operands: readonly string[]): string =>
  operands.length === 1 ? (operands[0] ?? "") : `(${operands.join(" | ")})`;

export const spellingOf = (unit: Unit): string => unit.words.join(" ");

/** The query as a person would type it, with some words replaced. */
export function writeSearchQuery(query: SearchQuery, replaced: ReadonlyMap<string, string>): string {
  const write = (unit: Unit): string => {
    const text = unit.words.map((word) => replaced.get(word) ?? word).join(" ");
    return text.includes(" ") ? `"${text}"` : unit.isPrefix ? `${text}*` : text;
  };
  return [
    ...query.clauses.map(({ units }) => firstOfEachTyped(units).map(write).join(" OR ")),
    ...firstOfEachTyped(query.excluded).map((unit) => `-${write(unit)}`),
  ].join(" ");
}

/** Of a day in figures every way to say it is a unit, all typed alike. */
const firstOfEachTyped = (units: readonly Unit[]): Unit[] =>
  units.filter((unit, i) => units.findIndex(({ typed }) => typed === unit.typed) === i);
