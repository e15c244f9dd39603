import { bestOf, rank } from "../linking/candidates.js";
import type { ClassWeights } from "../linking/class-chances.js";
import { type Doubts, doubtsOf } from "../linking/doubt.js";
import type { Choice } from "../linking/fit-weights.js";
import { fitWeights } from "../linking/fit-weights.js";
import { readHeard, silenced } from "../linking/hardly-heard.js";
import type { CallReading } from "../linking/options.js";
import { readCall, weightNames } from "../linking/options.js";
import { withSounds } from "../linking/sounds.js";
import { LEAST_BITS, type Weights } from "../linking/weights.js";
import { choiceOf } from "./choice-of.js";
import { foldOf } from "./fold-of.js";
import type { WordLesson } from "./learn-of-words.js";
import { learnSounds, soundLessonOf } from "./learn-sounds.js";
import { leavingOut } from "./leaving-out.js";
import type { LinkingCase } from "./linking-cases.js";
import { KNOWN_BEFORE, priorOf } from "./priors.js";

/** A labelled call, read: what can be learned from it with its words and without. */
export interface Lesson {
  readonly group: string;
  readonly source: string;
  readonly make: string;
  /** What is judged by what was learned from the others: the make, or of one make alone a half of its talks. */
  readonly part: string;
  /** What it teaches of how calls sound; null where it teaches nothing. */
  readonly sound: WordLesson | null;
  /** What is known of the call, and the booking that it was about; null where it teaches nothing of doubt. */
  readonly heard: { readonly reading: CallReading; readonly truth: string | null } | null;
  readonly talk: Choice | null;
  readonly silent: Choice | null;
}

/** What is learned of words and of signals. */
export interface Heard {
  readonly sounds: ClassWeights;
  readonly talk: Record<string, number>;
}

const soundsIn = (lessons: readonly Pick<Lesson, "sound">[]): ClassWeights =>
  learnSounds(lessons.flatMap(({ sound }) => sound ?? []));

/** Labelled calls, read, each as it sounds to one who has learned from the other parts only, and what was learned without each part. */
export function lessonsOf(cases: readonly LinkingCase[]): {
  readonly lessons: readonly Lesson[];
  readonly heardWithout: ReadonlyMap<string, Heard>;
} {
  const isOfMakes = new Set(cases.map(({ make }) => make)).size > 1;
  const read = cases.map((item) => {
    const heard = readHeard(item.input);
    const reading = heard.talk === null || item.input.call.segments === null ? null : heard;
    const part = isOfMakes ? item.make : String(foldOf(item.group, 2));
    return { item, reading, part, sound: soundLessonOf(item, reading) };
  });
  const soundsWithout = leavingOut(read, soundsIn);
  const lessons = read.map(({ item, reading, part, sound }): Lesson => {
    const sounding = reading === null ? null : withSounds(reading, item.input.call, soundsWithout.get(part) ?? {});
    return {
      ...{ group: item.group, source: item.source ?? "", make: item.make, part, sound },
      heard: sounding === null || item.truth === null ? null : { reading: sounding, truth: item.truth.bookingId },
      talk: sounding === null ? null : choiceOf(item, sounding, weightNames),
      silent: choiceOf(item, readCall(silenced(item.input)), weightNames),
    };
  });
  const talkWithout = leavingOut(lessons, learnTalk);
  return {
    lessons,
    heardWithout: new Map(
      [...talkWithout].map(([part, talk]) => [part, { talk, sounds: soundsWithout.get(part) ?? {} }]),
    ),
  };
}

/** Learns weights from lessons. A call whose right answer is not among its options teaches nothing of signals. */
export const learn = (
  lessons: readonly Lesson[],
  trials: readonly Trial[],
  heard: Heard = { sounds: soundsIn(lessons), talk: learnTalk(lessons) },
): Weights => ({ talk: heard.talk, silent: learnSilent(lessons), doubt: learnDoubt(trials), sounds: heard.sounds });

function learnTalk(lessons: readonly Lesson[]): Record<string, number> {
  const weightOf = weighMakes(lessons, PLAIN_LESSONS, 1 / 3);
  return fit(lessons.map(({ talk, make }) => (talk === null ? null : { ...talk, weight: weightOf(make) })));
}

