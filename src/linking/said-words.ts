import { ideaOf, isIdea, rootOf } from "./kindred-words.js";
import type { Lexeme, Turn } from "./lexemes.js";

/** A word's place in a call. `at` counts the turn's lexemes. */
export interface Place {
  readonly turn: Turn;
  readonly at: number;
}

/** Where each word of a call was said, so that a name or title is looked up instead of the call being read for it. */
export class SaidWords {
  private places: ReadonlyMap<string, readonly Place[]> | null = null;
  private readonly byRoot = new Map<string, readonly Place[]>();
  private byBeginning: ReadonlyMap<string, readonly string[]> | null = null;
  private byLength: ReadonlyMap<number, readonly string[]> | null = null;

  constructor(private readonly turns: readonly Turn[]) {}

  /** Nearly always nobody's title is asked for twice, and of many calls none at all: the words are sorted when needed. */
  private index(): ReadonlyMap<string, readonly Place[]> {
    if (this.places !== null) return this.places;
    const places = new Map<string, Place[]>();
    for (const turn of this.turns) {
      for (let at = 0; at < turn.lexemes.length; at++) {
        const lexeme = turn.lexemes[at];
        if (lexeme === undefined || lexeme.kind === "pause") continue;
        const key = keyOf(lexeme);
        const known = places.get(key);
        if (known === undefined) places.set(key, [{ turn, at }]);
        else known.push({ turn, at });
      }
    }
    this.places = places;
    return places;
  }

  placesOf(key: string): readonly Place[] {
    return this.index().get(key) ?? [];
  }

  /** Where words of one root, or of one idea, were said. */
  placesOfRoot(root: string): readonly Place[] {
    const known = this.byRoot.get(root);
    if (known !== undefined) return known;
    const found: Place[] = [];
    for (const word of this.wordsNear(root)) {
      if (rootOf(word) === root) found.push(...this.placesOf(word));
    }
    this.byRoot.set(root, found);
    return found;
  }

  /** The words that can have this root, in the order first said: those of its idea, or of its beginning, as only endings are cut. */
  private wordsNear(root: string): Iterable<string> {
    if (root.length < BEGINNING) return this.index().keys();
    this.byBeginning ??= Map.groupBy(this.index().keys(), (word) => ideaOf(word) ?? word.slice(0, BEGINNING));
    return this.byBeginning.get(isIdea(root) ? root : root.slice(0, BEGINNING)) ?? [];
  }

  /** The other words of the call that `key` may have been misheard as. */
  soundingLike(key: string): string[] {
    this.byLength ??= Map.groupBy(this.index().keys(), (said) => said.length);
    const found: string[] = [];
    const off = key.length + MOST_LETTERS_OFF < LONG ? 1 : MOST_LETTERS_OFF;
    for (let length = key.length - off; length <= key.length + off; length++) {
      for (const said of this.byLength.get(length) ?? []) if (said !== key && isNearly(said, key)) found.push(said);
    }
    return found;
  }
}

/** What a lexeme is looked up by: a number whichever way it was said, or the bare word. */
export const keyOf = (lexeme: Lexeme): string =>
  lexeme.kind === "number" || lexeme.kind === "ordinal" || lexeme.kind === "money"
    ? String(lexeme.value)
    : bareWord(lexeme.word);

/** A word without possessive, apostrophes and accents. */
export function bareWord(word: string): string {
  if (PLAIN.test(word)) return word;
  return word.replace(/'s$/, "").replaceAll("'", "").normalize("NFD").replace(/\p{M}/gu, "");
}

const PLAIN = /^[a-z0-9]*$/;

/** As many letters of a word as no root loses. */
const BEGINNING = 2;

const MOST_LETTERS_OFF = 2;
/** From so many letters on a word may be so far off; a shorter one only by a letter. */
const LONG = 9;

/** One letter off in five, two in nine. */
export function isNearly(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  const allowed = longer >= LONG ? MOST_LETTERS_OFF : 1;
  if (longer - shorter > allowed || shorter < 4) return false;
  if (a.charCodeAt(0) !== b.charCodeAt(0) && a.charCodeAt(1) !== b.charCodeAt(1)) return false;
  return isWithin(a, 0, b, 0, allowed);
}

/** Whether so many edits (Levenshtein's) make the rest of `a` from `i` on the rest of `b` from `j` on. */
function isWithin(a: string, i: number, b: string, j: number, edits: number): boolean {
  let at = i;
  let to = j;
  while (at < a.length && to < b.length && a.charCodeAt(at) === b.charCodeAt(to)) {
    at++;
    to++;
  }
  if (at === a.length || to === b.length) return a.length - at + b.length - to <= edits;
  return (
    edits > 0 &&
    (isWithin(a, at + 1, b, to + 1, edits - 1) ||
      isWithin(a, at + 1, b, to, edits - 1) ||
      isWithin(a, at, b, to + 1, edits - 1))
  );
}
