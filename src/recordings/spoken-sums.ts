import { cardinalOf, numberIn } from "./cardinal-words.js";

const HUNDRED = 100;
const THOUSAND = 1000;

/**
 * The ways to write and say a number of three to six digits that `words` (lower case) write or say: "1140", "1 140",
 * "eleven hundred forty", "eleven forty" as in an address, and digit by digit as a code is said. None for what is none.
 */
export function sumSpellings(words: readonly string[]): readonly string[] {
  const digits = readDigits(words);
  if (digits === null) return [];
  const value = Number(digits);
  return digits.startsWith("0")
    ? [digits, ...oneByOne(digits)]
    : [digits, ...thousandsApart(digits), ...roundly(value), ...inPairs(value), ...oneByOne(digits)];
}

function readDigits(words: readonly string[]): string | null {
  const [first = "", second = "", ...others] = words;
  if (words.length === 1) return /^\d{3,6}$/.test(first) ? first : null;
  // "1,140" are two words.
  if (others.length === 0 && /^[1-9]\d{0,2}$/.test(first) && /^\d{3}$/.test(second)) return first + second;
  const oneByOne = words.map(digitOf).join("");
  if (words.length >= 3 && words.length <= 6 && oneByOne.length === words.length) return oneByOne;
  const value = readRoundly(words) ?? readInPairs(words);
  return value === null || value < HUNDRED ? null : String(value);
}

/** Empty for what is no digit in words. */
function digitOf(word: string): string {
  const value = word === "oh" ? 0 : numberIn([word]);
  return value === null || value > 9 ? "" : String(value);
}

/** "Forty-seven hundred twenty", "two thousand one hundred and five", "two thousand three twenty". */
function readRoundly(words: readonly string[]): number | null {
  const at = (unit: string): number => words.indexOf(unit);
  const [unit, size] = at("thousand") >= 0 ? ["thousand", THOUSAND] : ["hundred", HUNDRED];
  const place = at(unit);
  if (place <= 0) return null;
  const count = numberIn(words.slice(0, place));
  const after = words.slice(place + 1);
  const rest = after[0] === "and" ? after.slice(1) : after;
  const left =
    rest.length === 0 ? 0 : (numberIn(rest) ?? (size === THOUSAND ? (readRoundly(rest) ?? readInPairs(rest)) : null));
  return count === null || count === 0 || left === null || left >= size ? null : count * size + left;
}

/** "Thirteen sixty" is 1360, "nine oh five" 905. */
function readInPairs(words: readonly string[]): number | null {
  const read = words.flatMap((_, place) => {
    const [count, rest] = [numberIn(words.slice(0, place)), words.slice(place)];
    const isBelowTen = rest[0] === "oh";
    const left = numberIn(isBelowTen ? rest.slice(1) : rest);
    return count === null || count === 0 || left === null || isBelowTen !== left < 10 ? [] : [count * HUNDRED + left];
  });
  return read[0] ?? null;
}

const thousandsApart = (digits: string): string[] =>
  digits.length > 3 ? [`${digits.slice(0, -3)} ${digits.slice(-3)}`] : [];

function* roundly(value: number): Generator<string> {
  const [thousands, hundreds, rest] = [Math.floor(value / THOUSAND), Math.floor(value / HUNDRED), value % HUNDRED];
  const countOfHundreds = hundreds % 10;
  const below = rest === 0 ? [""] : [` ${cardinalOf(rest)}`, ` and ${cardinalOf(rest)}`];
  if (thousands < HUNDRED && thousands > 0)
    for (const end of below)
      yield `${cardinalOf(thousands)} thousand${countOfHundreds > 0 ? ` ${cardinalOf(countOfHundreds)} hundred` : ""}${end}`;
  if (thousands < HUNDRED && thousands > 0 && countOfHundreds > 0 && rest >= 10)
    yield `${cardinalOf(thousands)} thousand ${cardinalOf(countOfHundreds)} ${cardinalOf(rest)}`;
  if (countOfHundreds > 0 && hundreds < HUNDRED) for (const end of below) yield `${cardinalOf(hundreds)} hundred${end}`;
}

function* inPairs(value: number): Generator<string> {
  const [first, second] = [Math.floor(value / HUNDRED), value % HUNDRED];
  if (first < HUNDRED && second > 0) yield `${cardinalOf(first)} ${second < 10 ? "oh " : ""}${cardinalOf(second)}`;
}

function oneByOne(digits: string): string[] {
  const said = (zero: string): string =>
    [...digits].map((digit) => (digit === "0" ? zero : cardinalOf(Number(digit)))).join(" ");
  return [...new Set([said("zero"), said("oh")])];
}
