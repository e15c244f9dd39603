import type { Weights } from "../linking/weights.js";
import { foldOf } from "./fold-of.js";
import { judgeCase } from "./judge-case.js";
import type { LinkingCase } from "./linking-cases.js";
import type { Answer } from "./score-linking.js";

const FOLDS = 5;

/**
 * Judges every case with weights learned from other talks only: five folds, split by talk. `learnFrom` is asked for each
 * fold's weights, and told of a talk whether it may be learned from.
 */
export function judgeInFolds(
  cases: readonly LinkingCase[],
  learnFrom: (isElsewhere: (group: string) => boolean) => Weights,
): Answer[] {
  const folds = Array.from({ length: FOLDS }, (_, fold) => learnFrom((group) => foldOf(group, FOLDS) !== fold));
  return cases.map((item) => judgeCase(item, folds[foldOf(item.group, FOLDS)]));
}
