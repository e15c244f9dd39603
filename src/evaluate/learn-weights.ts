import { bestOf, rank } from "../linking/candidates.js";
import type { ClassWeights } from "../linking/class-chances.js";
import { type Doubts, doubtsOf } from "../linking/doubt.js";
import type { Choice, Prior } from "../linking/fit-weights.js";
import { fitWeights } from "../linking/fit-weights.js";
import type { CallReading, Option } from "../linking/options.js";
import { readCall, weightNames } from "../linking/options.js";
import { withSounds } from "../linking/sounds.js";
import type { Weights } from "../linking/weights.js";
import type { WordLesson } from "./learn-of-words.js";
import { learnSounds, soundLessonOf } from "./learn-sounds.js";
import { leavingOut } from "./leaving-out.js";
import type { LinkingCase } from "./linking-cases.js";

/**
 * Weights are held near nothing, natural log odds with a precision of 2, a standard deviation of 0.7 (best where a make is
 * judged by the others), save what is so by its nature and that no file of cases shows enough of: nobody makes a booking for
 * a day gone by, what was over for months is only compared with, a booking entered during a call was made in it, who gives
 * a name has it, another day agreed on is another booking, and what a caller cancels may be cancelled by the time the call
 * is judged.
 */
function priorOf(name: string): Prior {
  const [plain = name, circumstance] = name.split("@");
  const mean = KNOWN_BEFORE[name] ?? 0;
  // How a signal differs by circumstance is seen in fewer calls than the signal: it is held back more.
  if (circumstance === "shared") return { mean, precision: 4 };
  const prior =
    circumstance === undefined ? { mean, precision: HELD_FIRMLY[name] ?? 2 } : { mean, precision: 3, near: plain };
  return SPEAKS_FOR.test(plain) ? { ...prior, sign: 1 } : SPEAKS_AGAINST.test(plain) ? { ...prior, sign: -1 } : prior;
}
/**
 * What fits speaks for a booking and what is otherwise against it, in every make and mode. Where the two go together in
 * the makes at hand, one of them would be given the wrong sign, which the next make pays for.
 */
const SPEAKS_FOR =
  /^(?:only_one_fits|exact_date|day_within|daypart_said|(?:day|clock|guests|title|place)_(?:said|last|first|confirmed|closing)|words?_said|named|opened|pointed_at|others?_left|dwelt|dwelt_most|fits_twice|fits_thrice|within_3_hours|same_day|near_spoken|on_the_day_fits|entered_\w+|latest_gone|status_in_progress|last_to_call)$/;
const SPEAKS_AGAINST =
  /^(?:(?:day|clock|guests|title|place)_(?:conflict|other_confirmed|other_closing|rejected|aside)|title_unsaid|word_other|set_apart|left_alone|late_only|fits_nothing|conflict_twice|status_cancelled|over|long_over|when_long_past|made_otherwise|earlier_gone|name_spoken_of)$/;
const KNOWN_BEFORE: Readonly<Record<string, number>> = {
  over: -6,
  over_told: -2,
  long_over: -9,
  entered_in_call: 3,
  name_introduced: 3,
  name_full: 3,
  name_mentioned: 1.5,
  name_other: -3,
  last_to_call: 0.5,
  cancel_fits: 2.5,
  day_other_confirmed: -2,
  made_otherwise: -5,
  title_other_confirmed: -1.5,
  clock_other_confirmed: -1,
  guests_other_confirmed: -1,
};

/**
 * Of shared numbers whose callers are told by nothing else files have a handful, and of those who give their name they have
 * more who call for somebody else than life has: what is known before stands.
 */
const HELD_FIRMLY: Readonly<Record<string, number>> = { last_to_call: 8, name_introduced: 100, name_full: 100 };

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
    const reading = item.input.call.segments === null ? null : readCall(item.input);
    const part = isOfMakes ? item.make : String(foldOf(item.group, 2));
    return { item, reading, part, sound: soundLessonOf(item, reading) };
  });
  const soundsWithout = leavingOut(read, soundsIn);
  const lessons = read.map(({ item, reading, part, sound }): Lesson => {
    const silenced = { ...item.input, call: { ...item.input.call, segments: null, insights: null } };
    const sounding = reading === null ? null : withSounds(reading, item.input.call, soundsWithout.get(part) ?? {});
    return {
      ...{ group: item.group, source: item.source ?? "", make: item.make, part, sound },
      heard: sounding === null || item.truth === null ? null : { reading: sounding, truth: item.truth.bookingId },
      talk: sounding === null ? null : choiceOf(item, sounding),
      silent: choiceOf(item, readCall(silenced)),
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

function choiceOf({ truth }: LinkingCase, { options }: CallReading): Choice | null {
  if (truth?.customerId == null) return null;
  const right = options.findIndex(
    (option) => option.customer.id === truth.customerId && (option.reading?.booking.id ?? null) === truth.bookingId,
  );
  return right < 0 || options.length < 2 ? null : { right, weight: 1, options: options.map(signalsOf) };
}

function signalsOf(option: Option): Map<string, number> {
  const signals = [...option.signals, ...option.customerSignals];
  return new Map(
    signals.flatMap((signal) => weightNames(signal).map((name): [string, number] => [name, signal.value])),
  );
}

/** To two decimals; what is next to nothing is left out, and what is next to what it is in other modes. */
function inBits(weights: ReadonlyMap<string, number>): Record<string, number> {
  const bitsOf = (name: string): number => Math.round(((weights.get(name) ?? 0) / Math.LN2) * 100) / 100;
  const isTelling = (name: string): boolean => {
    const { near } = priorOf(name);
    return Math.abs(bitsOf(name) - (near === undefined ? 0 : bitsOf(near))) >= (name.includes("@") ? 0.15 : 0.05);
  };
  return Object.fromEntries([...weights.keys()].filter(isTelling).map((name) => [name, bitsOf(name)]));
}

/** FNV-1a: a talk stays in its fold whatever else is in the file. */
export function foldOf(group: string, folds: number): number {
  let hash = 2166136261;
  for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 16777619);
  return (hash >>> 0) % folds;
}
