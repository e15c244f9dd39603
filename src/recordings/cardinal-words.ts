const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** 0 to 99: "twenty one". */
export function cardinalOf(value: number): string {
  const tens = TENS[Math.floor(value / 10) - 2];
  if (tens === undefined) return ONES[value] ?? "";
  return value % 10 === 0 ? tens : `${tens} ${ONES[value % 10]}`;
}

const VALUES = new Map(Array.from({ length: 100 }, (_, value) => [cardinalOf(value), value]));

/** Of "twenty one" 21; null for what is no number from 0 to 99 in words. */
export const numberIn = (words: readonly string[]): number | null => VALUES.get(words.join(" ")) ?? null;
