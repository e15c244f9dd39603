import { chancesOfFeatures, type IntentWeights, LEARNED_INTENTS, likeliestOf } from "../linking/intent.js";
import { foundBy, intentFeatures, isOfWord } from "../linking/intent-features.js";
import { linkCall } from "../linking/link-call.js";
import { readCall } from "../linking/options.js";
import { type Example, fitClasses } from "./fit-classes.js";
import type { LinkingCase } from "./linking-cases.js";
import { type IntentScore, scoreIntents } from "./score-intents.js";

interface IntentLesson extends Example {
  readonly make: string;
  readonly intents: readonly string[];
}

const ORDER: readonly string[] = LEARNED_INTENTS;
/** A make of many calls counts no more than this many. */
const MOST_OF_A_MAKE = 100;
/** A word is learned from where so many calls of so many makes have it: others are of a trade, or of chance. */
const FEWEST_CALLS = 40;
const FEWEST_MAKES = 6;
/** Standard deviations of 1 and of a half, natural log odds: best where a make is judged by the others. */
const PRECISION = 1;
const PRECISION_OF_WORDS = 4;

/** Learns what calls are for from those whose line says it (`meta.intents`). The same cases give the same weights. */
export const learnIntents = (cases: readonly LinkingCase[]): IntentWeights => fit(cases.flatMap(lessonOf));

/** How weights learned from the other makes tell the calls of each make, or of those named. */
export function holdOutIntents(cases: readonly LinkingCase[], makes?: readonly string[]): Map<string, IntentScore> {
  const lessons = cases.flatMap(lessonOf);
  return new Map(
    (makes ?? [...new Set(lessons.map(({ make }) => make))]).map((make) => {
      const weights = fit(lessons.filter((lesson) => lesson.make !== make));
      const answers = lessons
        .filter((lesson) => lesson.make === make)
        .map(({ features, intents }) => ({ said: likeliestOf(chancesOfFeatures(features, weights)), right: intents }));
      return [make, scoreIntents(answers)];
    }),
  );
}

function lessonOf(item: LinkingCase): IntentLesson[] {
  const right = item.intents.map((intent) => ORDER.indexOf(intent)).filter((i) => i >= 0);
  const { talk } = readCall(item.input);
  if (talk === null || right.length === 0) return [];
  const found = foundBy(linkCall(item.input), item.input.bookings);
  const features = intentFeatures(item.input.call, talk, found);
  return [{ features, right, weight: 1, make: item.make, intents: item.intents }];
}

function fit(lessons: readonly IntentLesson[]): IntentWeights {
  const ofMake = Map.groupBy(lessons, ({ make }) => make);
  const seen = new Map<string, { calls: number; makes: Set<string> }>();
  for (const { features, make } of lessons)
    for (const name of features.keys()) {
      const known = seen.get(name) ?? { calls: 0, makes: new Set<string>() };
      seen.set(name, { calls: known.calls + 1, makes: known.makes.add(make) });
    }
  const isKnown = (name: string): boolean => {
    const { calls, makes } = seen.get(name) ?? { calls: 0, makes: new Set() };
    return !isOfWord(name) || (calls >= FEWEST_CALLS && makes.size >= FEWEST_MAKES);
  };
  const examples = lessons.map(({ features, right, make }) => ({
    features: new Map([...features].filter(([name]) => isKnown(name))),
    right,
    weight: Math.min(1, MOST_OF_A_MAKE / (ofMake.get(make)?.length ?? 1)),
  }));
  const fitted = fitClasses(examples, LEARNED_INTENTS.length, (name) =>
    isOfWord(name) ? PRECISION_OF_WORDS : PRECISION,
  );
  return Object.fromEntries([...fitted].map(([name, adds]) => [name, adds.map((one) => Math.round(one * 100) / 100)]));
}

/** The module that `calibrate --intents` writes. */
export const intentsModule = (weights: IntentWeights): string =>
  `import type { IntentWeights } from "./intent.js";\n\n/** Written by \`callthread calibrate --intents\`; not by hand. */\nexport const INTENT_WEIGHTS: IntentWeights = ${JSON.stringify(weights)};\n`;
