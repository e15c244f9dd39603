import type { Sql } from "../database/sql.js";
import { findStandIn } from "./find-stand-in.js";
import { readUnit } from "./read-unit.js";
import { onePerTyped, type Phrase, type Reading } from "./reading.js";
import { type Clause, disjunction, operandOf, type SearchQuery, type Unit } from "./search-query.js";
import { estimateCalls, type Vocabulary } from "./search-words.js";

/** A query as the index is asked it. */
export interface SearchPlan {
  /** For `to_tsquery('public.callthread', …)`, as all below; null where no word is left that could be looked for. */
  readonly tsquery: string | null;
  /** What the index of words answers alone: of a phrase that its rarest words, at most two, occur; null like `tsquery`. */
  readonly indexed: string | null;
  /** Phrases that every call found must say: the index of word pairs finds the calls that may. */
  readonly phrases: readonly string[];
  /** What must be read to be known: phrases, also those that must not occur; null without any. */
  readonly verified: string | null;
  /** What a call's score is the sum of: each an operand of `to_tsquery`, with how much it tells (its rarity, in bits). */
  readonly terms: readonly { readonly tsquery: string; readonly weight: number }[];
  /** Calls that satisfy it, by the vocabulary: right in magnitude, for choosing how to search. */
  readonly expected: number;
  readonly meanLength: number;
  /** Words nobody says, with the words that were looked for instead. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Whether what is in quotes or with hyphens began or ended with words that say nothing, which are not looked for. */
  readonly shortened: "quoted" | "joined" | null;
  /** Whether numbers were looked for as they are written alone ("21", not "twenty-one"): so many calls may say them. */
  readonly isAsWritten: boolean;
  /** That no call may say, any of it: for calls that are found by whose they are; null without any. */
  readonly excluded: string | null;
  /** Each clause of the query that has a word to look for, in the query's order. */
  readonly asked: readonly AskedClause[];
  /** Every spelling that counts as a hit, for highlights: single words, or words beside each other. */
  readonly sought: readonly (readonly string[])[];
}

export interface AskedClause {
  readonly clause: Clause;
  /** Bits. */
  readonly weight: number;
  /** Whether nobody says any of its words, nor what was looked for in their place. */
  readonly isUnsaid: boolean;
  /** Of a word that nobody says: one that is said and means the same, where there is any. */
  readonly standIn: string | null;
}

/**
 * Among more calls numbers are looked for as they are written alone ("21", not "twenty-one"), unless a filter leaves few:
 * those of several words must be read to be known, which among a million took half a second with sixteen at once.
 */
const MOST_CALLS_READ_FOR_NUMBERS = 100_000;

/**
 * Words that say nothing ("the") are left out. A word that nobody says is read as unfinished ("cateri") and else as
 * misspelt ("catreing"). `vocabulary` knows all words of the query; `isNarrow` where a filter leaves few calls.
 */
