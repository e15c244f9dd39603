import { LRUCache } from "lru-cache";
import { formsAlike } from "./irregular-words.js";
import { isMainly } from "./stand-ins.js";
import { findEntry, PARTS_OF_SPEECH, type PartOfSpeech, readMeaning } from "./wordnet.js";

const PLAIN_WORD = /^[a-z]{3,30}$/;

/**
 * Other spellings of a word (lower case, without accents): "grey" of "gray", "organize" of "organise". Words that
 * share a meaning by WordNet and differ only as spellings of English do.
 */
export function spellingVariants(word: string): readonly string[] {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const found = PLAIN_WORD.test(word) ? [...new Set([...formsOf(word), ...byMeaning(word)])] : [];
  kept.set(word, found);
  return found;
}

const kept = new LRUCache<string, readonly string[]>({ max: 5_000 });

/** "Theatre" of "theater", and "drove" of "drive"; a "rose" is hardly ever what rose. */
const formsOf = (word: string): string[] =>
  word.length < SHORTEST_OF_UNLIKE_LENGTH ? [] : formsAlike(word).filter((form) => soundOf(form) === soundOf(word));

const byMeaning = (word: string): string[] => PARTS_OF_SPEECH.flatMap((part) => variantsAs(word, part));

/** Of the meanings those met most often; of one of the two it must be the commonest. */
const MEANINGS = 2;

function variantsAs(word: string, part: PartOfSpeech): string[] {
  const sound = soundOf(word);
  return commonest(word, part).flatMap((offset, place) =>
    readMeaning(part, offset).words.filter((other) => {
      if (other === word || !PLAIN_WORD.test(other) || soundOf(other) !== sound) return false;
      if (other.length !== word.length && Math.min(other.length, word.length) < SHORTEST_OF_UNLIKE_LENGTH) return false;
      const itsPlace = commonest(other, part).indexOf(offset);
      return (itsPlace === 0 || (place === 0 && itsPlace > 0)) && isMainly(other, part);
    }),
  );
}

const commonest = (word: string, part: PartOfSpeech): readonly number[] =>
  findEntry(word, part)?.offsets.slice(0, MEANINGS) ?? [];

/** "Matt" is no mat. */
const SHORTEST_OF_UNLIKE_LENGTH = 5;

/** What the spellings of a word have in common: vowels in a row are one, as are letters doubled, and "s", "z" and "c". */
const soundOf = (word: string): string =>
  word
    .replace(/re$/, "er")
    .replace(/(?<=.)e$/, "")
    .replace(/[zc]/g, "s")
    .replace(/(?<=.)[aeiouy]+/g, "a")
    .replace(/(.)\1+/g, "$1");
