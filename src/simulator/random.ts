import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded chance: the same seed and the same calls in the same order give the same draws. */
export interface Random {
  /** True with probability `rate` (0 to 1). Draws even for 0 and 1, so that a changed rate shifts no later draw. */
  chance(rate: number): boolean;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
}

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return {
    chance: (rate) => uniformFloat64(generator) < rate,
    between: (low, high) => low + Math.floor(uniformFloat64(generator) * (high - low + 1)),
  };
}
