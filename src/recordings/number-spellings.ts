const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ one: "first", two: "second", three: "third", five: "fifth", eight: "eighth", nine: "ninth", twelve: "twelfth" },
};
const LARGEST = 100;
const LAST_DAY_OF_MONTH = 31;
/** "First", "second" and "third" are said of much that is no number. */
const FIRST_ORDINAL_ALONE = 4;

function cardinalOf(value: number): string {
  if (value === LARGEST) return "hundred";
  const tens = TENS[Math.floor(value / 10) - 2];
  if (tens === undefined) return ONES[value] ?? "";
  return value % 10 === 0 ? tens : `${tens} ${ONES[value % 10]}`;
}

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

/** "1140" is written "1,140" as well, which are two words. */
function thousandsApart(words: readonly string[]): readonly string[] {
  const [first = "", second] = words;
  if (words.length === 1 && /^[1-9]\d{3,5}$/.test(first)) return [`${first.slice(0, -3)} ${first.slice(-3)}`];
  const isWritten = words.length === 2 && /^[1-9]\d{0,2}$/.test(first) && /^\d{3}$/.test(second ?? "");
  return isWritten ? [words.join("")] : [];
}

/**
 * The other ways to write a number (words in lower case, "twenty one"): recognisers write "21 guests" as well as
 * "twenty-one guests", and a day as "the 29th", "the twenty-ninth" or "29". None for what is no number, nor beyond a hundred for words.
 */
export const otherSpellings = (words: readonly string[]): readonly string[] =>
  SPELLINGS.get(words.join(" ")) ?? thousandsApart(words);

/** Whether two words are one number, as in "twenty one". */
export const areOneNumber = (first: string, second: string): boolean => SPELLINGS.has(`${first} ${second}`);
