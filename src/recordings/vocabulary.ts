import { LRUCache } from "lru-cache";
import { LONGEST_IN_MEMORY_MS } from "../longest-in-memory.js";
import { canonicalStem } from "./question.js";
import { isNumber, isTime } from "./word-kinds.js";
import { WordTable } from "./word-table.js";

/** So many letters two words must begin alike with for one to be taken for the other's longer form. */
const BEGINNING = 5;
/** Names and numbers go on for ever: after so many words a new vocabulary is begun. */
const MOST_WORDS = 50_000;

/** What is known of a word, in one number: its stem's number, and whether it tells of an amount or a time. */
export const stemIn = (meaning: number): number => meaning >>> 2;
export const tellsNumber = (meaning: number): boolean => (meaning & 1) > 0;
export const tellsTime = (meaning: number): boolean => (meaning & 2) > 0;

/**
 * Numbers for stems, so that what was said is kept as numbers: lists by word would take ten times the memory. What is
 * prepared holds on to the vocabulary that its numbers are of.
 */
export class Vocabulary {
  private readonly stems = new Map<string, number>([["", 0]]);
  private readonly byBeginning = new Map<string, string[]>();
  private readonly words = new WordTable((word) => {
    return this.numberOf(canonicalStem(word)) * 4 + (isTime(word) ? 2 : 0) + (isNumber(word) ? 1 : 0);
  }, 0);

  /** All stems' numbers are smaller. */
  get size(): number {
    return this.stems.size;
  }

  get isFull(): boolean {
    return this.words.size >= MOST_WORDS;
  }

  /** Writes what is known of the text's words from `at` on; answers where they end. Two words take three letters. */
  read(text: string, meanings: Uint32Array, at: number): number {
    return this.words.read(text, meanings, at);
  }

  /** undefined for a stem that was never read. */
  find(stem: string): number | undefined {
    return this.stems.get(stem);
  }

  /** Of what was read: "physiotherapist" of "physio", and the other way round. */
  longerAndShorterForms(stem: string): readonly string[] {
    if (stem.length < BEGINNING) return [];
    const alike = this.byBeginning.get(stem.slice(0, BEGINNING)) ?? [];
    return alike.filter((other) => other !== stem && (other.startsWith(stem) || stem.startsWith(other)));
  }

  private numberOf(stem: string): number {
    const known = this.stems.get(stem);
    if (known !== undefined) return known;
    const number = this.stems.size;
    this.stems.set(stem, number);
    if (stem.length >= BEGINNING) {
      const beginning = stem.slice(0, BEGINNING);
      const alike = this.byBeginning.get(beginning);
      if (alike === undefined) this.byBeginning.set(beginning, [stem]);
      else alike.push(stem);
    }
    return number;
  }
}

/** Its words are people's: it is forgotten after a while, whether or not somebody asks for it again. */
const kept = new LRUCache<"current", Vocabulary>({ max: 1, ttl: LONGEST_IN_MEMORY_MS / 2, ttlAutopurge: true });

/** The vocabulary that what is prepared from now on is read with. */
export function currentVocabulary(): Vocabulary {
  const known = kept.get("current");
  if (known !== undefined && !known.isFull) return known;
  const begun = new Vocabulary();
  kept.set("current", begun);
  return begun;
}
