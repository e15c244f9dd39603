/**
 * What the linking core is given and what it answers. Plain data, no I/O, no clock: everything a judgement rests on
 * is in these values, so a judgement can be repeated, explained and measured on labelled cases.
 */

/** Which way the call went, seen from the business. */
export type Direction = "INBOUND" | "OUTBOUND" | "INTERNAL";

export type BookingStatus = "PENDING" | "CONFIRMED" | "IN_PROGRESS" | "COMPLETED" | "CANCELLED";

/** One utterance. `startSeconds` counts from the start of the recording; null where the source has no times. */
export interface Segment {
  readonly speaker: SpeakerRole;
  readonly text: string;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
}

/** `unknown` where a transcript does not say who spoke. */
export type SpeakerRole = "customer" | "agent" | "unknown";

/** The part of RingCentral's insights that says something about a booking; empty where there are none. */
export interface InsightTexts {
  readonly summary: string | null;
  readonly nextSteps: readonly string[];
}

export interface CallFacts {
  readonly startedAt: Date;
  readonly direction: Direction;
  /** As received, in any format; null where absent. */
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  /** null until a transcript is known: the judgement then rests on number and time alone. */
  readonly segments: readonly Segment[] | null;
  readonly insights: InsightTexts | null;
}

export interface CustomerFacts {
  readonly id: string;
  readonly name: string;
  /** In any format. */
  readonly phones: readonly string[];
  /** When this customer last spoke with the business before this call; null where never or unknown. */
  readonly lastContactAt: Date | null;
}

export interface BookingFacts {
  readonly id: string;
  readonly customerId: string;
  readonly eventAt: Date;
  readonly guestCount: number | null;
  readonly status: BookingStatus;
  readonly title: string | null;
  readonly venue: string | null;
  readonly notes: string | null;
  /** When the booking was entered; null where unknown. A booking entered during or just after a call was made in it. */
  readonly createdAt: Date | null;
}

/** The business's own settings. */
export interface BusinessFacts {
  /** IANA name: "same day" and "lunch" are judged in it. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2, for numbers written without a country code and for date habits (US month-first, GB day-first). */
  readonly region: string;
  /** The business's own numbers, any format: never a customer's. */
  readonly ownPhones: readonly string[];
  /** null where nothing was learned from its decisions, or nobody asked for it. */
  readonly adaptation?: Adaptation | null;
}

/** How a business's calls differ from those that the built-in weights were learned from, by what its people decided. */
export interface Adaptation {
  /** Decided calls that it was learned from. */
  readonly calls: number;
  /** Bits to add to the weight of a signal in calls with words, by name. */
  readonly talk: Readonly<Record<string, number>>;
}

export interface LinkInput {
  readonly call: CallFacts;
  /** Every customer that holds the outside party's number, or (in `evaluate`) the whole world known. */
  readonly customers: readonly CustomerFacts[];
  readonly bookings: readonly BookingFacts[];
  readonly business: BusinessFacts;
}

export type LinkStatus = "LINKED" | "CUSTOMER_ONLY" | "NEEDS_REVIEW" | "UNMATCHED" | "NOT_LINKABLE";

/** Why a person is asked. */
export type ReviewReason =
  | "SHARED_NUMBER" // several customers hold the number and nothing said decides
  | "UNKNOWN_CALLER" // nobody holds the number
  | "AMBIGUOUS_BOOKING" // two bookings fit about equally
  | "WEAK_BOOKING" // the spec's fallback: nearest future booking, on little evidence
  | "NAME_MISMATCH"; // the number is one customer's, the name said another's

/** A named, signed contribution, in bits (log2 odds). `phrase` is what was said, where the signal rests on words. */
export interface Evidence {
  /** Stable machine name, e.g. `guest_count`, `exact_date`, `phone_exact`. */
  readonly signal: string;
  readonly weight: number;
  /** One sentence a person understands. */
  readonly detail: string;
  readonly phrase: string | null;
  readonly speaker: SpeakerRole | null;
  /** Seconds from the start of the recording; null without words or times. */
  readonly offsetSeconds: number | null;
}

/** A customer or booking that was considered. */
export interface Candidate {
  readonly kind: "customer" | "booking";
  readonly id: string;
  readonly probability: number;
  /** The points of the spec's four rules (exact date +10, within 3 h +5, same day +3, customer mentioned +5); 0 for customers. */
  readonly specPoints: number;
  readonly evidence: readonly Evidence[];
}

export interface LinkJudgement {
  readonly status: LinkStatus;
  readonly reviewReason: ReviewReason | null;
  readonly customerId: string | null;
  /** Probability from 0 to 1 that `customerId` is right; of the best candidate where it is null; 0 where there is none. */
  readonly customerConfidence: number;
  readonly bookingId: string | null;
  readonly bookingConfidence: number;
  /** What the decision rests on: the chosen (or best) candidates' evidence. */
  readonly evidence: readonly Evidence[];
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** The decision in one plain sentence, with what would resolve it where a person must decide. */
  readonly explanation: string;
  /** Subjects of the call, e.g. `reschedule`, `guest_count`, `feedback`, `complaint`; empty without a transcript. */
  readonly topics: readonly string[];
  /**
   * What the call was for, e.g. `new_booking`, `change`, `cancellation`, `enquiry`, `feedback`, `quote`, `wrong_number`,
   * `vendor`, `voicemail`; `other` where nothing is likely, null without a transcript.
   */
  readonly intent: string | null;
}
