import type { LinkJudgement } from "../linking/facts.js";
import type { Choice } from "../linking/fit-weights.js";
import { fitWeights } from "../linking/fit-weights.js";
import { linkCall } from "../linking/link-call.js";
import type { Option } from "../linking/options.js";
import { readCall } from "../linking/options.js";
import type { Weights } from "../linking/weights.js";
import type { LinkingCase } from "./linking-cases.js";

/** Strength of the prior that holds weights back: chosen once by cross-validated log loss among 0.3, 1 and 3. */
const PRIOR = 1;
const FOLDS = 5;

/** Learns weights from labelled cases. A case whose right answer is not among its options teaches nothing. */
export function learnWeights(cases: readonly LinkingCase[]): Weights {
  return {
    talk: inBits(
      fitWeights(
        cases.flatMap((item) => choiceOf(item, item.input.call.segments !== null)),
        PRIOR,
      ),
    ),
    silent: inBits(
      fitWeights(
        cases.flatMap((item) =>
          choiceOf(
            { ...item, input: { ...item.input, call: { ...item.input.call, segments: null, insights: null } } },
            true,
          ),
        ),
        PRIOR,
      ),
    ),
  };
}

function choiceOf(item: LinkingCase, isUsed: boolean): Choice[] {
  const { truth, input } = item;
  if (!isUsed || truth?.customerId == null) return [];
  const { options } = readCall(input);
  const right = options.findIndex(
    (option) => option.customer.id === truth.customerId && (option.reading?.booking.id ?? null) === truth.bookingId,
  );
  return right < 0 || options.length < 2 ? [] : [{ right, weight: 1, options: options.map(signalsOf) }];
}

function signalsOf(option: Option): Map<string, number> {
  const signals = [...option.signals, ...option.customerSignals];
  return new Map(signals.map((signal) => [signal.name, signal.value]));
}

const inBits = (weights: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...weights].map(([name, weight]) => [name, Math.round((weight / Math.LN2) * 1000) / 1000]));

/** Judges every case with weights learned from the cases of other talks only: five folds, split by talk. */
export function crossValidate(
  cases: readonly LinkingCase[],
): { item: LinkingCase; judgement: LinkJudgement; ms: number }[] {
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    learnWeights(cases.filter((item) => foldOf(item.group) !== fold)),
  );
  return cases.map((item) => {
    const began = performance.now();
    const judgement = linkCall(item.input, folds[foldOf(item.group)]);
    return { item, judgement, ms: performance.now() - began };
  });
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