/** The calls of a make with so many lessons, or trials, count once each. */
const PLAIN_LESSONS = 360;
const PLAIN_TRIALS = 120;

/**
 * The larger a make, the more of its calls are alike: with a power of a third, a call of a make eight times as large counts
 * half. How far to believe differs from make to make more than what speaks for a booking: there makes are nearer to equals.
 */
function weighMakes(
  of: readonly { readonly make: string }[],
  plainSize: number,
  power: number,
): (make: string) => number {
  const makes = Map.groupBy(of, ({ make }) => make);
  return (make) => (plainSize / (makes.get(make)?.length ?? 1)) ** power;
}

/**
 * Without words only the times of bookings speak, and how near calls lie to events differs from file to file: the
 * project's own calls and all others count alike, though there are fewer of them.
 */
function learnSilent(lessons: readonly Lesson[]): Record<string, number> {
  const kinds = Map.groupBy(lessons, ({ source }) => source === "own");
  return fit(
    lessons.map(({ silent, source }) => {
      const share = lessons.length / (kinds.size * (kinds.get(source === "own")?.length ?? 1));
      return silent === null ? null : { ...silent, weight: share };
    }),
  );
}

function fit(choices: readonly (Choice | null)[]): Record<string, number> {
  const learned = fitWeights(
    choices.filter((choice) => choice !== null),
    priorOf,
  );
  return inBits(new Map([...Object.entries(KNOWN_BEFORE), ...learned]));
}

/** How the best booking of a call looked to one who had learned from other calls only, and whether it was right. */
export interface Trial {
  readonly lesson: Lesson;
  readonly facts: Doubts;
  readonly isRight: boolean;
}

/** Judges each part's calls by the other parts', so that doubt is learned of calls as strange as those to come. */
export const trialsOf = (lessons: readonly Lesson[], heardWithout: ReadonlyMap<string, Heard>): Trial[] =>
  [...heardWithout].flatMap(([out, { talk }]) =>
    lessons.filter(({ part }) => part === out).flatMap((lesson) => trialOf(lesson, talk)),
  );

function trialOf(lesson: Lesson, talk: Record<string, number>): Trial[] {
  if (lesson.heard === null || lesson.heard.reading.options.length === 0) return [];
  const { reading, truth } = lesson.heard;
  const ranked = rank(reading, { talk, silent: {}, doubt: {}, sounds: {} });
  const facts = doubtsOf(reading.talk, ranked);
  return facts === null ? [] : [{ lesson, facts, isRight: bestOf(ranked)?.option.reading?.booking.id === truth }];
}

/** Whether the best booking is right, as a choice of two: it with all that tells, or nothing. */
export function learnDoubt(trials: readonly Trial[]): Record<string, number> {
  const weightOf = weighMakes(
    trials.map(({ lesson }) => lesson),
    PLAIN_TRIALS,
    1 / 2,
  );
  const choices = trials.map(
    ({ lesson, facts, isRight }): Choice => ({
      options: [facts, new Map()],
      right: isRight ? 0 : 1,
      weight: weightOf(lesson.make),
    }),
  );
  return inBits(
    fitWeights(choices, (name) => ({
      mean: name === "chance" ? Math.LN2 : 0,
      precision: name === "call" ? 0.2 : 6,
    })),
  );
}

/** To two decimals; what is next to nothing is left out, and what is next to what it is in other modes. */
function inBits(weights: ReadonlyMap<string, number>): Record<string, number> {
  const bitsOf = (name: string): number => Math.round(((weights.get(name) ?? 0) / Math.LN2) * 100) / 100;
  const isTelling = (name: string): boolean => {
    const { near } = priorOf(name);
    return Math.abs(bitsOf(name) - (near === undefined ? 0 : bitsOf(near))) >= (name.includes("@") ? 0.15 : LEAST_BITS);
  };
  return Object.fromEntries([...weights.keys()].filter(isTelling).map((name) => [name, bitsOf(name)]));
}
