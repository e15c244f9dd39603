import { belief } from "./belief.js";
import { bestOf, bookingCandidates, customerCandidates, noneEvidence, type Ranked, rank } from "./candidates.js";
import { doubtsOf, isOfSeveral, LINK_BOOKING_AT, linkFrom, temper } from "./doubt.js";
import { explain, type Silence } from "./explain.js";
import type {
  Adaptation,
  BusinessFacts,
  Candidate,
  LinkInput,
  LinkJudgement,
  LinkStatus,
  ReviewReason,
} from "./facts.js";
import { readHeard } from "./hardly-heard.js";
import { intentOf } from "./intent.js";
import { foundBy } from "./intent-features.js";
import { LEARNED_WEIGHTS } from "./learned-weights.js";
import type { CallReading, Option } from "./options.js";
import { withSounds } from "./sounds.js";
import { unknownCaller } from "./unknown-caller.js";
import { adapted, type Weights } from "./weights.js";

/** A customer is linked from this probability on; below it the number's holders go to review. */
export const LINK_CUSTOMER_AT = 0.9;
/** Below this, "none of them" is the better answer than asking. */
const REVIEW_BOOKING_AT = 0.25;

/** Judges whose call it was and which booking it was about. Pure: the same input and weights give the same answer. */
export function linkCall(input: LinkInput, weights: Weights = weightsOf(input.business)): LinkJudgement {
  const reading = withSounds(readHeard(input), input.call, weights.sounds);
  const judged = judge(input, reading, weights);
  const { talk } = reading;
  if (talk === null) return { ...judged, topics: [], intent: silenceOf(input) === "no_transcript" ? null : "other" };
  const intent = intentOf(input.call, talk, foundBy(judged, input.bookings));
  const { subjects } = talk.purpose;
  return { ...judged, topics: intent === "other" ? subjects : [intent, ...subjects], intent };
}

/** The built-in weights, as the business's own decisions changed them. */
function weightsOf({ adaptation }: BusinessFacts): Weights {
  if (adaptation == null) return LEARNED_WEIGHTS;
  const known = ADAPTED.get(adaptation);
  if (known !== undefined) return known;
  const weights = adapted(LEARNED_WEIGHTS, adaptation);
  ADAPTED.set(adaptation, weights);
  return weights;
}

/** Two thousand weights are not put together anew for every call. */
const ADAPTED = new WeakMap<Adaptation, Weights>();

function judge(input: LinkInput, reading: CallReading, weights: Weights): Omit<LinkJudgement, "topics" | "intent"> {
  const { match, talk } = reading;
  const nobody = {
    customerId: null,
    customerConfidence: 0,
    bookingId: null,
    bookingConfidence: 0,
    reviewReason: null,
    evidence: [],
    candidates: [],
  };
  if (match.party.kind === "internal" || match.party.kind === "conference") {
    return {
      ...nobody,
      status: "NOT_LINKABLE",
      explanation: explain({ kind: "not_linkable", party: match.party.kind }),
    };
  }
  if (match.holders.length === 0) return { ...nobody, ...unknownCaller(input, reading, weights) };

  const fitting = rank(reading, weights);
  const doubts = doubtsOf(talk, fitting);
  const ranked = doubts === null ? fitting : temper(fitting, doubts, weights.doubt);
  // Doubt about the booking is none about whose call it was.
  const isSurer = (bestOf(ranked)?.chance ?? 0) > (bestOf(fitting)?.chance ?? 0);
  const customers = customerCandidates(isSurer ? ranked : fitting, weights);
  const table = talk === null ? weights.silent : weights.talk;
  const believed = doubts === null ? null : belief(doubts, fitting, ranked, weights.doubt);
  const bookings = bookingCandidates(ranked, table, believed);
  const [customer] = customers;
  const [booking] = bookings;
  if (customer === undefined)
    return {
      ...nobody,
      status: "UNMATCHED",
      explanation: explain({ kind: "unknown", party: match.party.kind, suggestion: null }),
    };
  const bar = linkFrom(talk, fitting);
  const decision = decide(reading, ranked, customer, bookings, bar);
  const isOfNone = decision.status === "CUSTOMER_ONLY" && booking !== undefined;
  const forNone = isOfNone ? noneEvidence(ranked, customer.id, table) : [];
  return {
    ...decision,
    customerConfidence: customer.probability,
    bookingConfidence: booking?.probability ?? 0,
    evidence: [...customer.evidence, ...(isOfNone ? forNone : (booking?.evidence ?? []))],
    candidates: [...customers, ...bookings],
    explanation: explain({
      ...{ kind: "judged", decision, ranked, booking, forNone },
      silence: talk === null ? silenceOf(input) : null,
      ...{ isMaking: talk?.purpose.mode === "making", isOfSeveral: isOfSeveral(talk, ranked) },
    }),
  };
}

/** Why a call that was read as one without words has none. */
const silenceOf = ({ call }: LinkInput): Silence => (call.segments === null ? "no_transcript" : "not_understood");

export interface Decision {
  readonly status: LinkStatus;
  readonly reviewReason: ReviewReason | null;
  readonly customerId: string | null;
  readonly bookingId: string | null;
}

function decide(
  reading: CallReading,
  ranked: readonly Ranked[],
  customer: Candidate,
  [booking, rival]: readonly Candidate[],
  bar: number,
): Decision {
  if (customer.probability < LINK_CUSTOMER_AT) {
    const reviewReason = reading.match.holders.length > 1 ? "SHARED_NUMBER" : "NAME_MISMATCH";
    return { status: "NEEDS_REVIEW", reviewReason, customerId: null, bookingId: null };
  }
  const linked = { customerId: customer.id, bookingId: null, reviewReason: null };
  const none = ranked.filter(({ option }) => option.reading === null).reduce((sum, { chance }) => sum + chance, 0);
  if (booking === undefined) return { ...linked, status: "CUSTOMER_ONLY" };
  const isTheirs = optionOf(booking, ranked)?.customer.id === customer.id;
  if (booking.probability >= bar && isTheirs) return { ...linked, status: "LINKED", bookingId: booking.id };
  if (booking.probability < REVIEW_BOOKING_AT || none >= LINK_BOOKING_AT) return { ...linked, status: "CUSTOMER_ONLY" };
  const isClose =
    (rival !== undefined && rival.probability >= booking.probability / 3) || isOfSeveral(reading.talk, ranked);
  return { ...linked, status: "NEEDS_REVIEW", reviewReason: isClose ? "AMBIGUOUS_BOOKING" : "WEAK_BOOKING" };
}

const optionOf = (booking: Candidate, ranked: readonly Ranked[]): Option | undefined =>
  ranked.find(({ option }) => option.reading?.booking.id === booking.id)?.option;
