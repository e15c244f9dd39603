import type { ClassWeights } from "../linking/class-chances.js";
import { isOfWord } from "../linking/word-features.js";
import { type Example, fitClasses } from "./fit-classes.js";

/** What is observed of a labelled call, and what is right for it. */
export interface WordLesson extends Omit<Example, "weight"> {
  readonly make: string;
}

export interface WordLearning {
  /** A make of many calls counts no more than this many. */
  readonly mostOfAMake: number;
  /** A word is learned from where so many calls of so many makes have it: others are of a trade, or of chance. */
  readonly fewestCalls: number;
  readonly fewestMakes: number;
  /** 1 / variance, of natural log odds. */
  readonly precision: number;
  readonly precisionOfWords: number;
}

/** Learns classes from what is observed of calls, their words above all. The same lessons give the same weights. */
export function learnOfWords(lessons: readonly WordLesson[], classes: number, learning: WordLearning): ClassWeights {
  const ofMake = Map.groupBy(lessons, ({ make }) => make);
  const seen = new Map<string, { calls: number; makes: Set<string> }>();
  for (const { features, make } of lessons)
    for (const name of features.keys()) {
      const known = seen.get(name) ?? { calls: 0, makes: new Set<string>() };
      seen.set(name, { calls: known.calls + 1, makes: known.makes.add(make) });
    }
  const isKnown = (name: string): boolean => {
    const { calls, makes } = seen.get(name) ?? { calls: 0, makes: new Set() };
    return !isOfWord(name) || (calls >= learning.fewestCalls && makes.size >= learning.fewestMakes);
  };
  const examples = lessons.map(({ features, right, make }) => ({
    features: new Map([...features].filter(([name]) => isKnown(name))),
    right,
    weight: Math.min(1, learning.mostOfAMake / (ofMake.get(make)?.length ?? 1)),
  }));
  const fitted = fitClasses(examples, classes, (name) =>
    isOfWord(name) ? learning.precisionOfWords : learning.precision,
  );
  return Object.fromEntries([...fitted].map(([name, adds]) => [name, adds.map((one) => Math.round(one * 100) / 100)]));
}
