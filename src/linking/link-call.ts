import type { BookingFacts, Candidate, LinkInput, LinkJudgement } from "./facts.js";
import { matchCustomers } from "./match-customer.js";

const DAY_MS = 86_400_000;

/** Judges whose call it was and which booking it was about. */
export function linkCall(input: LinkInput): LinkJudgement {
  const { party, holders } = matchCustomers(input);
  const base = {
    customerId: null,
    customerConfidence: 0,
    bookingId: null,
    bookingConfidence: 0,
    reviewReason: null,
    evidence: [],
    candidates: [],
    topics: [],
    intent: null,
  } satisfies Partial<LinkJudgement>;
  if (party.kind === "internal") return { ...base, status: "NOT_LINKABLE", explanation: "An internal call." };
  const [holder, ...others] = holders;
  if (holder === undefined) {
    return {
      ...base,
      status: "UNMATCHED",
      reviewReason: "UNKNOWN_CALLER",
      explanation: "No known customer has this number.",
    };
  }
  const customers = holders.map(
    (c): Candidate => ({ kind: "customer", id: c.id, probability: 0.99 / holders.length, specPoints: 0, evidence: [] }),
  );
  if (others.length > 0) {
    return {
      ...base,
      status: "NEEDS_REVIEW",
      reviewReason: "SHARED_NUMBER",
      customerConfidence: 1 / holders.length,
      candidates: customers,
      explanation: "Several customers share this number.",
    };
  }
  const near = input.bookings.filter(
    (b) =>
      b.customerId === holder.id &&
      b.status !== "CANCELLED" &&
      Math.abs(b.eventAt.getTime() - input.call.startedAt.getTime()) <= DAY_MS,
  );
  const linked = { ...base, customerId: holder.id, customerConfidence: 0.99 };
  const [booking, rival]: (BookingFacts | undefined)[] = near;
  if (booking === undefined) {
    return {
      ...linked,
      status: "CUSTOMER_ONLY",
      candidates: customers,
      explanation: `The number is ${holder.name}'s; no booking lies near the call.`,
    };
  }
  if (rival !== undefined) {
    return {
      ...linked,
      status: "NEEDS_REVIEW",
      reviewReason: "AMBIGUOUS_BOOKING",
      candidates: customers,
      explanation: "Several bookings lie near the call.",
    };
  }
  return {
    ...linked,
    status: "LINKED",
    bookingId: booking.id,
    bookingConfidence: 0.7,
    candidates: customers,
    explanation: `${holder.name}'s only booking near the call.`,
  };
}
