import { foldedWords, LONGEST_KEPT } from "./spoken-words.js";

/** A power of two, so that a hash's lowest bits are a slot. */
const SLOTS = 1 << 17;
/** Beyond it slots would be hard to find. */
const MOST_WORDS = 90_000;

/**
 * What is known of words, as a number, looked up where they stand in a text: cutting each out to ask a Map for it takes
 * four times as long, which for a customer with hundreds of calls is most of what a question costs.
 */
export class WordTable {
  private readonly words: string[] = [];
  private readonly meanings: number[] = [];
  /** Places among the words, from 1, each where its hash says or behind it; 0 where none is. */
  private readonly slots = new Uint32Array(SLOTS);

  /** `meaningOf` is asked once for each word, folded; `unknown` stands for words too long or too many to be kept. */
  constructor(
    private readonly meaningOf: (word: string) => number,
    private readonly unknown: number,
  ) {}

  get size(): number {
    return this.words.length;
  }

  /** Writes the meanings of the text's words, as `foldedWords` finds them, from `at` on; answers where they end. */
  read(text: string, meanings: Uint32Array, at: number): number {
    let next = at;
    let place = 0;
    while (place < text.length) {
      const code = text.charCodeAt(place);
      if (code > LAST_ASCII) return this.readAny(text, meanings, at);
      if (FOLDED[code] === 0) {
        place++;
        continue;
      }
      const end = endOfWord(text, place);
      meanings[next++] = this.find(text, place, end);
      place = end;
    }
    return next;
  }

  private readAny(text: string, meanings: Uint32Array, at: number): number {
    let next = at;
    for (const word of foldedWords(text)) meanings[next++] = this.find(word, 0, word.length);
    return next;
  }

  private find(text: string, start: number, end: number): number {
    if (end - start > LONGEST_KEPT) return this.unknown;
    let hash = 0;
    for (let place = start; place < end; place++) hash = (Math.imul(hash, 31) + foldedAt(text, place)) | 0;
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let known = this.slots[slot]; known !== undefined && known > 0; known = this.slots[slot]) {
      if (isAt(this.words[known - 1] ?? "", text, start, end)) return this.meanings[known - 1] ?? this.unknown;
      slot = (slot + 1) & (SLOTS - 1);
    }
    return this.add(text.slice(start, end).toLowerCase(), slot);
  }

  private add(word: string, slot: number): number {
    if (this.words.length >= MOST_WORDS) return this.unknown;
    const meaning = this.meaningOf(word);
    this.words.push(word);
    this.meanings.push(meaning);
    this.slots[slot] = this.words.length;
    return meaning;
  }
}

const LAST_ASCII = 126;
/** By code: the letter or digit in lower case, 0 for what stands between words. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return /[a-z0-9]/i.test(letter) ? letter.toLowerCase().charCodeAt(0) : 0;
});
const POINT = 46;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Letters of other alphabets are folded already. */
const foldedAt = (text: string, place: number): number => {
  const code = text.charCodeAt(place);
  return code > LAST_ASCII ? code : FOLDED[code] || code;
};

/** "3.5" is one word, "a.b" are two. */
function endOfWord(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  if (end > start && text.charCodeAt(end) === POINT && isDigit(text.charCodeAt(end + 1))) {
    end++;
    while (isDigit(text.charCodeAt(end))) end++;
    return end;
  }
  while (FOLDED[text.charCodeAt(end)]) end++;
  return end;
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let place = 0; place < word.length; place++)
    if (word.charCodeAt(place) !== foldedAt(text, start + place)) return false;
  return true;
}
