import type { Lexeme } from "./lexemes.js";
import { oneOf } from "./phrases.js";

/** What is numbered ("line forty-one of the list"), or comes in sizes. */
export const NUMBERED = oneOf(`
  line page item number row room chapter paragraph question sizes? toddlers? toddler's
  (?:kid|child|junior|youth|men|women|man|woman)'s mens womens ladies
`);

/** "Table for four tonight" is four people; "dinner for seven tonight" more likely seven o'clock. */
export const isTimeAhead = (lexemes: readonly Lexeme[], to: number, tonight: boolean): boolean => {
  const next = lexemes[to];
  return (
    next?.kind === "number" ||
    next?.kind === "clock" ||
    /^(?:pm|am|o'clock|oclock|ish|o|hundred|sharp)$/.test(next?.word ?? "") ||
    (tonight && next?.word === "tonight")
  );
};

const OTHER_THINGS = oneOf(`
  hours? hrs? minutes? mins? days? weeks? months? years? nights? dollars? pounds? bucks percent stars? star miles?
  blocks? times? ways? tables? rooms? bottles? trays? orders? pieces courses? steaks? options? choices? bedrooms?
  bathrooms? beds? square places th inch inches yards? metres? meters? degrees year street avenue ave
  more of different things? questions? chicken shrimp calls? foot feet available results? other others
`);
/** Things that are counted and are no people. */
export const isOtherThing = (lexemes: readonly Lexeme[], to: number): boolean =>
  OTHER_THINGS.test(lexemes[to]?.word ?? "") || lexemes[to]?.kind === "code" || lexemes[to]?.kind === "ordinal";

/** "30 West Street": after the number of a house comes its street, in so many words. */
export function isHouse(lexemes: readonly Lexeme[], to: number): boolean {
  for (let i = to; i < to + LONGEST_STREET; i++) {
    const lexeme = lexemes[i];
    if (lexeme === undefined) return false;
    if (STREET.test(lexeme.word)) return i > to;
    if (lexeme.kind !== "ordinal" && (lexeme.kind !== "word" || IN_NO_STREET.test(lexeme.word))) return false;
  }
  return false;
}
const LONGEST_STREET = 4;
export const STREET = oneOf(`
  streets? st roads? rd avenues? ave lanes? ln drives? dr boulevard blvd court close terrace circle crescent square
  way place parkway pkwy highway hwy
`);
/** "Four in a nice place" is no address. */
const IN_NO_STREET = /^(?:in|at|on|for|to|by|of|or|and|with|from|is|the|a|an|my|our|your|any|some)$/;
