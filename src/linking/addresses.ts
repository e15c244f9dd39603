import { isHouse, STREET } from "./count-or-not.js";
import { lex } from "./lexemes.js";
import { keyOf, type Place } from "./said-words.js";

/** "30 Old Garden Street": a street's name has so many words. */
const LONGEST_NAME = 2;

/**
 * Whether a word names the street of an address that is not written in `text`, which is seldom asked for: whoever lives in
 * Garden Street books no garden.
 */
export function isOfOtherAddress({ turn: { lexemes }, at }: Place, text: () => string): boolean {
  const said = lexemes[at];
  // Few words follow the number of a house by one or two.
  const house = [at - 1, at - 2].find((i) => lexemes[i]?.kind === "number");
  return (
    said !== undefined &&
    house !== undefined &&
    [at + 1, at + 2].some((i) => STREET.test(lexemes[i]?.word ?? "")) &&
    isHouse(lexemes, house + 1) &&
    !namesStreet(text(), keyOf(said))
  );
}

function namesStreet(text: string, key: string): boolean {
  const lexemes = lex(text);
  return lexemes.some(
    (lexeme, i) =>
      lexeme.kind === "word" &&
      keyOf(lexeme) === key &&
      lexemes.slice(i + 1, i + 1 + LONGEST_NAME).some(({ word }) => STREET.test(word)),
  );
}
