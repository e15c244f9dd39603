import type { ClassWeights } from "./class-chances.js";
import type { Adaptation } from "./facts.js";

/** A weight, or a change of one, of fewer bits changes no confidence that anybody sees. */
export const LEAST_BITS = 0.05;

/** Weights in bits (log2 odds) by name, as `calibrate` finds them. */
export interface Weights {
  /** For calls whose words are known. */
  readonly talk: Readonly<Record<string, number>>;
  /** For calls of which only numbers and time are known. */
  readonly silent: Readonly<Record<string, number>>;
  /** Of what tells how far the best booking of a call with words is to be believed; see `temper`. */
  readonly doubt: Readonly<Record<string, number>>;
  /** What words make a call sound like, natural log odds; see `withSounds`. */
  readonly sounds: ClassWeights;
}

/**
 * The weights by which a business's calls are judged whose decisions taught it how they differ. Names that the weights
 * lack are of another version, or of signals that weigh nothing in all other calls; in a mode of call such a signal weighs
 * what it does in any.
 */
export function adapted(weights: Weights, { talk: added }: Adaptation): Weights {
  const talk = { ...weights.talk };
  for (const [name, bits] of Object.entries(added)) {
    const [plain = name, circumstance] = name.split("@");
    const inAny = circumstance === undefined || circumstance === "shared" ? 0 : (weights.talk[plain] ?? 0);
    talk[name] = (weights.talk[name] ?? inAny) + bits;
  }
  return { ...weights, talk };
}
