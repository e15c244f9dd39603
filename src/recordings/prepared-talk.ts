import { spokenWords } from "./spoken-words.js";
import type { StoredSegment } from "./store.js";
import { currentVocabulary, tellsNumber, tellsTime, type Vocabulary } from "./vocabulary.js";

/** A conversation prepared for questions: pure data, so it may be kept and asked often. */
export interface PreparedTalk {
  readonly recordingId: string;
  readonly startedAt: Date;
  readonly turns: readonly PreparedTurn[];
  /** What the vocabulary knows of the words, in the order in which they are said, turn after turn. */
  readonly said: Uint32Array;
  readonly vocabulary: Vocabulary;
}

export interface PreparedTurn {
  readonly segment: StoredSegment;
  /** In words. */
  readonly length: number;
  readonly speakerNames: readonly string[];
  readonly isQuestion: boolean;
  readonly hasNumber: boolean;
  readonly hasTime: boolean;
}

export function prepareTalk(recordingId: string, startedAt: Date, segments: readonly StoredSegment[]): PreparedTalk {
  const vocabulary = currentVocabulary();
  const said = roomFor(segments.reduce((sum, { text }) => sum + Math.ceil(text.length / 2), 0));
  let start = 0;
  const turns = segments.map((segment): PreparedTurn => {
    const end = vocabulary.read(segment.text, said, start);
    let [hasNumber, hasTime] = [false, false];
    for (let at = start; at < end; at++) {
      hasNumber ||= tellsNumber(said[at] ?? 0);
      hasTime ||= tellsTime(said[at] ?? 0);
    }
    const length = end - start;
    start = end;
    return {
      ...{ segment, length, hasNumber, hasTime },
      speakerNames: namesOf(segment),
      isQuestion: /\?\s*$/.test(segment.text),
    };
  });
  return { recordingId, startedAt, turns, said: said.slice(0, start), vocabulary };
}

/** To write in before it is known how much it is: memory of one's own for each call would have to be collected again. */
const ROOM = new Uint32Array(50_000);

const roomFor = (words: number): Uint32Array => (words <= ROOM.length ? ROOM : new Uint32Array(words));

const namesOf = ({ name, speaker }: StoredSegment): readonly string[] =>
  name === null ? UNNAMED[speaker] : [...spokenWords(name).map(({ word }) => word), speaker];

const UNNAMED: Readonly<Record<StoredSegment["speaker"], readonly string[]>> = {
  customer: ["customer"],
  agent: ["agent"],
  unknown: ["unknown"],
};