export async function planSearch(
  sql: Sql,
  query: SearchQuery,
  vocabulary: Vocabulary,
  isNarrow: boolean,
): Promise<SearchPlan> {
  const replaced = new Map<string, string>();
  const read = (unit: Unit): Promise<Reading | null> => readUnit(sql, vocabulary, unit, replaced);
  const readAll = async ({ units }: Clause): Promise<Reading[]> => {
    const readings = await Promise.all(units.map(async (unit) => ({ typed: unit.typed, reading: await read(unit) })));
    return onePerTyped(readings);
  };
  const all = await Promise.all(query.clauses.map(async (clause) => ({ clause, readings: await readAll(clause) })));
  const asked = all.filter(({ readings }) => readings.length > 0);
  const allReadings = asked.map(({ readings }) => readings);
  const mayRead = isNarrow || vocabulary.calls <= MOST_CALLS_READ_FOR_NUMBERS;
  const isAsWritten = !mayRead && allReadings.flat().some(({ asWritten }) => asWritten !== null);
  const clauses = isAsWritten
    ? allReadings.map((readings) => readings.map((reading) => reading.asWritten ?? reading))
    : allReadings;
  const excluded = await readAll({ units: query.excluded.map((unit) => ({ ...unit, isQuoted: true })) });
  const mustBeRead = (readings: readonly Reading[]): boolean => readings.some((reading) => reading.mustBeRead);
  const operand = (readings: readonly Reading[]): string => operandOf(readings.flatMap((reading) => reading.spellings));
  const operandOfReading = (reading: Reading): string => operandOf(reading.spellings);
  const unwanted = (reading: Reading): string => `!${operandOfReading(reading)}`;
  const phraseOf = ([reading, ...others]: readonly Reading[]): Phrase | null =>
    others.length === 0 ? (reading?.phrase ?? null) : null;
  const phrases = clauses.flatMap((readings) => phraseOf(readings)?.spelling ?? []);
  const sums = await Promise.all(clauses.map((readings) => callsExpected(sql, readings)));
  const guessed = Math.min(...sums) * 0.7 ** Math.max(sums.length - 1, 0) * (phrases.length > 0 ? 0.5 : 1);
  return {
    tsquery: clauses.length === 0 ? null : conjunction([...clauses.map(operand), ...excluded.map(unwanted)]),
    indexed:
      clauses.length === 0
        ? null
        : conjunction([
            ...clauses.map((readings) => phraseOf(readings)?.rarest ?? indexedOfAny(readings)),
            ...excluded.filter((reading) => !reading.mustBeRead).map(unwanted),
          ]),
    phrases,
    excluded: excluded.length === 0 ? null : disjunction(excluded.map(operandOfReading)),
    verified: conjunction([
      ...clauses.filter(mustBeRead).map(operand),
      ...excluded.filter((reading) => reading.mustBeRead).map(unwanted),
    ]),
    terms: clauses.flat().map((reading) => ({ tsquery: operandOf(reading.spellings), weight: reading.weight })),
    expected: Math.round(guessed),
    meanLength: vocabulary.meanLength,
    replaced,
    isAsWritten,
    shortened: howShortened(query, vocabulary),
    asked: await Promise.all(
      asked.map(async ({ clause, readings }) => {
        const isUnsaid = readings.every((reading) => reading.isUnsaid);
        const weight = Math.max(...readings.map((reading) => reading.weight));
        return { clause, weight, isUnsaid, standIn: isUnsaid ? await findStandIn(sql, clause) : null };
      }),
    ),
    sought: [
      ...clauses.flat().flatMap((reading) => reading.spellings.map((spelling) => spelling.split(" "))),
      ...query.clauses
        .flatMap(({ units }) => units.filter((unit) => isShortened(unit, vocabulary)))
        .map((unit) => lookedFor(unit, vocabulary)),
    ],
  };
}

/** The vocabulary counts no digits: of those the planner is asked. */
async function callsExpected(sql: Sql, readings: readonly Reading[]): Promise<number> {
  const counted = readings.reduce((sum, { expected }) => sum + expected, 0);
  const hasDigits = readings.some(({ spellings }) => spellings.some((spelling) => /\p{N}/u.test(spelling)));
  if (!hasDigits) return counted;
  return Math.max(counted, await estimateCalls(sql, indexedOfAny(readings)));
}

/** Words between others keep their places in a phrase, those at its ends do not; the "s" of "mother's" is no word. */
const isShortened = ({ isQuoted, words, typed }: Unit, vocabulary: Vocabulary): boolean =>
  (isQuoted || (words.length > 1 && !/['’]/.test(typed))) &&
  [words[0], words.at(-1)].some((word = "") => saysNothing(word, vocabulary));

function howShortened(query: SearchQuery, vocabulary: Vocabulary): SearchPlan["shortened"] {
  const shortened = query.clauses.flatMap(({ units }) => units.filter((unit) => isShortened(unit, vocabulary)));
  if (shortened.length === 0) return null;
  return shortened.some(({ isQuoted }) => isQuoted) ? "quoted" : "joined";
}

const saysNothing = (word: string, vocabulary: Vocabulary): boolean => vocabulary.words.get(word)?.lexemes.length === 0;

/** What of it is looked for: from its first word that says something to its last. */
function lookedFor({ words }: Unit, vocabulary: Vocabulary): readonly string[] {
  const says = (word: string): boolean => !saysNothing(word, vocabulary);
  return words.slice(words.findIndex(says), words.findLastIndex(says) + 1);
}

const conjunction = (operands: readonly string[]): string | null =>
  operands.length === 0 ? null : operands.join(" & ");

const indexedOfAny = (readings: readonly Reading[]): string => disjunction(readings.map(({ indexed }) => indexed));
