import type { CallFacts } from "./facts.js";
import { softmax } from "./fit-weights.js";
import { type Found, observe, partsOf, SOURCES, type Source, type Visit } from "./intent-features.js";
import { INTENT_WEIGHTS } from "./intent-weights.js";
import { isStrangers, STRANGERS_KINDS, type StrangersKind } from "./purpose.js";
import type { Talk } from "./talk.js";

/** What a call was for. */
export type Intent = (typeof LEARNED_INTENTS)[number] | "complaint" | StrangersKind | "other";

/** What calls of people who book are for, as far as it is learned: the order of the weights. */
export const LEARNED_INTENTS = [
  "new_booking",
  "change",
  "reschedule",
  "cancellation",
  "enquiry",
  "on_the_day",
  "feedback",
  "quote",
] as const;

const TOLD: ReadonlySet<string> = new Set<Intent>([...LEARNED_INTENTS, "complaint", ...STRANGERS_KINDS]);

/** In words, as they may stand among the program's own; null where nothing is told, or it is no intent of this version. */
export const intentInWords = (intent: string | null): string | null =>
  intent !== null && TOLD.has(intent) ? intent.replaceAll("_", " ") : null;

/** By what is observed of a call: what it adds to each of `LEARNED_INTENTS`, natural log odds. */
export type IntentWeights = Readonly<Record<string, readonly number[]>>;

/** Less likely than this, nothing is said of what a call was for: of eight kinds the likeliest is often wrong. */
const SURE_FROM = 0.5;

/**
 * What a call was for. Vendors, wrong numbers and voicemail are told by their words alone; the rest as labelled calls of
 * several makes teach it (`callthread calibrate --intents`). "other" where nothing is likely.
 */
export function intentOf(call: CallFacts, talk: Talk, found: Found, weights: IntentWeights = INTENT_WEIGHTS): Intent {
  const { purpose } = talk;
  if (isStrangers(purpose.kind)) return purpose.kind;
  const intent = likeliestOf(chancesOf((visit) => observe(call, talk, found, visit), weights));
  return intent === "feedback" && purpose.isGrievance ? "complaint" : intent;
}

/** "other" where nothing is likely enough. */
export function likeliestOf(chances: readonly number[]): Intent {
  const most = Math.max(...chances);
  return most < SURE_FROM ? "other" : (LEARNED_INTENTS[chances.indexOf(most)] ?? "other");
}

/** How likely each of `LEARNED_INTENTS` is. */
export function chancesOf(observed: (visit: Visit) => void, weights: IntentWeights): number[] {
  const odds = LEARNED_INTENTS.map(() => 0);
  const known = bySource(weights);
  observed((source, name, value) => {
    const adds = known[source].get(name);
    if (adds !== undefined) for (let i = 0; i < odds.length; i++) odds[i] = (odds[i] ?? 0) + value * (adds[i] ?? 0);
  });
  return softmax(odds);
}

/** Weights are named "said: refund"; a call has hundreds of words, of which none is put together with its source to be looked up. */
function bySource(weights: IntentWeights): Readonly<Record<Source, ReadonlyMap<string, readonly number[]>>> {
  const kept = sorted.get(weights);
  if (kept !== undefined) return kept;
  const made = Object.fromEntries(SOURCES.map((source) => [source, new Map<string, readonly number[]>()])) as Record<
    Source,
    Map<string, readonly number[]>
  >;
  for (const [feature, adds] of Object.entries(weights)) {
    const parts = partsOf(feature);
    if (parts !== null) made[parts.source].set(parts.name, adds);
  }
  sorted.set(weights, made);
  return made;
}
const sorted = new WeakMap<IntentWeights, ReturnType<typeof bySource>>();

/** Of features, as by `observe`. */
export const chancesOfFeatures = (features: ReadonlyMap<string, number>, weights: IntentWeights): number[] =>
  chancesOf((visit) => {
    for (const [feature, value] of features) {
      const parts = partsOf(feature);
      if (parts !== null) visit(parts.source, parts.name, value);
    }
  }, weights);
