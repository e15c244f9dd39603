import type { ClassWeights } from "./class-chances.js";

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
