/** Hours of speech without a full stop are not searched to their end. */
const LONGEST_SENTENCE = 2_000;

const sentenceEnds = new Intl.Segmenter("en", { granularity: "sentence" });

/** Of speech or notes, without list marks; a line ends a sentence. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .flatMap((line) => [...sentenceEnds.segment(line)])
    .map(({ segment }) =>
      segment
        .slice(0, LONGEST_SENTENCE)
        .replace(/^[\s•*–-]+/, "")
        .trim(),
    )
    .filter((sentence) => sentence !== "");
