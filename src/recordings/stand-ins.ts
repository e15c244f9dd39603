import { formsAlike } from "./irregular-words.js";
import { type Entry, findEntry, PARTS_OF_SPEECH, type PartOfSpeech, readMeaning } from "./wordnet.js";
import { basesOf } from "./words-of-like-meaning.js";

/** A word of fewer meanings is hardly ever meant in another than its synonyms share. */
const FEW_MEANINGS = 2;
/** A stand-in of more meanings must mean the asked word first of all. */
const FEW_MEANINGS_OF_OTHER = 3;
/** Of a word's meanings those met most often: what is sick is hardly ever crazy, its third. */
const MEANINGS = 2;

interface Known {
  readonly base: string;
  readonly part: PartOfSpeech;
  readonly entry: Entry;
}

/**
 * Single words that mean the same as `word` (lower case, without accents) so far that they may be looked for instead, where
 * nobody says it: "tip" for "gratuity". Those that mean its commonest meaning first; none that is said for something else
 * most of the time ("works" for "plant", "refuse" for "garbage").
 */
export function standInsFor(word: string): readonly string[] {
  const known = entriesOf(basesOf(word));
  const main = mainOf(known);
  if (main === null) return formsAlike(word);
  const meanings = known.reduce((sum, { entry }) => sum + entry.offsets.length, 0);
  const commonest = synonymsOf(main, 1);
  const synonyms = synonymsOf(main, MEANINGS).filter((other) => {
    const own = findEntry(other, main.part);
    if (own === null || !isBase(other) || !isMainly(other, main.part)) return false;
    if (meanings <= FEW_MEANINGS) return true;
    if (commonest.includes(other) && own.offsets.length <= FEW_MEANINGS_OF_OTHER) return true;
    return synonymsOf({ base: other, part: main.part, entry: own }, 1).includes(main.base);
  });
  const found = new Set([...formsAlike(word), ...synonyms.filter((other) => other !== main.base)]);
  return [...found].filter((other) => other !== word && /^[a-z]{3,}$/.test(other));
}

const entriesOf = (bases: Iterable<string>): Known[] =>
  [...bases].flatMap((base) =>
    PARTS_OF_SPEECH.flatMap((part) => {
      const entry = findEntry(base, part);
      return entry === null ? [] : [{ base, part, entry }];
    }),
  );

/** As what a word is met most often. */
const mainOf = (known: readonly Known[]): Known | null =>
  known.reduce<Known | null>((most, one) => (most !== null && most.entry.known >= one.entry.known ? most : one), null);

/** Whether it is said as this part of speech about as often as as any other. */
export function isMainly(word: string, part: PartOfSpeech): boolean {
  const known = entriesOf([word]);
  const most = Math.max(...known.map(({ entry }) => entry.known));
  return known.some((one) => one.part === part && one.entry.known >= most / 2);
}

/** An inflected form is said for its base. */
const isBase = (word: string): boolean =>
  [...basesOf(word)].every((base) => base === word || entriesOf([base]).length === 0);

/** What shares one of the first meanings, itself too; of those that Princeton's texts never have ("cat" for "guy") the first alone. */
const synonymsOf = ({ part, entry }: Known, most: number): string[] =>
  entry.offsets.slice(0, Math.min(most, Math.max(entry.known, 1))).flatMap((offset) => readMeaning(part, offset).words);
