import { cardinalOf as belowHundred, numberIn } from "./cardinal-words.js";
import { clockSpellings } from "./spoken-clock.js";
import { sumSpellings } from "./spoken-sums.js";

const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ one: "first", two: "second", three: "third", five: "fifth", eight: "eighth", nine: "ninth", twelve: "twelfth" },
};
const LARGEST = 100;
const LAST_DAY_OF_MONTH = 31;
/** "First", "second" and "third" are said of much that is no number. */
const FIRST_ORDINAL_ALONE = 4;

const cardinalOf = (value: number): string => (value === LARGEST ? "hundred" : belowHundred(value));

const ordinalOf = (value: number): string =>
  cardinalOf(value).replace(/\w+$/, (last) => IRREGULAR[last] ?? `${last.replace(/y$/, "ie").replace(/t$/, "")}th`);

function ordinalInDigits(value: number): string {
  const isTeen = value > 10 && value < 20;
  return `${value}${(isTeen ? undefined : ["th", "st", "nd", "rd"][value % 10]) ?? "th"}`;
}

const SPELLINGS = new Map<string, readonly string[]>();
for (let value = 0; value <= LARGEST; value += 1) {
  const [digits, words] = [String(value), cardinalOf(value)];
  SPELLINGS.set(words, [digits]);
  const isDay = value > 0 && value <= LAST_DAY_OF_MONTH;
  SPELLINGS.set(digits, [words, ...(isDay ? [ordinalInDigits(value), ordinalOf(value)] : [])]);
  if (!isDay) continue;
  SPELLINGS.set(ordinalInDigits(value), [ordinalOf(value), digits]);
  SPELLINGS.set(ordinalOf(value), [ordinalInDigits(value), ...(value < FIRST_ORDINAL_ALONE ? [] : [digits])]);
}

/**
 * The other ways to write a number or a time of the day (words in lower case, "twenty one"): recognisers write "21 guests"
 * as well as "twenty-one guests", a day as "the 29th", "the twenty-ninth" or "29", "6:30" as "six thirty" and "$1,140" as
 * "eleven hundred forty dollars". None for what is neither.
 */
export function otherSpellings(words: readonly string[]): readonly string[] {
  const written = words.join(" ");
  const known = SPELLINGS.get(written);
  if (known !== undefined) return known;
  if (!mayBegin(words[0] ?? "")) return [];
  const all = new Set([...clockSpellings(words), ...sumSpellings(words)]);
  all.delete(written);
  return [...all];
}

/** Whether a number or time may begin with it: most words of a query are neither. */
export const mayBegin = (word: string): boolean =>
  /^\p{N}/u.test(word) || NOT_ALONE.has(word) || numberIn([word]) !== null;

/** "Half past six", "oh one three five". */
const NOT_ALONE = new Set(["half", "quarter", "oh"]);
