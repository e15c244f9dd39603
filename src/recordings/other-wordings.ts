import { withoutAccents } from "../accents.js";
import { otherSpellings } from "./number-spellings.js";
import type { Unit } from "./search-query.js";
import { spellingVariants } from "./spelling-variants.js";

/**
 * Single words that mean what is typed: it in another spelling ("grey" for "gray"), or as one word what is typed with
 * hyphens ("wifi" for "wi-fi") or apart ("laptop" for both words of "lap top"). None of what is in quotes or unfinished.
 */
export function otherWords({ words, isQuoted, isPrefix, partOf = [] }: Unit): readonly string[] {
  const [word = "", ...others] = words;
  if (isQuoted || isPrefix) return [];
  if (others.length === 0) return [...spellingVariants(withoutAccents(word)), ...partOf];
  return words.length <= MOST_PARTS && words.every((part) => LETTERS.test(part)) ? [words.join("")] : [];
}

const MOST_PARTS = 3;
const LETTERS = /^\p{L}+$/u;

/** All that a unit may be looked for as, beside itself: words, or words beside each other. */
export const otherWordings = (unit: Unit): readonly string[] => [...otherSpellings(unit.words), ...otherWords(unit)];
