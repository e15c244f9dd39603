import { bookingCandidates, customerCandidates, rank } from "./candidates.js";
import { explain } from "./explain.js";
import type { Candidate, LinkInput, LinkJudgement, ReviewReason } from "./facts.js";
import type { CallReading } from "./options.js";
import { optionsFor } from "./options.js";
import { isStrangers } from "./purpose.js";
import type { Weights } from "./weights.js";

const MOST_CANDIDATES = 6;
/** What of a booking only its customer would know to say. */
const AGREES = /^(?:exact_date|clock_said|guests_said|title_said)$/;

/** Nobody holds the number. Who it may have been is suggested where the name given and a booking agree; never linked. */
export function unknownCaller(
  input: LinkInput,
  { talk, match }: CallReading,
  weights: Weights,
): Omit<LinkJudgement, "customerId" | "bookingId" | "topics" | "intent"> {
  const { kind: party } = match.party;
  const unmatched = (reviewReason: ReviewReason | null) => ({
    ...{ status: "UNMATCHED" as const, reviewReason, customerConfidence: 0, bookingConfidence: 0 },
    ...{ evidence: [], candidates: [], explanation: explain({ kind: "unknown", party, suggestion: null }) },
  });
  if (talk === null) return unmatched("UNKNOWN_CALLER");
  if (isStrangers(talk.purpose.kind)) return unmatched(null);
  const named = optionsFor(input.customers, input, talk).filter((option) =>
    option.customerSignals.some((signal) => signal.name === "name_introduced" || signal.name === "name_full"),
  );
  const ranked = named.length === 0 ? [] : rank({ match, talk, options: named }, weights);
  const best = ranked[0]?.option;
  if (best === undefined || best.reading === null || !best.signals.some(({ name }) => AGREES.test(name)))
    return unmatched("UNKNOWN_CALLER");
  const customers = customerCandidates(ranked, weights).map(suggested);
  const bookings = bookingCandidates(ranked, weights.talk).map(suggested);
  return {
    ...{ status: "NEEDS_REVIEW", reviewReason: "UNKNOWN_CALLER" },
    customerConfidence: customers[0]?.probability ?? 0,
    bookingConfidence: bookings[0]?.probability ?? 0,
    evidence: [...(customers[0]?.evidence ?? []), ...(bookings[0]?.evidence ?? [])],
    candidates: [...customers, ...bookings].slice(0, MOST_CANDIDATES),
    explanation: explain({ kind: "unknown", party, suggestion: best }),
  };
}

/** A name may be somebody else's, too: as likely as not, and no number speaks for it. */
const suggested = (candidate: Candidate): Candidate => ({
  ...candidate,
  probability: candidate.probability / 2,
  evidence: candidate.evidence.filter(({ signal }) => signal !== "phone_exact"),
});
