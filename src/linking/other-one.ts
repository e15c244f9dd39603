import type { Lexeme } from "./lexemes.js";
import { isBefore, type Mention, wordNear } from "./mention.js";
import type { Pointing } from "./pointing.js";
import type { SaidWords } from "./said-words.js";

/** Something said that fits some of the customer's bookings, by index. */
interface Named extends Mention {
  readonly fits: readonly number[];
}

/** How many turns back it was named what this one is other than. */
const REACH = 2;

/** "You paid the lunch. This is the other one": of two bookings the one that was not named just before. `named` is in the order said. */
export function readOthers(words: SaidWords, named: readonly Named[], pair: readonly number[]): Pointing[] {
  if (pair.length !== 2) return [];
  return words.placesOf("other").flatMap(({ turn, at }): Pointing[] => {
    if (turn.lexemes[at + 1]?.word !== "one" || !isTheirs(turn.lexemes, at)) return [];
    const here = { turn, from: at, to: at + 2 };
    const last = named.findLast(
      (one) => isBefore(one, here) && turn.index - one.turn.index <= REACH && one.fits.length === 1,
    );
    const [first] = last?.fits ?? [];
    const picks = first === undefined || !pair.includes(first) ? undefined : pair.find((index) => index !== first);
    return picks === undefined ? [] : [{ ...here, picks }];
  });
}

/** "The other one", but not "the song is the other one". */
const isTheirs = (lexemes: readonly Lexeme[], at: number): boolean => {
  const [before, earlier, first] = [-1, -2, -3].map((by) => wordNear(lexemes, at, by));
  return LED.test(before ?? "") && (earlier !== "is" || /^(?:this|that|it)$/.test(first ?? ""));
};
const LED = /^(?:the|my|our|your)$/;
