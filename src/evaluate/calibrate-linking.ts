import type { LinkJudgement } from "../linking/facts.js";
import { linkCall } from "../linking/link-call.js";
import type { Weights } from "../linking/weights.js";
import { foldOf, type Lesson, learn, learnTalk, lessonOf, trialsOf } from "./learn-weights.js";
import type { LinkingCase } from "./linking-cases.js";

/** Learns weights from labelled cases. The same cases give the same weights. */
export const learnWeights = (cases: readonly LinkingCase[]): Weights => learn(cases.map(lessonOf));

const FOLDS = 5;

/**
 * Judges every case with weights learned from the cases of other talks only: five folds, split by talk. What was learned
 * of doubt in all of them is learned again from the trials of the other talks.
 */
export function crossValidate(cases: readonly LinkingCase[]): Judged[] {
  const lessons = cases.map(lessonOf);
  const trials = trialsOf(lessons);
  const isElsewhere = ({ group }: Lesson, fold: number): boolean => foldOf(group, FOLDS) !== fold;
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    learn(
      lessons.filter((lesson) => isElsewhere(lesson, fold)),
      trials.filter(({ lesson }) => isElsewhere(lesson, fold)),
    ),
  );
  return cases.map((item) => judgeWith(item, folds[foldOf(item.group, FOLDS)]));
}

/** Judges each make's calls with weights learned from the other makes: what is to be expected of a business not seen before. */
export function holdOutMakes(cases: readonly LinkingCase[]): Map<string, Judged[]> {
  const lessons = cases.map(lessonOf);
  const makes = [...new Set(cases.map(({ make }) => make))];
  if (makes.length < 2) return new Map();
  const learned = new Map<string, Record<string, number>>();
  /** Of two makes left out it is the same whichever is left out first. */
  const talkWithout = (...out: readonly string[]): Record<string, number> => {
    const key = JSON.stringify([...out].sort());
    const known = learned.get(key) ?? learnTalk(lessons.filter(({ make }) => !out.includes(make)));
    learned.set(key, known);
    return known;
  };
  return new Map(
    makes.map((make) => {
      const others = lessons.filter((lesson) => lesson.make !== make);
      const weights = learn(
        others,
        trialsOf(others, (other) => talkWithout(make, other)),
      );
      return [make, cases.filter((item) => item.make === make).map((item) => judgeWith(item, weights))];
    }),
  );
}

interface Judged {
  readonly item: LinkingCase;
  readonly judgement: LinkJudgement;
  readonly ms: number;
}

function judgeWith(item: LinkingCase, weights: Weights | undefined): Judged {
  const began = performance.now();
  const judgement = linkCall(item.input, weights);
  return { item, judgement, ms: performance.now() - began };
}

/** The module that `calibrate` writes. */
export const weightsModule = (weights: Weights): string =>
  `import type { Weights } from "./weights.js";\n\n/** Written by \`callthread calibrate\`; not by hand. */\nexport const LEARNED_WEIGHTS: Weights = ${JSON.stringify(weights, null, 2)};\n`;
