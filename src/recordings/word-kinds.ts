const TIME_WORDS = new Set(
  "yesterday today tonight tomorrow ago last next week weekend month year morning january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday since".split(
    " ",
  ),
);
const NUMBER_WORDS = new Set(
  "two three four five six seven eight nine ten twelve dozen hundred twice couple".split(" "),
);

/** Whether a word, folded, may answer "how many?". */
export const isNumber = (word: string): boolean => NUMBER_WORDS.has(word) || /\d/.test(word);

/** Whether it may answer "when?". */
export const isTime = (word: string): boolean => TIME_WORDS.has(word) || /^(?:19|20)\d\d$/.test(word);
