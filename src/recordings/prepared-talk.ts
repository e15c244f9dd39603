import { canonicalStem } from "./question.js";
import { foldedWords, spokenWords } from "./spoken-words.js";
import type { StoredSegment } from "./store.js";

/** A conversation prepared for questions: pure data, so it may be kept and asked often. */
export interface PreparedTalk {
  readonly recordingId: string;
  readonly startedAt: Date;
  readonly turns: readonly PreparedTurn[];
}

export interface PreparedTurn {
  readonly segment: StoredSegment;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
  readonly speakerNames: readonly string[];
  readonly isQuestion: boolean;
  readonly hasNumber: boolean;
  readonly hasTime: boolean;
}

const TIME_WORDS = new Set(
  "yesterday today tonight tomorrow ago last next week weekend month year morning january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday since".split(
    " ",
  ),
);
const NUMBER_WORDS = new Set(
  "two three four five six seven eight nine ten twelve dozen hundred twice couple".split(" "),
);
const YEAR = /^(?:19|20)\d\d$/;
const DIGIT = /\d/;

export function prepareTalk(recordingId: string, startedAt: Date, segments: readonly StoredSegment[]): PreparedTalk {
  return { recordingId, startedAt, turns: segments.map(prepareTurn) };
}

function prepareTurn(segment: StoredSegment): PreparedTurn {
  const counts = new Map<string, number>();
  let length = 0;
  let [hasNumber, hasTime] = [false, false];
  for (const word of foldedWords(segment.text)) {
    const stem = canonicalStem(word);
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
    length++;
    hasNumber ||= NUMBER_WORDS.has(word) || DIGIT.test(word);
    hasTime ||= TIME_WORDS.has(word) || YEAR.test(word);
  }
  const names = segment.name === null ? [] : spokenWords(segment.name).map(({ word }) => word);
  return {
    segment,
    counts,
    length,
    speakerNames: [...names, segment.speaker],
    isQuestion: /\?\s*$/.test(segment.text),
    hasNumber,
    hasTime,
  };
}
