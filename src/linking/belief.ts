import { bestOf, type Ranked } from "./candidates.js";
import type { Doubts } from "./doubt.js";
import type { Evidence } from "./facts.js";
import { LEAST_BITS } from "./weights.js";

/** Reasons named in the sentence, the weightiest first. */
const MOST_REASONS = 2;

const REASONS: Readonly<Record<string, string>> = {
  agreed_otherwise: "something else was agreed on, too",
  closed: "something was booked or changed in it",
  dwelt: "it dwelt on this booking",
  dwelt_elsewhere: "it dwelt on something else more",
  fits_thrice: "all that was said fits",
  left_open: "nothing was agreed on in it",
  mode_existing: "it spoke of something that is booked",
  mode_making: "a booking was looked for or made in it",
  mode_over: "it spoke of something gone by",
  mode_stray: "it was hardly for this business's bookings",
  mode_unclear: "it does not tell what it was for",
  said_otherwise: "something else was said, too",
  told_apart: "what was said fits no other booking as well",
};

/**
 * Why the best booking's chance is not what its own signals say: the part of its log odds, in bits, that was learned from
 * other calls whose best booking fitted as well. null where it is next to nothing.
 */
export function belief(
  found: Doubts,
  fitting: readonly Ranked[],
  tempered: readonly Ranked[],
  weights: Readonly<Record<string, number>>,
): Evidence | null {
  const best = bestOf(fitting);
  const after = tempered.find(({ option }) => option === best?.option);
  if (best === undefined || after === undefined) return null;
  const bits = bitsOf(after.chance) - bitsOf(best.chance);
  if (Math.abs(bits) < LEAST_BITS) return null;
  const none = fitting.find(({ option }) => option.reading === null && option.customer === best.option.customer);
  const details = new Map(none?.option.signals.map(({ name, detail }) => [name, detail]));
  const reasons = [...found]
    .map(([name, value]) => ({ reason: REASONS[name] ?? details.get(name), bits: (weights[name] ?? 0) * value }))
    .filter((one) => one.reason !== undefined && Math.sign(one.bits) === Math.sign(bits))
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .slice(0, MOST_REASONS)
    .map(({ reason }) => reason);
  const because = reasons.length === 0 ? "" : `: ${reasons.join(", and ")}`;
  return {
    signal: "calls_alike",
    weight: Math.round(bits * 100) / 100,
    detail: `Of calls like this the best fit is ${howOften(after.chance)} right, ${bits < 0 ? "less" : "more"} often than it seems${because}.`,
    phrase: null,
    speaker: null,
    offsetSeconds: null,
  };
}

const howOften = (chance: number): string =>
  chance >= 0.995 ? "nearly always" : chance < 0.005 ? "hardly ever" : `about ${Math.round(chance * 100)} times in 100`;

/** Log odds, of what is all but sure as of what is very sure. */
const bitsOf = (chance: number): number => {
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log2(bounded / (1 - bounded));
};
