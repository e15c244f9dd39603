import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws that repeat exactly for the same seed and label. */
export interface Draw {
  /** A whole number between both ends, both included. */
  int(from: number, to: number): number;
  /** True with probability `p` (0 to 1). */
  chance(p: number): boolean;
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
}

/**
 * A stream of draws of its own for every label: what is added to one part of the business later does not reshuffle
 * the others.
 */
export function drawFor(seed: number, label: string): Draw {
  const rng = xoroshiro128plus(hash(`${seed}/${label}`));
  const int = (from: number, to: number): number => uniformInt(rng, from, to);
  return {
    int,
    chance: (p) => int(0, 999_999) < p * 1_000_000,
    pick: (list) => at(list, int(0, list.length - 1)),
    shuffle: (list) => {
      const shuffled = [...list];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = int(0, last);
        const moved = at(shuffled, last);
        shuffled[last] = at(shuffled, other);
        shuffled[other] = moved;
      }
      return shuffled;
    },
  };
}

/** The item at `index`, counted round and round. */
export function at<T>(list: readonly T[], index: number): T {
  if (list.length === 0) throw new RangeError("cannot draw from an empty list");
  return list[index % list.length] as T;
}

/** FNV-1a, 32 bits: spreads neighbouring labels far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
