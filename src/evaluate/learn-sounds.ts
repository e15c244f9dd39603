import type { ClassWeights } from "../linking/class-chances.js";
import type { CallReading } from "../linking/options.js";
import { observeSound, SOUNDS, soundExpected } from "../linking/sounds.js";
import { featuresOf } from "../linking/word-features.js";
import { learnOfWords, type WordLesson } from "./learn-of-words.js";
import type { LinkingCase } from "./linking-cases.js";

/** What a labelled call teaches of how calls sound; null where it teaches nothing. */
export function soundLessonOf({ input, truth, make }: LinkingCase, reading: CallReading | null): WordLesson | null {
  const talk = reading?.talk ?? null;
  // Whom an unknown caller meant no label says, and so not what.
  if (talk === null || truth === null || reading?.match.holders.length === 0) return null;
  const booking = input.bookings.find(({ id }) => id === truth.bookingId) ?? null;
  if (booking === null && truth.bookingId !== null) return null;
  const features = featuresOf((visit) => observeSound(input.call, talk, visit));
  return { features, right: [soundExpected(booking, input.call)], make };
}

/** Best where a make is judged by the others; see `WordLearning`. */
const LEARNING_SOUNDS = { mostOfAMake: 100, fewestCalls: 30, fewestMakes: 6, precision: 1, precisionOfWords: 6 };

/** The same lessons give the same weights. */
export const learnSounds = (lessons: readonly WordLesson[]): ClassWeights =>
  learnOfWords(lessons, SOUNDS.length, {
    ...LEARNING_SOUNDS,
    // Of few makes words are learned that all of them share.
    fewestMakes: Math.min(LEARNING_SOUNDS.fewestMakes, new Set(lessons.map(({ make }) => make)).size),
  });
