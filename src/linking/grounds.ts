import type { Evidence } from "./facts.js";
import { phraseOf } from "./mention.js";
import type { Option } from "./options.js";

/** Signals whose words tell a booking from others: what fits it, and what only it has. */
const QUOTED =
  /^(?:exact_date|(?:clock|guests|title|place)_said|(?:day|guests|clock)_near|day_within|word_said|named|pointed_at)$/;
const MOST_QUOTED = 4;

/** The words of the call that the choice rests on, in quotation marks, none within another. */
export function groundsOf(option: Option): string[] {
  const phrases = new Map(
    option.signals.flatMap(({ name, mention }) => {
      const phrase = mention !== null && QUOTED.test(name) ? phraseOf(mention) : "";
      return phrase === "" ? [] : [[phrase.toLowerCase(), phrase] as const];
    }),
  );
  return [...phrases]
    .filter(([said]) => ![...phrases.keys()].some((other) => other !== said && other.includes(said)))
    .slice(0, MOST_QUOTED)
    .map(([, phrase]) => `"${phrase}"`);
}

/** Bits from which a reason is worth a word, and how many are given. */
const LEAST_REASON = 0.5;
const MOST_REASONS = 2;
/** What is so of every call, or of all the customer's bookings. */
const NO_REASON = /^(?:none|none_of_each|customer_mentioned|calls_alike)$/;

/** "nothing was decided, and the business was asked what it does or charges": what speaks most for an answer. */
export function reasonsOf(evidence: readonly Evidence[]): string {
  return evidence
    .filter(({ signal, weight }) => weight >= LEAST_REASON && !NO_REASON.test(signal))
    .slice(0, MOST_REASONS)
    .map(({ detail }) => `${detail.charAt(0).toLowerCase()}${detail.slice(1, -1).replace(POINTS, "")}`)
    .join(", and ");
}
const POINTS = / \(\+\d+ points\)$/;
