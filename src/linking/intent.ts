import type { BookingFacts, CallFacts, LinkJudgement } from "./facts.js";
import { INTENT_WEIGHTS } from "./intent-weights.js";
import type { Intent, Purpose } from "./purpose.js";
import type { Talk } from "./talk.js";

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
] as const satisfies readonly Intent[];

/** By what is observed of a call: what it adds to each of `LEARNED_INTENTS`, natural log odds. */
export type IntentWeights = Readonly<Record<string, readonly number[]>>;

/** What the call was found to be about, which tells as much of its purpose as its words do. */
export interface Found {
  /** The booking that it was linked to. */
  readonly booking: BookingFacts | null;
  /** The likeliest one, linked or not, and how likely, from 0 to 1. */
  readonly best: { readonly booking: BookingFacts; readonly probability: number } | null;
}

export function foundBy(
  { bookingId, candidates }: Pick<LinkJudgement, "bookingId" | "candidates">,
  bookings: readonly BookingFacts[],
): Found {
  const bookingOf = (wanted: string | undefined): BookingFacts | null =>
    bookings.find(({ id }) => id === wanted) ?? null;
  const likeliest = candidates.find(({ kind }) => kind === "booking");
  const booking = bookingOf(likeliest?.id);
  return {
    booking: bookingOf(bookingId ?? undefined),
    best: booking === null ? null : { booking, probability: likeliest?.probability ?? 0 },
  };
}

/** Less likely than this, nothing is said of what a call was for: of eight kinds the likeliest is often wrong. */
const SURE_FROM = 0.5;

/**
 * What a call was for. Vendors, wrong numbers and voicemail are told by their words alone; the rest as labelled calls of
 * several makes teach it (`callthread calibrate --intents`). "other" where nothing is likely.
 */
export function intentOf(call: CallFacts, talk: Talk, found: Found, weights: IntentWeights = INTENT_WEIGHTS): Intent {
  const { purpose } = talk;
  if (purpose.intent === "voicemail" || purpose.intent === "wrong_number" || purpose.intent === "vendor")
    return purpose.intent;
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
  const known = byKind(weights);
  observed((kind, name, value) => {
    const adds = known[kind].get(name);
    if (adds !== undefined) for (let i = 0; i < odds.length; i++) odds[i] = (odds[i] ?? 0) + value * (adds[i] ?? 0);
  });
  const most = Math.max(...odds);
  const shares = odds.map((one) => Math.exp(one - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

/** Facts of the call, the outside party's first words, all of theirs, and the agent's. */
const KINDS = ["call", "first", "said", "agent"] as const;
type Kind = (typeof KINDS)[number];
type Visit = (kind: Kind, name: string, value: number) => void;

/** Weights are named "said: refund"; a call has hundreds of words, of which none is put together with its kind to be looked up. */
function byKind(weights: IntentWeights): Readonly<Record<Kind, ReadonlyMap<string, readonly number[]>>> {
  const kept = sorted.get(weights);
  if (kept !== undefined) return kept;
  const made = Object.fromEntries(KINDS.map((kind) => [kind, new Map<string, readonly number[]>()])) as Record<
    Kind,
    Map<string, readonly number[]>
  >;
  for (const [feature, adds] of Object.entries(weights)) {
    const kind = KINDS.find((one) => feature.startsWith(`${one}: `));
    if (kind !== undefined) made[kind].set(feature.slice(kind.length + 2), adds);
  }
  sorted.set(weights, made);
  return made;
}
const sorted = new WeakMap<IntentWeights, ReturnType<typeof byKind>>();

const FLAGS = [
  "speaksOfCancelling",
  "recallsPast",
  "hintsPast",
  "soundsNear",
  "isClosed",
  "isUndecided",
  "endsOpen",
  "isTurnedDown",
  "isSetApart",
  "isForAnother",
  "asksOfBusiness",
  "isOfSeveral",
  "isNotDone",
  "isGeneral",
  "speaksOfMeeting",
  "isPractical",
  "speaksOfUnchanged",
  "isOtherMatter",
] as const satisfies readonly (keyof Purpose)[];

/** Callers say what they want in their first breaths: characters. */
const OPENING = 350;
/** A long call speaks of everything: from so many turns on it is no longer one. */
const MANY_TURNS = 30;

/** Which number it is tells nothing. */
const NUMERALS = {
  number: "a number",
  ordinal: "an ordinal",
  clock: "a time",
  date: "a date",
  code: "a code",
  money: "a sum",
} as const;

/** What of a call tells what it was for, each once. */
function observe(call: CallFacts, talk: Talk, { booking, best }: Found, visit: Visit): void {
  const { purpose, turns } = talk;
  visit("call", "any", 1);
  visit("call", purpose.mode, 1);
  for (const flag of FLAGS) if (purpose[flag]) visit("call", flag, 1);
  visit("call", booking === null ? "linked to none" : `linked, ${whenOf(booking, call)}`, 1);
  if (booking !== null) visit("call", `linked, ${booking.status}`, 1);
  if (best !== null) visit("call", `likeliest, ${whenOf(best.booking, call)}`, best.probability);
  visit("call", "none likely", 1 - (best?.probability ?? 0));
  if (call.direction === "OUTBOUND") visit("call", "outbound", 1);
  visit("call", "turns", Math.min(turns.length, MANY_TURNS) / MANY_TURNS);
  const [first, said, agent] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let told = 0;
  for (const { speaker, text, lexemes } of turns) {
    for (const lexeme of lexemes) {
      const word = lexeme.kind === "word" || lexeme.kind === "pause" ? lexeme.word : NUMERALS[lexeme.kind];
      if (speaker === "agent") agent.add(word);
      else {
        said.add(word);
        if (told + lexeme.start < OPENING) first.add(word);
      }
    }
    if (speaker !== "agent") told += text.length;
  }
  for (const word of first) visit("first", word, 1);
  for (const word of said) visit("said", word, 1);
  for (const word of agent) visit("agent", word, 1);
}

/** The same by the names that weights have, to learn from. */
export function intentFeatures(call: CallFacts, talk: Talk, found: Found): Map<string, number> {
  const features = new Map<string, number>();
  observe(call, talk, found, (kind, name, value) => features.set(`${kind}: ${name}`, value));
  return features;
}

/** Of features, as by `observe`. */
export const chancesOfFeatures = (features: ReadonlyMap<string, number>, weights: IntentWeights): number[] =>
  chancesOf((visit) => {
    for (const [feature, value] of features) {
      const kind = KINDS.find((one) => feature.startsWith(`${one}: `));
      if (kind !== undefined) visit(kind, feature.slice(kind.length + 2), value);
    }
  }, weights);

/** Weights of words are held back more than others, and only words of several makes are learned from. */
export const isOfWord = (feature: string): boolean => !feature.startsWith("call: ");

const HOUR_MS = 3_600_000;
/** Around its start an event is at hand; before and after it is ahead or over. */
const AT_HAND_HOURS = { before: 14, after: 3 };

function whenOf({ eventAt }: BookingFacts, { startedAt }: CallFacts): "over" | "at hand" | "ahead" {
  const hours = (eventAt.getTime() - startedAt.getTime()) / HOUR_MS;
  return hours < -AT_HAND_HOURS.after ? "over" : hours < AT_HAND_HOURS.before ? "at hand" : "ahead";
}
