import { type ClassWeights, classChances } from "./class-chances.js";
import type { BookingFacts, CallFacts } from "./facts.js";
import type { CallReading, Option } from "./options.js";
import { inMode, type Signal } from "./signal.js";
import type { Talk } from "./talk.js";
import { isOver } from "./took-place.js";
import { observeWords, type Visit } from "./word-features.js";

/** What a call may sound like by its words: about no booking, about one that is over, about one to come. */
export const SOUNDS = ["none", "over", "ahead"] as const;
type Sound = (typeof SOUNDS)[number];

/** What a call about `booking`, null for none, is expected to sound like: an index of `SOUNDS`. */
export const soundExpected = (booking: Pick<BookingFacts, "eventAt"> | null, { startedAt }: CallFacts): number =>
  SOUNDS.indexOf(booking === null ? "none" : isOver(booking, startedAt) ? "over" : "ahead");

/** Short calls have few words to tell by: turns up to which a call is of a length, and its name. */
const LENGTHS = [
  [4, "few turns"],
  [8, "some turns"],
  [16, "many turns"],
  [Number.POSITIVE_INFINITY, "very many turns"],
] as const;

/** What of a call tells what it sounds like, each once. */
export function observeSound({ direction }: CallFacts, { turns }: Talk, visit: Visit): void {
  visit("call", "any", 1);
  if (direction === "OUTBOUND") visit("call", "outbound", 1);
  visit("call", LENGTHS.find(([most]) => turns.length <= most)?.[1] ?? "", 1);
  observeWords(turns, visit);
}

/** Natural log odds; words alone make nothing surer than this. */
const LEAST_LIKELY = -4;

const WORDS: Readonly<Record<Sound, string>> = {
  none: "about no booking",
  over: "about an event that is over",
  ahead: "about a booking to come",
};

/**
 * The same reading, with how each option fits what the call sounds like: the log of how likely that is among the three,
 * to that of a third. Unchanged where nothing was said.
 */
export function withSounds(reading: CallReading, call: CallFacts, weights: ClassWeights): CallReading {
  const { talk, options } = reading;
  if (talk === null || call.segments === null || options.length === 0) return reading;
  const chances = classChances((visit) => observeSound(call, talk, visit), weights, SOUNDS.length);
  const signals = SOUNDS.map((sound, i): Signal => {
    const value = Math.max(LEAST_LIKELY, Math.log(chances[i] ?? 0)) + Math.log(SOUNDS.length);
    const detail = `it ${value < 0 ? "does not sound" : "sounds"} like a call ${WORDS[sound]}`;
    return inMode({ name: `sounds_${sound}`, value, detail, mention: null }, talk.purpose.mode);
  });
  const sounding = (option: Option): Option => {
    const signal = signals[soundExpected(option.reading?.booking ?? null, call)];
    return signal === undefined ? option : { ...option, signals: [...option.signals, signal] };
  };
  return { ...reading, options: options.map(sounding) };
}

export const isSound = ({ name }: Pick<Signal, "name">): boolean => name.startsWith("sounds_");
