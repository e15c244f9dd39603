import type { Dice } from "./dice.js";
import type { SeedBooking, SeedCustomer } from "./seed-plan.js";

/** A link as the pipeline stores it; evidence and candidates as JSON. */
export interface LinkTexts {
  readonly status: "LINKED" | "CUSTOMER_ONLY" | "NEEDS_REVIEW" | "UNMATCHED";
  readonly reviewReason: string | null;
  readonly bookingId: string | null;
  readonly customerConfidence: number;
  readonly bookingConfidence: number;
  readonly evidence: string;
  readonly candidates: string;
  readonly explanation: string;
}

/** Of a hundred calls of known customers: those about nothing booked, and those that a person must look at. */
const CUSTOMER_ONLY = 0.07;
const REVIEW = 0.05;

/** Evidence of the make and size that a judgement has. */
export function linkTexts(dice: Dice, customer: SeedCustomer | null, booking: SeedBooking | null): LinkTexts {
  if (customer === null || booking === null) {
    const explanation = "Nobody is known by this number.";
    return {
      ...{ status: "UNMATCHED", reviewReason: "UNKNOWN_CALLER", bookingId: null, customerConfidence: 0 },
      ...{ bookingConfidence: 0, evidence: "[]", candidates: "[]", explanation },
    };
  }
  const said = (
    signal: string,
    weight: number,
    detail: string,
    phrase: string | null,
    offsetSeconds: number | null,
  ) => ({
    ...{ signal, weight, detail, phrase, speaker: phrase === null ? null : "customer", offsetSeconds },
  });
  const who = [
    said("phone_exact", 9.2, "The call came from this customer's number.", null, null),
    said("name_said", 4.4, "The caller gave this customer's name.", customer.name, 6.5),
  ];
  const what = [
    said("exact_date", 6.1, "The date that was said is this booking's.", "on the day of the event", 8.2),
    said(
      "guest_count",
      4.1,
      `${booking.guestCount} guests were mentioned, the booking has ${booking.guestCount}.`,
      `${booking.guestCount} of us`,
      21.4,
    ),
    said("title", 2.3, "The event was called by its title.", booking.title, 7.9),
  ];
  const drawn = dice.unit();
  const status = drawn < CUSTOMER_ONLY ? "CUSTOMER_ONLY" : drawn < CUSTOMER_ONLY + REVIEW ? "NEEDS_REVIEW" : "LINKED";
  const isLinked = status === "LINKED";
  const candidate = (kind: string, id: string, probability: number, evidence: object[]) => ({
    kind,
    id,
    probability,
    specPoints: 10,
    evidence,
  });
  const evidence = isLinked ? [...who, ...what] : who;
  return {
    ...{ status, reviewReason: status === "NEEDS_REVIEW" ? "AMBIGUOUS_BOOKING" : null },
    bookingId: isLinked ? booking.id : null,
    ...{ customerConfidence: 0.99, bookingConfidence: isLinked ? 0.97 : 0.4 },
    evidence: JSON.stringify(evidence),
    candidates: JSON.stringify([
      candidate("customer", customer.id, 0.99, who),
      candidate("booking", booking.id, 0.97, what),
    ]),
    explanation: `The date, the ${booking.guestCount} guests and the title fit the ${booking.title.toLowerCase()}.`,
  };
}
