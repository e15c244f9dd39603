import { LRUCache } from "lru-cache";
import { irregularBase } from "./irregular-words.js";
import { findEntry, type Meaning, PARTS_OF_SPEECH, type PartOfSpeech, type Pointer, readMeaning } from "./wordnet.js";

/**
 * How much a hit on a word counts for another (0 to 1), by how WordNet relates the two. Chosen on two collections of
 * personal chats, 270 questions; each may be a third more or less without changing what is found by much more than 0.01.
 * Broader words and other kinds of the same ("dog" for "cat") found nothing more.
 */
const SYNONYM = 0.5;
const NARROWER = [0.35, 0.28, 0.21] as const;
const DERIVED = 0.3;
/** Of a word's meanings those met most often, */
const MEANINGS = 4;
/** and what all but the first count of it. */
const OTHER_MEANING = 0.7;
/** "Animal" has thousands of kinds: so many meanings are read for a word, nearer ones first. */
const MOST_READ = 600;

/** Words that may stand for `word` (lower case), each with how much a hit on it counts. Single words alone. */
export function wordsOfLikeMeaning(word: string): ReadonlyMap<string, number> {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  for (const base of basesOf(word)) relate(base, found);
  found.delete(word);
  kept.set(word, found);
  return found;
}

/** Whether WordNet has `word` (lower case, without accents) in any form, as any part of speech. */
export const isInDictionary = (word: string): boolean =>
  [...basesOf(word)].some((base) => PARTS_OF_SPEECH.some((part) => findEntry(base, part) !== null));

/** Whether `other` is a form of a word that may stand for `word` ("complained" for "complaint"). */
export function isAkin(word: string, other: string): boolean {
  const kin = wordsOfLikeMeaning(word);
  return [...basesOf(other)].some((base) => kin.has(base));
}

const kept = new LRUCache<string, ReadonlyMap<string, number>>({ max: 2_000 });

/** WordNet's endings (morphy, 7WN): what a word may be a form of. Those that WordNet does not have say nothing. */
const ENDINGS = [
  ["s", ""],
  ["es", ""],
  ["es", "e"],
  ["ies", "y"],
  ["ing", ""],
  ["ing", "e"],
  ["ed", ""],
  ["ed", "e"],
  ["er", ""],
  ["er", "e"],
  ["est", ""],
  ["est", "e"],
] as const;

export function basesOf(word: string): Set<string> {
  const detached = ENDINGS.filter(([ending]) => word.endsWith(ending) && word.length > ending.length + 2);
  return new Set([word, irregularBase(word), ...detached.map(([ending, put]) => word.slice(0, -ending.length) + put)]);
}

/** Nearest first, so that the limit cuts off what counts least. */
function relate(word: string, found: Map<string, number>): void {
  let left = MOST_READ;
  const read = (part: PartOfSpeech, offset: number): Meaning | null => {
    left -= 1;
    return left < 0 ? null : readMeaning(part, offset);
  };
  const add = (meaning: Meaning, weight: number): void => {
    for (const other of meaning.words)
      if (/^[a-z]{3,}$/.test(other)) found.set(other, Math.max(found.get(other) ?? 0, weight));
  };
  const meanings = PARTS_OF_SPEECH.flatMap((part) => {
    const entry = findEntry(word, part);
    const most = Math.max(1, Math.min(MEANINGS, entry?.known ?? 0));
    return (entry?.offsets ?? []).slice(0, most).map((offset, place) => ({
      meaning: readMeaning(part, offset),
      share: place === 0 ? 1 : OTHER_MEANING,
    }));
  });
  let narrower: Kind[] = [];
  for (const { meaning, share } of meanings) {
    add(meaning, SYNONYM * share);
    narrower.push(...kindsOf(meaning, share));
    for (const { part, offset } of meaning.pointers.filter(({ symbol }) => /^[&+^]$/.test(symbol))) {
      const other = read(part, offset);
      if (other !== null) add(other, DERIVED * share);
    }
  }
  for (const weight of NARROWER) {
    const next: Kind[] = [];
    for (const { pointer, share } of narrower) {
      const kind = read(pointer.part, pointer.offset);
      if (kind === null) return;
      add(kind, weight * share);
      next.push(...kindsOf(kind, share));
    }
    narrower = next;
  }
}

interface Kind {
  readonly pointer: Pointer;
  readonly share: number;
}

const kindsOf = (meaning: Meaning, share: number): Kind[] =>
  meaning.pointers.filter(({ symbol }) => symbol === "~").map((pointer) => ({ pointer, share }));
