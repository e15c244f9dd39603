import { type ClassWeights, classChances } from "./class-chances.js";
import type { CallFacts } from "./facts.js";
import { type Found, observe } from "./intent-features.js";
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

/** What each feature adds to each of `LEARNED_INTENTS`. */
export type IntentWeights = ClassWeights;

/** Less likely than this, nothing is said of what a call was for: of eight kinds the likeliest is often wrong. */
const SURE_FROM = 0.5;

/**
 * What a call was for. Vendors, wrong numbers and voicemail are told by their words alone; the rest as labelled calls of
 * several makes teach it (`callthread calibrate --intents`). "other" where nothing is likely.
 */
export function intentOf(call: CallFacts, talk: Talk, found: Found, weights: IntentWeights = INTENT_WEIGHTS): Intent {
  const { purpose } = talk;
  if (isStrangers(purpose.kind)) return purpose.kind;
  if (isNextToNothing(talk)) return "other";
  const intent = likeliestOf(
    classChances((visit) => observe(call, talk, found, visit), weights, LEARNED_INTENTS.length),
  );
  return intent === "feedback" && purpose.isGrievance ? "complaint" : intent;
}

/** Whoever says less than this in a whole call has not said what it is for. */
const FEWEST_WORDS = 5;

function isNextToNothing({ turns }: Talk): boolean {
  let words = 0;
  for (const { lexemes } of turns)
    for (const { kind } of lexemes) {
      if (kind !== "pause") words += 1;
      if (words >= FEWEST_WORDS) return false;
    }
  return true;
}

/** "other" where nothing is likely enough. */
export function likeliestOf(chances: readonly number[]): Intent {
  const most = Math.max(...chances);
  return most < SURE_FROM ? "other" : (LEARNED_INTENTS[chances.indexOf(most)] ?? "other");
}
