import { classChancesOf } from "../linking/class-chances.js";
import { type IntentWeights, LEARNED_INTENTS, likeliestOf } from "../linking/intent.js";
import { foundBy, observe } from "../linking/intent-features.js";
import { linkCall } from "../linking/link-call.js";
import { readCall } from "../linking/options.js";
import { featuresOf } from "../linking/word-features.js";
import { learnOfWords, type WordLesson } from "./learn-of-words.js";
import type { LinkingCase } from "./linking-cases.js";
import { type IntentScore, scoreIntents } from "./score-intents.js";

interface IntentLesson extends WordLesson {
  readonly intents: readonly string[];
}

const ORDER: readonly string[] = LEARNED_INTENTS;
/** Best where a make is judged by the others; see `WordLearning`. */
const LEARNING = { mostOfAMake: 100, fewestCalls: 20, fewestMakes: 6, precision: 1, precisionOfWords: 5 };

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
        .map(({ features, intents }) => ({
          said: likeliestOf(classChancesOf(features, weights, LEARNED_INTENTS.length)),
          right: intents,
        }));
      return [make, scoreIntents(answers)];
    }),
  );
}

function lessonOf(item: LinkingCase): IntentLesson[] {
  const right = item.intents.map((intent) => ORDER.indexOf(intent)).filter((i) => i >= 0);
  const { talk } = readCall(item.input);
  if (talk === null || right.length === 0) return [];
  const found = foundBy(linkCall(item.input), item.input.bookings);
  const features = featuresOf((visit) => observe(item.input.call, talk, found, visit));
  return [{ features, right, make: item.make, intents: item.intents }];
}

const fit = (lessons: readonly IntentLesson[]): IntentWeights =>
  learnOfWords(lessons, LEARNED_INTENTS.length, LEARNING);

/** The module that `calibrate --intents` writes. */
export const intentsModule = (weights: IntentWeights): string =>
  `import type { IntentWeights } from "./intent.js";\n\n/** Written by \`callthread calibrate --intents\`; not by hand. */\nexport const INTENT_WEIGHTS: IntentWeights = ${JSON.stringify(weights)};\n`;
