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
  readonly isQuoted: boolean;
  /** Written with `*`: any word that begins so. */
  readonly isPrefix: boolean;
}

export const wordsOfQuery = ({ clauses, excluded }: SearchQuery): string[] => [
  ...new Set([...clauses.flatMap((clause) => clause.units), ...excluded].flatMap((unit) => unit.words)),
];

export const LONGEST_QUERY = 1000;
export const MOST_UNITS = 32;

const PIECE =
  /(?<exclude>(?<![\p{L}\p{N}])[-–](?=["“”\p{L}\p{N}]))?(?:["“”](?<quoted>[^"“”]*)["“”]|(?<plain>[^\s"“”|]+)|(?<or>\|+)|["“”])/gu;
const WORD = /\p{N}+\.\p{N}+|[\p{L}\p{M}\p{N}]+/gu;

export function readSearchQuery(text: string): SearchQuery {
  const clauses: Unit[][] = [];
  const excluded: Unit[] = [];
  let joinsLast = false;
  let negates = false;
  let count = 0;
  for (const { groups = {} } of text.normalize("NFC").matchAll(PIECE)) {
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
    if (negates || groups.exclude !== undefined) excluded.push(unit);
    else if (joinsLast) clauses.at(-1)?.push(unit);
    else clauses.push([unit]);
    joinsLast = false;
    negates = false;
  }
  return { clauses: clauses.map((units) => ({ units })), excluded, isCut: count > MOST_UNITS };
}

/** "gluten-free" and "7:30" are words beside each other. Longer words than any are cut, so that no index refuses them. */
function unitOf(raw: string, isQuoted: boolean): Unit | null {
  const words = [...raw.toLowerCase().matchAll(WORD)].map(([word]) => word.slice(0, 60)).slice(0, MOST_UNITS);
  if (words.length === 0) return null;
  return { words, isQuoted, isPrefix: !isQuoted && words.length === 1 && /\p{L}\*+$/u.test(raw) };
}

/** Any of these spellings, as an operand of `to_tsquery`; each is words of letters and digits, so nothing needs escaping. */
export const operandOf = (spellings: readonly string[]): string =>
  spellings.length === 1 ? `'${spellings[0]}'` : `(${spellings.map((spelling) => `'${spelling}'`).join(" | ")})`;

export const spellingOf = (unit: Unit): string => unit.words.join(" ");

/** The query as a person would type it, with some words replaced. */
export function writeSearchQuery(query: SearchQuery, replaced: ReadonlyMap<string, string>): string {
  const write = (unit: Unit): string => {
    const text = unit.words.map((word) => replaced.get(word) ?? word).join(" ");
    return unit.words.length > 1 ? `"${text}"` : unit.isPrefix ? `${text}*` : text;
  };
  return [
    ...query.clauses.map((clause) => clause.units.map(write).join(" OR ")),
    ...query.excluded.map((unit) => `-${write(unit)}`),
  ].join(" ");
}

const SMALL_NUMBERS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
const TENS = "thirty forty fifty sixty seventy eighty ninety hundred";
const IN_WORDS = new Map<string, string>([
  ...SMALL_NUMBERS.split(" ").map((word, value): [string, string] => [String(value), word]),
  ...TENS.split(" ").map((word, i): [string, string] => [String(30 + 10 * i), word]),
]);
const IN_DIGITS = new Map([...IN_WORDS].map(([digits, word]) => [word, digits]));

/** The other way to write a number: recognisers write "thirty guests" as well as "30 guests". */
export const otherNumberSpelling = (word: string): string | null => IN_WORDS.get(word) ?? IN_DIGITS.get(word) ?? null;
