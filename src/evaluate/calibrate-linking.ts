import type { LinkInput, LinkJudgement } from "../linking/facts.js";
import type { Choice, Prior } from "../linking/fit-weights.js";
import { fitWeights } from "../linking/fit-weights.js";
import { linkCall } from "../linking/link-call.js";
import type { Option } from "../linking/options.js";
import { readCall, weightNames } from "../linking/options.js";
import type { Weights } from "../linking/weights.js";
import type { LinkingCase } from "./linking-cases.js";

/**
 * Weights are held near nothing, natural log odds with a standard deviation of 1 (best where a make is judged by the others), save
 * what is so by its nature and that no file of cases shows enough of: nobody makes a booking for a day gone by, a
 * booking entered during a call was made in it, who gives a name has it, another day agreed on is another booking, and
 * what a caller cancels may be cancelled by the time the call is judged.
 */
const priorOf = (name: string): Prior => ({
  mean: KNOWN_BEFORE[name] ?? 0,
  // How a signal differs by circumstance is seen in fewer calls than the signal: it is held back more.
  precision: /[@~]/.test(name) ? 4 : 1,
});
const KNOWN_BEFORE: Readonly<Record<string, number>> = {
  over: -6,
  entered_in_call: 3,
  name_introduced: 3,
  name_full: 3,
  name_mentioned: 1.5,
  name_other: -3,
  last_to_call: 0.5,
  cancel_fits: 2.5,
  day_other_confirmed: -2,
};
const FOLDS = 5;

/** A labelled call, read: what can be learned from it with its words and without. */
interface Lesson {
  readonly group: string;
  readonly source: string;
  readonly make: string;
  readonly talk: Choice | null;
  readonly silent: Choice | null;
}

/** Learns weights from labelled cases. A case whose right answer is not among its options teaches nothing. */
export const learnWeights = (cases: readonly LinkingCase[]): Weights => learn(cases.map(lessonOf));

function learn(lessons: readonly Lesson[]): Weights {
  const fit = (choices: readonly (Choice | null)[]): Record<string, number> => ({
    ...inBits(new Map(Object.entries(KNOWN_BEFORE))),
    ...inBits(
      fitWeights(
        choices.filter((choice) => choice !== null),
        priorOf,
      ),
    ),
  });
  const kinds = Map.groupBy(lessons, ({ source }) => source === "own");
  // Without words only the times of bookings speak, and how near calls lie to events differs from file to file: the
  // project's own calls and all others count alike, though there are fewer of them.
  const silent = lessons.map(({ silent: choice, source }) => {
    const share = lessons.length / (kinds.size * (kinds.get(source === "own")?.length ?? 1));
    return choice === null ? null : { ...choice, weight: share };
  });
  // The larger a make, the more of its calls are alike: a call of a make eight times as large counts half.
  const makes = Map.groupBy(lessons, ({ make }) => make);
  const talk = lessons.map(({ talk: choice, make }) => {
    const share = Math.cbrt(PLAIN_SIZE / (makes.get(make)?.length ?? 1));
    return choice === null ? null : { ...choice, weight: share };
  });
  return { talk: fit(talk), silent: fit(silent) };
}

/** The calls of a make of this size count once each. */
const PLAIN_SIZE = 360;

function lessonOf(item: LinkingCase): Lesson {
  const silenced = { ...item.input, call: { ...item.input.call, segments: null, insights: null } };
  return {
    group: item.group,
    source: item.source ?? "",
    make: item.make,
    talk: item.input.call.segments === null ? null : choiceOf(item, item.input),
    silent: choiceOf(item, silenced),
  };
}

function choiceOf({ truth }: LinkingCase, input: LinkInput): Choice | null {
  if (truth?.customerId == null) return null;
  const { options } = readCall(input);
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

/** To two decimals; what is next to nothing is left out. */
const inBits = (weights: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...weights]
      .map(([name, weight]): [string, number] => [name, Math.round((weight / Math.LN2) * 100) / 100])
      .filter(([name, bits]) => Math.abs(bits) >= (/[@~]/.test(name) ? 0.15 : 0.05)),
  );

/** Judges every case with weights learned from the cases of other talks only: five folds, split by talk. */
export function crossValidate(cases: readonly LinkingCase[]): Judged[] {
  const lessons = cases.map(lessonOf);
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    learn(lessons.filter((lesson) => foldOf(lesson.group) !== fold)),
  );
  return cases.map((item) => judgeWith(item, folds[foldOf(item.group)]));
}

/** Judges each make's calls with weights learned from the other makes: what is to be expected of a business not seen before. */
export function holdOutMakes(cases: readonly LinkingCase[]): Map<string, Judged[]> {
  const lessons = cases.map(lessonOf);
  const makes = new Set(cases.map(({ make }) => make));
  if (makes.size < 2) return new Map();
  return new Map(
    [...makes].map((make) => {
      const weights = learn(lessons.filter((lesson) => lesson.make !== make));
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

/** FNV-1a: a talk stays in its fold whatever else is in the file. */
function foldOf(group: string): number {
  let hash = 2166136261;
  for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 16777619);
  return (hash >>> 0) % FOLDS;
}

/** The module that `calibrate` writes. */
export const weightsModule = (weights: Weights): string =>
  `import type { Weights } from "./weights.js";\n\n/** Written by \`callthread calibrate\`; not by hand. */\nexport const LEARNED_WEIGHTS: Weights = ${JSON.stringify(weights, null, 2)};\n`;
