import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that repeats exactly for the same numbers. */
export interface Dice {
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** From 0 up to, not including, 1. */
  unit(): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Dice of their own for each combination of numbers, for example for each customer. */
export function diceFor(...numbers: readonly number[]): Dice {
  const generator = xoroshiro128plus(numbers.reduce(mix, 0x811c9dc5));
  const unit = (): number => (generator.next() >>> 0) / 2 ** 32;
  const below = (bound: number): number => Math.floor(unit() * bound);
  return {
    ...{ unit, below },
    chance: (probability) => unit() < probability,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}

/** A 32-bit number that looks like any other, from two; murmur3's finaliser. */
export function mix(seed: number, value: number): number {
  let bits = Math.imul(seed ^ value, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x27d4eb2f);
  return bits ^ (bits >>> 15);
}
