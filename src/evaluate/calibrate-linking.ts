import type { Weights } from "../linking/weights.js";
import { crossAdapt, readOwnCalls } from "./adapt-weights.js";
import { judgeCase } from "./judge-case.js";
import { judgeInFolds } from "./judge-in-folds.js";
import { type Heard, type Lesson, learn, lessonsOf, type Trial, trialsOf } from "./learn-weights.js";
import type { LinkingCase } from "./linking-cases.js";
import type { Answer } from "./score-linking.js";

/** Labelled cases, read once, and what each way to learn from them begins with. */
export interface Study {
  readonly cases: readonly LinkingCase[];
  readonly lessons: readonly Lesson[];
  /** What is learned of words and signals from all parts but one. */
  readonly heardWithout: ReadonlyMap<string, Heard>;
  readonly trials: readonly Trial[];
}

export function studyOf(cases: readonly LinkingCase[]): Study {
  const { lessons, heardWithout } = lessonsOf(cases);
  return { cases, lessons, heardWithout, trials: trialsOf(lessons, heardWithout) };
}

/** Learns weights from labelled cases. The same cases give the same weights. */
export const learnWeights = ({ lessons, trials }: Study): Weights => learn(lessons, trials);

/** What was learned of doubt in all of the cases is learned again from the trials of the other talks. */
export const crossValidate = ({ cases, lessons, trials }: Study): Answer[] =>
  judgeInFolds(cases, (isElsewhere) =>
    learn(
      lessons.filter(({ group }) => isElsewhere(group)),
      trials.filter(({ lesson }) => isElsewhere(lesson.group)),
    ),
  );

/**
 * Judges each make's calls with weights learned from the other makes. As in `crossValidate`, what was learned of doubt in
 * all of them is learned again from the trials of the other makes; the weights by which those were tried had seen this one.
 */
export function holdOutMakes({ cases, lessons, heardWithout, trials }: Study): Map<string, HeldOut> {
  const makes = new Set(lessons.map(({ make }) => make));
  if (makes.size < 2) return new Map();
  return new Map(
    [...heardWithout].map(([out, heard]) => {
      const weights = learn(
        lessons.filter(({ make }) => make !== out),
        trials.filter(({ lesson }) => lesson.make !== out),
        heard,
      );
      const own = cases.filter(({ make }) => make === out);
      return [
        out,
        {
          byOthers: own.map((item) => judgeCase(item, weights)),
          byOthersAndOwn: crossAdapt(readOwnCalls(own, weights)),
        },
      ];
    }),
  );
}

/** A make's calls, judged. */
export interface HeldOut {
  /** With weights learned from all other makes: what is to be expected of a business not seen before. */
  readonly byOthers: readonly Answer[];
  /** With these, adapted to four fifths of its own calls: of a business whose people decided so many. */
  readonly byOthersAndOwn: readonly Answer[];
}

/** The module that `calibrate` writes. */
export const weightsModule = (weights: Weights): string =>
  `import type { Weights } from "./weights.js";\n\n/** Written by \`callthread calibrate\`; not by hand. */\nexport const LEARNED_WEIGHTS: Weights = ${JSON.stringify(weights, null, 2)};\n`;
