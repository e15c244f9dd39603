import type { BookingFacts, CallFacts, LinkJudgement } from "./facts.js";
import type { Purpose } from "./purpose.js";
import type { Talk } from "./talk.js";
import { isOver } from "./took-place.js";
import { observePairs, observeWords, type Visit } from "./word-features.js";

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

const FLAGS = [
  "speaksOfCancelling",
  "speaksOfMoving",
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

/** A long call speaks of everything: from so many turns on it is no longer one. */
const MANY_TURNS = 30;

/** What of a call tells what it was for, each once but for words side by side. */
export function observe(call: CallFacts, talk: Talk, { booking, best }: Found, visit: Visit): void {
  const { purpose, turns, days, clocks, counts } = talk;
  visit("call", "any", 1);
  visit("call", purpose.mode, 1);
  for (const flag of FLAGS) if (purpose[flag]) visit("call", flag, 1);
  visit("call", booking === null ? "linked to none" : `linked, ${whenOf(booking, call)}`, 1);
  if (booking !== null) visit("call", `linked, ${booking.status}`, 1);
  if (best !== null) visit("call", `likeliest, ${whenOf(best.booking, call)}`, best.probability);
  visit("call", "none likely", 1 - (best?.probability ?? 0));
  if (call.direction === "OUTBOUND") visit("call", "outbound", 1);
  visit("call", "turns", shareOf(turns.length, MANY_TURNS));
  visit("call", "days", shareOf(days.length, MANY_TIMES));
  visit("call", "clocks", shareOf(clocks.length, MANY_TIMES));
  visit("call", "counts", shareOf(counts.length, MANY_COUNTS));
  observeWords(turns, visit);
  observePairs(turns, visit);
}

/** Who arranges something names days, times and counts again and again: from so many on it is no longer one. */
const MANY_TIMES = 4;
const MANY_COUNTS = 3;

const shareOf = (count: number, many: number): number => Math.min(count, many) / many;

const HOUR_MS = 3_600_000;
/** From so many hours before its start until it is over, an event is at hand. */
const AT_HAND_HOURS = 14;

function whenOf(booking: BookingFacts, { startedAt }: CallFacts): "over" | "at hand" | "ahead" {
  const hours = (booking.eventAt.getTime() - startedAt.getTime()) / HOUR_MS;
  return isOver(booking, startedAt) ? "over" : hours < AT_HAND_HOURS ? "at hand" : "ahead";
}
