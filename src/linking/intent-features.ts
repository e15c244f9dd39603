import type { BookingFacts, CallFacts, LinkJudgement } from "./facts.js";
import type { Purpose } from "./purpose.js";
import type { Talk } from "./talk.js";

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

/** Facts of the call, the outside party's first words, all of theirs, and the agent's. */
export const SOURCES = ["call", "first", "said", "agent"] as const;
export type Source = (typeof SOURCES)[number];
export type Visit = (source: Source, name: string, value: number) => void;

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
export function observe(call: CallFacts, talk: Talk, { booking, best }: Found, visit: Visit): void {
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
  observe(call, talk, found, (source, name, value) => features.set(`${source}: ${name}`, value));
  return features;
}

/** Where a feature is from, and its name there. */
export function partsOf(feature: string): { readonly source: Source; readonly name: string } | null {
  const source = SOURCES.find((one) => feature.startsWith(`${one}: `));
  return source === undefined ? null : { source, name: feature.slice(source.length + 2) };
}

/** Weights of words are held back more than others, and only words of several makes are learned from. */
export const isOfWord = (feature: string): boolean => !feature.startsWith("call: ");

const HOUR_MS = 3_600_000;
/** Around its start an event is at hand; before and after it is ahead or over. */
const AT_HAND_HOURS = { before: 14, after: 3 };

function whenOf({ eventAt }: BookingFacts, { startedAt }: CallFacts): "over" | "at hand" | "ahead" {
  const hours = (eventAt.getTime() - startedAt.getTime()) / HOUR_MS;
  return hours < -AT_HAND_HOURS.after ? "over" : hours < AT_HAND_HOURS.before ? "at hand" : "ahead";
}
