import { withoutAccents } from "../accents.js";
import type { Sql } from "../database/sql.js";
import { otherSpellings } from "./number-spellings.js";
import { otherWords } from "./other-wordings.js";
import type { Reading } from "./reading.js";
import { disjunction, operandOf, spellingOf, type Unit } from "./search-query.js";
import {
  findOneEditAway,
  findParts,
  findTwoEditsAway,
  type KnownWord,
  lookUpWords,
  type Vocabulary,
  wordsBeginning,
} from "./search-words.js";
import { isAkin, isInDictionary } from "./words-of-like-meaning.js";

/** null where it says nothing by itself. In `replaced` is noted what was looked for in place of a word that nobody says. */
export async function readUnit(
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
  const isApart = meant.some((other) => other.includes(" "));
  const { words } = await lookUpWords(sql, meant);
  const expected = [...words.values()].reduce((sum, each) => sum + each.calls, 0);
  // The word as typed counts too: it may have been said in a call whose words are not learnt yet.
  const spellings = [...new Set([word, ...meant])];
  const weight = bitsOf(expected, vocabulary.calls);
  return {
    ...{ spellings, indexed: disjunction(spellings.map((spelling) => indexedOf(spelling))) },
    ...{ mustBeRead: isApart, phrase: null },
    ...{ expected, weight, isUnsaid: false, asWritten: null },
  };
}

/** A word, or a phrase; a number in every spelling. */
function readAsTyped(vocabulary: Vocabulary, unit: Unit, said: readonly KnownWord[]): Reading {
  const bits = said.reduce((sum, word) => sum + bitsOf(word.calls, vocabulary.calls), 0);
  const isPhrase = said.reduce((sum, word) => sum + word.lexemes.length, 0) > 1;
  const numbers = unit.isQuoted && isPhrase ? [] : otherSpellings(unit.words);
  const isSaid = (word: string): boolean => (vocabulary.words.get(word)?.calls ?? 0) > 0;
  const others = [...numbers, ...otherWords(unit).filter(isSaid)];
  const callsOf = (spelling: string): number => {
    const words = spelling.split(" ").map((word) => vocabulary.words.get(word)?.calls ?? 0);
    return Math.min(...words) / (words.length > 1 ? ONE_IN_TOGETHER : 1);
  };
  const single = others.filter((spelling) => !spelling.includes(" "));
  const rarest = rarestOf(said);
  const phrase = { spelling: spellingOf(unit), rarest: operandOf(rarest.slice(0, 1)) };
  const reading: Reading = {
    spellings: [spellingOf(unit), ...others],
    indexed: disjunction([
      isPhrase ? indexedOf(spellingOf(unit), rarest) : operandOf([spellingOf(unit)]),
      ...others.map((spelling) => indexedOf(spelling)),
    ]),
    mustBeRead: isPhrase || single.length < others.length,
    phrase: isPhrase && others.length === 0 ? phrase : null,
    expected: Math.round(others.map(callsOf).reduce((a, b) => a + b, Math.min(...said.map((word) => word.calls)))),
    weight: bits * (unit.words.length > 1 ? PHRASE_BONUS : 1),
    // The vocabulary has no digits.
    isUnsaid: others.length === 0 && said.some(({ word, calls }) => calls === 0 && /^\p{L}+$/u.test(word)),
    asWritten: null,
  };
  if (numbers.length === 0 || !reading.mustBeRead) return reading;
  const spellings = isPhrase ? [spellingOf(unit)] : [spellingOf(unit), ...single];
  const indexed = isPhrase ? indexedOf(spellingOf(unit), rarest) : operandOf(spellings);
  return {
    ...reading,
    asWritten: { ...reading, spellings, indexed, mustBeRead: isPhrase, phrase: isPhrase ? phrase : null },
  };
}

/**
 * A word that the dictionary has is not misspelt: only a word of its kin takes its place ("complain" for "complaint"), or
 * its parts ("high chair" for "highchair").
 */
async function listCorrection(sql: Sql, word: string): Promise<string[]> {
  const folded = withoutAccents(word);
  const isMeant = (correction: string | null): correction is string =>
    correction !== null && (!isInDictionary(folded) || isAkin(folded, correction));
  const near = await findOneEditAway(sql, word);
  if (isMeant(near)) return [near];
  const parts = await findParts(sql, word);
  if (parts !== null) return [parts];
  const far = near === null ? await findTwoEditsAway(sql, word) : null;
  return isMeant(far) ? [far] : [];
}

/** Of the calls that say both words of a number, so many say them beside each other; in magnitude. */
const ONE_IN_TOGETHER = 8;
const SHORTEST_PREFIX = 3;
const PHRASE_BONUS = 1.2;

/** BM25's inverse document frequency, in bits; never below a tenth, so that a word in every call still orders by count. */
const bitsOf = (calls: number, total: number): number =>
  Math.max(Math.log2(1 + (Math.max(total, calls) - calls + 0.5) / (calls + 0.5)), 0.1);

/** Each further word costs the index as much as the first, and leaves out few calls. */
const MOST_TELLING = 2;

const rarestOf = (said: readonly KnownWord[]): string[] =>
  said
    .toSorted((a, b) => a.calls - b.calls)
    .slice(0, MOST_TELLING)
    .map(({ word }) => word);

/** What the index is asked of a spelling: of words beside each other, that some of them occur. */
const indexedOf = (spelling: string, telling = spelling.split(" ")): string => {
  const operands = telling.map((word) => operandOf([word]));
  return operands.length === 1 ? operands.join("") : `(${operands.join(" & ")})`;
};
