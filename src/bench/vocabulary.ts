import ranks from "gpt-tokenizer/bpeRanks/r50k_base";
import { type Dice, diceFor } from "./dice.js";

/** Draws words and turns of phrase as often as people say them. */
export interface Vocabulary {
  word(dice: Dice): string;
  /** Two to five words that belong together, such as people repeat. */
  phrase(dice: Dice): string;
  /** Every word that there is. */
  readonly all: ReadonlySet<string>;
}

/** Slots of a table that a draw looks into: the rarest word of the list has two or three. */
const SLOTS = 2 ** 20;
const PHRASES = 60_000;
/** Mandelbrot's amendment of Zipf's law, 1 / (rank + offset), for words; phrases have no such favourites. */
const WORD_OFFSET = 2.7;
const PHRASE_OFFSET = 50;
/** Of a thousand words, those that belong to no list: names of people and places, brands, codes. */
const RARE_OF_THOUSAND = 3;
/** That many different ones: at a million calls each is said in about ten. */
const RARE_WORDS = 150_000;
const SYLLABLES =
  "ba be bo ca ce da de do fa fe ga go ha he jo ka ke la le lo ma me mo na ne no pa po ra re ri ro sa se so ta te to va ve".split(
    " ",
  );
const ENDINGS = ["lin", "mar", "ston", "ques", "dell", "vik", "ford", "nez", "ski", "wood", "berg", "tto"];

/**
 * English words in the order of their frequency on the web (the merge order of GPT-2's tokens), each with the probability
 * of its rank by Zipf's law, phrases of them with theirs, and a long tail of words that hardly anybody says.
 */
export function buildVocabulary(): Vocabulary {
  const words = ranks
    .filter((token) => typeof token === "string" && /^ [a-z]{2,}$/.test(token))
    .map((token) => String(token).slice(1));
  const common = zipfian(words, WORD_OFFSET);
  const word = (dice: Dice): string =>
    dice.below(1_000) < RARE_OF_THOUSAND ? rareWord(dice.below(RARE_WORDS)) : common(dice);
  const phrases = Array.from({ length: PHRASES }, (_one, number) => {
    const dice = diceFor(6, number);
    return Array.from({ length: 2 + dice.below(4) }, () => common(dice)).join(" ");
  });
  const rare = Array.from({ length: RARE_WORDS }, (_one, number) => rareWord(number));
  return { word, phrase: zipfian(phrases, PHRASE_OFFSET), all: new Set([...words, ...rare]) };
}

/** Draws from a list whose first items are the most frequent. */
function zipfian(list: readonly string[], offset: number): (dice: Dice) => string {
  const weights = list.map((_item, rank) => 1 / (rank + 1 + offset));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slots = new Uint16Array(SLOTS);
  let [rank, upTo] = [0, ((weights[0] ?? 0) / total) * SLOTS];
  for (let slot = 0; slot < SLOTS; slot += 1) {
    while (slot >= upTo && rank < list.length - 1) {
      rank += 1;
      upTo += ((weights[rank] ?? 0) / total) * SLOTS;
    }
    slots[slot] = rank;
  }
  return (dice) => list[slots[dice.below(SLOTS)] ?? 0] ?? "";
}

/** The word of the tail with this number, always the same, of three syllables and an ending. */
export function rareWord(number: number): string {
  const at = (list: readonly string[], index: number): string => list[index % list.length] ?? "";
  const [first, second] = [number % SYLLABLES.length, Math.floor(number / SYLLABLES.length)];
  return (
    at(SYLLABLES, first) +
    at(SYLLABLES, second) +
    at(SYLLABLES, Math.floor(second / SYLLABLES.length)) +
    at(ENDINGS, number)
  );
}
