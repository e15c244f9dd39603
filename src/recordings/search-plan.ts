import type { Sql } from "../database/sql.js";
import {
  type Clause,
  operandOf,
  otherNumberSpelling,
  type SearchQuery,
  spellingOf,
  type Unit,
} from "./search-query.js";
import { findCorrection, type KnownWord, lookUpWords, type Vocabulary, wordsBeginning } from "./search-words.js";

/** A query as the index is asked it. */
export interface SearchPlan {
  /** For `to_tsquery('public.callthread', …)`, as all below; null where no word is left that could be looked for. */
  readonly tsquery: string | null;
  /** What the index of words answers alone: of a phrase that its two rarest words occur; null like `tsquery`. */
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
  /** Every spelling that counts as a hit, for highlights: single words, or words beside each other. */
  readonly sought: readonly (readonly string[])[];
}

/** A unit with everything that is looked for in its place. */
interface Reading {
  readonly spellings: readonly string[];
  /** Of the first spelling; more than one is a phrase. */
  readonly lexemes: number;
  /** Of a phrase what the index of words is asked for beside its pairs. */
  readonly telling: readonly string[];
  readonly expected: number;
  readonly weight: number;
}

/**
 * Words that say nothing ("the") are left out. A word that nobody says is read as unfinished ("cateri") and else as
 * misspelt ("catreing"). `vocabulary` knows all words of the query.
 */
export async function planSearch(sql: Sql, query: SearchQuery, vocabulary: Vocabulary): Promise<SearchPlan> {
  const replaced = new Map<string, string>();
  const read = (unit: Unit): Promise<Reading | null> => readUnit(sql, vocabulary, unit, replaced);
  const readAll = async (clause: Clause): Promise<Reading[]> =>
    (await Promise.all(clause.units.map(read))).filter((reading) => reading !== null);
  const clauses = (await Promise.all(query.clauses.map(readAll))).filter((readings) => readings.length > 0);
  const excluded = await readAll({ units: query.excluded.map((unit) => ({ ...unit, isQuoted: true })) });
  const isPhrase = (readings: readonly Reading[]): boolean => readings.length === 1 && (readings[0]?.lexemes ?? 0) > 1;
  const operand = (readings: readonly Reading[]): string => operandOf(readings.flatMap((reading) => reading.spellings));
  const unwanted = (reading: Reading): string => `!${operandOf(reading.spellings)}`;
  const phrases = clauses.filter(isPhrase);
  const wordsOf = (readings: readonly Reading[]): string =>
    isPhrase(readings)
      ? (conjunction(readings.flatMap(({ telling }) => telling.map((word) => operandOf([word])))) ?? "")
      : operand(readings);
  const sums = clauses.map((readings) => readings.reduce((sum, reading) => sum + reading.expected, 0));
  return {
    tsquery: clauses.length === 0 ? null : conjunction([...clauses.map(operand), ...excluded.map(unwanted)]),
    indexed:
      clauses.length === 0
        ? null
        : conjunction([...clauses.map(wordsOf), ...excluded.filter((each) => each.lexemes === 1).map(unwanted)]),
    phrases: phrases.flat().flatMap((reading) => reading.spellings),
    verified: conjunction([...phrases.map(operand), ...excluded.filter((each) => each.lexemes > 1).map(unwanted)]),
    terms: clauses.flat().map((reading) => ({ tsquery: operandOf(reading.spellings), weight: reading.weight })),
    expected: Math.round(Math.min(...sums) * 0.7 ** Math.max(sums.length - 1, 0) * (phrases.length > 0 ? 0.5 : 1)),
    meanLength: vocabulary.meanLength,
    replaced,
    sought: clauses.flat().flatMap((reading) => reading.spellings.map((spelling) => spelling.split(" "))),
  };
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

async function readUnit(
  sql: Sql,
  vocabulary: Vocabulary,
  unit: Unit,
  replaced: Map<string, string>,
): Promise<Reading | null> {
  const known = unit.words.map((word) => vocabulary.words.get(word)).filter((word) => word !== undefined);
  if (known.every((word) => word.lexemes.length === 0)) return null;
  const said = known.filter((word) => word.lexemes.length > 0);
  const expected = Math.min(...said.map((word) => word.calls));
  const bits = said.reduce((sum, word) => sum + rarity(word, vocabulary), 0);
  const [word] = unit.words;
  if (unit.words.length > 1 || word === undefined) {
    const lexemes = said.reduce((sum, each) => sum + each.lexemes.length, 0);
    return {
      ...{ spellings: [spellingOf(unit)], lexemes, expected },
      ...{ telling: rarestOf(said), weight: bits * PHRASE_BONUS },
    };
  }
  const other = otherNumberSpelling(word);
  const spellings = other === null ? [word] : [word, other];
  const isUnknown = expected === 0 && /^\p{L}+$/u.test(word);
  if (!unit.isPrefix && (!isUnknown || unit.isQuoted))
    return { spellings, lexemes: 1, telling: [], expected, weight: bits };
  const longer = word.length < SHORTEST_PREFIX && !unit.isPrefix ? [] : await wordsBeginning(sql, word);
  if (longer.length > 0) {
    const { words } = await lookUpWords(sql, longer);
    const calls = [...words.values()].reduce((sum, each) => sum + each.calls, 0);
    return {
      spellings: [...new Set([word, ...longer])],
      lexemes: 1,
      telling: [],
      expected: calls,
      weight: bitsOf(calls, vocabulary.calls),
    };
  }
  const correction = await findCorrection(sql, word);
  if (correction === null) return { spellings, lexemes: 1, telling: [], expected, weight: bits };
  replaced.set(word, correction);
  const { words } = await lookUpWords(sql, [correction]);
  const calls = words.get(correction)?.calls ?? 1;
  // The word as typed counts too: it may have been said in a call whose words are not learnt yet.
  return {
    spellings: [word, correction],
    lexemes: 1,
    telling: [],
    expected: calls,
    weight: bitsOf(calls, vocabulary.calls),
  };
}

const SHORTEST_PREFIX = 3;
const PHRASE_BONUS = 1.2;

const rarity = (word: KnownWord, vocabulary: Vocabulary): number => bitsOf(word.calls, vocabulary.calls);

/** BM25's inverse document frequency, in bits; never below a tenth, so that a word in every call still orders by count. */
const bitsOf = (calls: number, total: number): number =>
  Math.max(Math.log2(1 + (Math.max(total, calls) - calls + 0.5) / (calls + 0.5)), 0.1);
