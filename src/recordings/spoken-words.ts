import { stem } from "porter2";
import { withoutAccents } from "../accents.js";
import { ForgetfulMap } from "../forgetful-map.js";

/** A word or number of a text, with its place (UTF-16, end exclusive). */
export interface SpokenWord {
  /** As said, lower case, without accents. */
  readonly word: string;
  /** What all its forms share: PostgreSQL's `english_stem`. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /\p{N}+\.\p{N}+|[\p{L}\p{M}\p{N}]+/gu;

export const spokenWords = (text: string): SpokenWord[] =>
  placedWords(text).map(({ word, start, end }) => ({ word, stem: stemOf(word), start, end }));

/** Without stems, which cost more than the rest. */
export function placedWords(text: string): Omit<SpokenWord, "stem">[] {
  const words: Omit<SpokenWord, "stem">[] = [];
  if (isAscii(text)) {
    for (const { 0: word, index } of text.toLowerCase().matchAll(ASCII_WORD))
      words.push({ word, start: index, end: index + word.length });
  } else {
    for (const { 0: written, index } of text.matchAll(WORD))
      words.push({ word: fold(written), start: index, end: index + written.length });
  }
  return words;
}

const ASCII_WORD = /[0-9]+\.[0-9]+|[a-z0-9]+/g;

/** Only how the words are written folded: a tenth of what `spokenWords` costs. */
export const foldedWords = (text: string): readonly string[] =>
  isAscii(text) ? (text.toLowerCase().match(ASCII_WORD) ?? []) : [...text.matchAll(WORD)].map(([word]) => fold(word));

/** Lower case and without accents, as the index writes words. */
export const fold = (word: string): string => {
  const lower = word.toLowerCase();
  return isAscii(lower) ? lower : withoutAccents(lower);
};

export const isAscii = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text);

const stems = new ForgetfulMap<string>(50_000);
/** What is longer is hardly a word that comes again. */
export const LONGEST_KEPT = 40;

/** `word` must be folded. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = stem(word);
  if (word.length <= LONGEST_KEPT) stems.set(word, found);
  return found;
}
