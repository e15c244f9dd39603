import { withoutAccents } from "../accents.js";
import type { Sql } from "../database/sql.js";
import { findStandIn } from "./find-stand-in.js";
import { otherSpellings } from "./number-spellings.js";
import { onePerTyped, type Reading } from "./reading.js";
import { type Clause, operandOf, type SearchQuery, spellingOf, type Unit } from "./search-query.js";
import {
  estimateCalls,
  findCorrection,
  type KnownWord,
  lookUpWords,
  type Vocabulary,
  wordsBeginning,
} from "./search-words.js";
import { isAkin, isInDictionary } from "./words-of-like-meaning.js";

/** A query as the index is asked it. */
export interface SearchPlan {
  /** For `to_tsquery('public.callthread', …)`, as all below; null where no word is left that could be looked for. */
  readonly tsquery: string | null;
  /** What the index of words answers alone: of a phrase that its words, at most two, occur; null like `tsquery`. */
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
  /** Whether a phrase in quotes began or ended with words that say nothing by themselves, which are not looked for. */
  readonly isShortened: boolean;
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
  const phrases = clauses.flatMap(([reading, ...others]) =>
    reading?.mustBeRead && others.length === 0 && reading.spellings.length === 1 ? reading.spellings : [],
  );
  const sums = await Promise.all(clauses.map((readings) => callsExpected(sql, readings)));
  const guessed = Math.min(...sums) * 0.7 ** Math.max(sums.length - 1, 0) * (phrases.length > 0 ? 0.5 : 1);
  return {
    tsquery: clauses.length === 0 ? null : conjunction([...clauses.map(operand), ...excluded.map(unwanted)]),
    indexed:
      clauses.length === 0
        ? null
        : conjunction([
            ...clauses.map(indexedOfAny),
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
    isShortened: query.clauses.some(({ units }) => units.some((unit) => isShortened(unit, vocabulary))),
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

/** Words between others keep their places in a phrase, those at its ends do not. */
const isShortened = ({ isQuoted, words }: Unit, vocabulary: Vocabulary): boolean =>
  isQuoted && [words[0], words.at(-1)].some((word = "") => saysNothing(word, vocabulary));

const saysNothing = (word: string, vocabulary: Vocabulary): boolean => vocabulary.words.get(word)?.lexemes.length === 0;

/** What of it is looked for: from its first word that says something to its last. */
function lookedFor({ words }: Unit, vocabulary: Vocabulary): readonly string[] {
  const says = (word: string): boolean => !saysNothing(word, vocabulary);
  return words.slice(words.findIndex(says), words.findLastIndex(says) + 1);
}

/**
 * Each further word costs the index as much as finding the phrase by its pairs does, and leaves out next to no call: of
 * "sugg mess app" its pairs and all words found 1,439 calls in 7.9 ms, without "app" 1,440 in 4.7.
 */
const MOST_TELLING = 2;

const rarestOf = (said: readonly KnownWord[]): string[] =>
  said
    .toSorted((a, b) => a.calls - b.calls)
    .slice(0, MOST_TELLING)
    .map(({ word }) => word);

const conjunction = (operands: readonly string[]): string | null =>
  operands.length === 0 ? null : operands.join(" & ");

const disjunction = (operands: readonly string[]): string =>
  operands.length === 1 ? (operands[0] ?? "") : `(${operands.join(" | ")})`;

const indexedOfAny = (readings: readonly Reading[]): string => disjunction(readings.map(({ indexed }) => indexed));

/** What the index is asked of a spelling: of words beside each other, that some of them occur. */
const indexedOf = (spelling: string, telling = spelling.split(" ")): string => {
  const operands = telling.map((word) => operandOf([word]));
  return operands.length === 1 ? operands.join("") : `(${operands.join(" & ")})`;
};

async function readUnit(
  sql: Sql,
  vocabulary: Vocabulary,
  unit: Unit,
  replaced: Map<string, string>,
): Promise<Reading | null> {
  const known = unit.words.map((word) => vocabulary.words.get(word)).filter((word) => word !== undefined);
  const said = known.filter((word) => word.lexemes.length > 0);
  if (said.length === 0) return null;
  const asTyped = readAsTyped(vocabulary, unit, said);
  const [word = ""] = unit.words;
  if (unit.words.length > 1 || (!unit.isPrefix && (!asTyped.isUnsaid || unit.isQuoted))) return asTyped;
  const longer = word.length < SHORTEST_PREFIX && !unit.isPrefix ? [] : await wordsBeginning(sql, word);
  const meant = longer.length > 0 ? longer : await listCorrection(sql, word);
  if (meant.length === 0) return asTyped;
  if (longer.length === 0) meant.forEach((correction) => void replaced.set(word, correction));
  const { words } = await lookUpWords(sql, meant);
  const expected = [...words.values()].reduce((sum, each) => sum + each.calls, 0);
  // The word as typed counts too: it may have been said in a call whose words are not learnt yet.
  const spellings = [...new Set([word, ...meant])];
  const weight = bitsOf(expected, vocabulary.calls);
  return {
    ...{ spellings, indexed: operandOf(spellings), mustBeRead: false },
    ...{ expected, weight, isUnsaid: false, asWritten: null },
  };
}

/** A word, or a phrase; a number in every spelling. */
function readAsTyped(vocabulary: Vocabulary, unit: Unit, said: readonly KnownWord[]): Reading {
  const bits = said.reduce((sum, word) => sum + bitsOf(word.calls, vocabulary.calls), 0);
  const isPhrase = said.reduce((sum, word) => sum + word.lexemes.length, 0) > 1;
  const others = unit.isQuoted && isPhrase ? [] : otherSpellings(unit.words);
  const callsOf = (spelling: string): number => {
    const words = spelling.split(" ").map((word) => vocabulary.words.get(word)?.calls ?? 0);
    return Math.min(...words) / (words.length > 1 ? ONE_IN_TOGETHER : 1);
  };
  const single = others.filter((spelling) => !spelling.includes(" "));
  const reading: Reading = {
    spellings: [spellingOf(unit), ...others],
    indexed: disjunction([
      isPhrase ? indexedOf(spellingOf(unit), rarestOf(said)) : operandOf([spellingOf(unit)]),
      ...others.map((spelling) => indexedOf(spelling)),
    ]),
    mustBeRead: isPhrase || single.length < others.length,
    expected: Math.round(others.map(callsOf).reduce((a, b) => a + b, Math.min(...said.map((word) => word.calls)))),
    weight: bits * (unit.words.length > 1 ? PHRASE_BONUS : 1),
    // The vocabulary has no digits.
    isUnsaid: others.length === 0 && said.some(({ word, calls }) => calls === 0 && /^\p{L}+$/u.test(word)),
    asWritten: null,
  };
  if (others.length === 0 || !reading.mustBeRead) return reading;
  const spellings = isPhrase ? [spellingOf(unit)] : [spellingOf(unit), ...single];
  const indexed = isPhrase ? indexedOf(spellingOf(unit), rarestOf(said)) : operandOf(spellings);
  return { ...reading, asWritten: { ...reading, spellings, indexed, mustBeRead: isPhrase } };
}

/** A word that the dictionary has is not misspelt: only a word of its kin takes its place ("complain" for "complaint"). */
async function listCorrection(sql: Sql, word: string): Promise<string[]> {
  const correction = await findCorrection(sql, word);
  if (correction === null) return [];
  const folded = withoutAccents(word);
  return isInDictionary(folded) && !isAkin(folded, correction) ? [] : [correction];
}

/** Of the calls that say both words of a number, so many say them beside each other; in magnitude. */
const ONE_IN_TOGETHER = 8;
const SHORTEST_PREFIX = 3;
const PHRASE_BONUS = 1.2;

/** BM25's inverse document frequency, in bits; never below a tenth, so that a word in every call still orders by count. */
const bitsOf = (calls: number, total: number): number =>
  Math.max(Math.log2(1 + (Math.max(total, calls) - calls + 0.5) / (calls + 0.5)), 0.1);
