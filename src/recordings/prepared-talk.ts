import { canonicalStem } from "./question.js";
import { foldedWords, spokenWords } from "./spoken-words.js";
import type { StoredSegment } from "./store.js";

/** A conversation prepared for questions: pure data, so it may be kept and asked often. */
export interface PreparedTalk {
  readonly recordingId: string;
  readonly startedAt: Date;
  readonly turns: readonly PreparedTurn[];
  /** Where each stem is said: a question looks at what says its words, not at all that was said. */
  readonly sayings: ReadonlyMap<string, readonly Saying[]>;
  /** The stems of at least `BEGINNING` letters by their first ones. */
  readonly beginnings: ReadonlyMap<string, readonly string[]>;
}

export interface Saying {
  /** Index into the talk's turns. */
  readonly turn: number;
  readonly count: number;
}

/** So many letters two words must begin alike with for one to be taken for the other's longer form. */
export const BEGINNING = 5;

export interface PreparedTurn {
  readonly segment: StoredSegment;
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
  const sayings = new Map<string, Saying[]>();
  const turns = segments.map((segment, turn) => prepareTurn(segment, turn, sayings));
  const long = [...sayings.keys()].filter((stem) => stem.length >= BEGINNING);
  return {
    ...{ recordingId, startedAt, turns, sayings },
    beginnings: Map.groupBy(long, (stem) => stem.slice(0, BEGINNING)),
  };
}

function prepareTurn(segment: StoredSegment, turn: number, sayings: Map<string, Saying[]>): PreparedTurn {
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
  for (const [stem, count] of counts) {
    const known = sayings.get(stem);
    if (known === undefined) sayings.set(stem, [{ turn, count }]);
    else known.push({ turn, count });
  }
  const names = segment.name === null ? [] : spokenWords(segment.name).map(({ word }) => word);
  return {
    segment,
    length,
    speakerNames: [...names, segment.speaker],
    isQuestion: /\?\s*$/.test(segment.text),
    hasNumber,
    hasTime,
  };
}
