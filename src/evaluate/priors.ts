import type { Prior } from "../linking/fit-weights.js";
import { SPEAKS_AGAINST, SPEAKS_FOR } from "../linking/signal-sides.js";

/**
 * Weights are held near nothing, natural log odds with a precision of 2, a standard deviation of 0.7 (best where a make is
 * judged by the others), save what is so by its nature and that no file of cases shows enough of: nobody makes a booking for
 * a day gone by, what was over for months is only compared with, a booking entered during a call was made in it, who gives
 * a name has it, another day agreed on is another booking, and what a caller cancels may be cancelled by the time the call
 * is judged.
 */
export function priorOf(name: string): Prior {
  const [plain = name, circumstance] = name.split("@");
  const mean = KNOWN_BEFORE[name] ?? 0;
  // How a signal differs by circumstance is seen in fewer calls than the signal: it is held back more.
  if (circumstance === "shared") return { mean, precision: 4 };
  const prior =
    circumstance === undefined ? { mean, precision: HELD_FIRMLY[name] ?? 2 } : { mean, precision: 3, near: plain };
  return onItsSide(prior, plain);
}

/** Kept to the side of nothing on which the signal's weight lies wherever calls are from. */
const onItsSide = (prior: Prior, plain: string): Prior =>
  SPEAKS_FOR.test(plain) ? { ...prior, sign: 1 } : SPEAKS_AGAINST.test(plain) ? { ...prior, sign: -1 } : prior;

/**
 * What a business's own calls teach is held near the weights learned from all others, more firmly than these near nothing:
 * makes left out gain most at a precision of 2, those that nobody has read at 5, and lose fewer right links there.
 */
export function priorNear(name: string, bits: number): Prior {
  const [plain = name] = name.split("@");
  return onItsSide({ mean: bits * Math.LN2, precision: HELD_FIRMLY[name] ?? 5 }, plain);
}

/** Means in natural log odds, by name. */
export const KNOWN_BEFORE: Readonly<Record<string, number>> = {
  over: -6,
  over_told: -2,
  long_over: -9,
  entered_in_call: 3,
  name_introduced: 3,
  name_full: 3,
  name_mentioned: 1.5,
  name_other: -3,
  last_to_call: 0.5,
  cancel_fits: 2.5,
  day_other_confirmed: -2,
  made_otherwise: -5,
  title_other_confirmed: -1.5,
  clock_other_confirmed: -1,
  guests_other_confirmed: -1,
};

/**
 * Of shared numbers whose callers are told by nothing else files have a handful, and of those who give their name they have
 * more who call for somebody else than life has: what is known before stands.
 */
const HELD_FIRMLY: Readonly<Record<string, number>> = { last_to_call: 8, name_introduced: 100, name_full: 100 };
