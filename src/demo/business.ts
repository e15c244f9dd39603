import { buildBookings } from "./bookings.js";
import { buildCustomers } from "./customers.js";
import { drawFor } from "./draw.js";
import type { Occasion } from "./occasions.js";
import type { Extra, HibachiPackage } from "./packages.js";
import { buildPastCalls } from "./past-calls.js";
import type { Venue } from "./venues.js";

export type DemoStatus = "PENDING" | "CONFIRMED" | "IN_PROGRESS" | "COMPLETED" | "CANCELLED";

export interface DemoCustomer {
  /** Stable within a seed: an external id. */
  readonly key: string;
  readonly name: string;
  /** As somebody once typed them, in all sorts of formats; fictional (555-01xx). Numbers may repeat across customers. */
  readonly phones: readonly string[];
  readonly email: string | null;
  /** The office that this person books for; null for private people. */
  readonly company: string | null;
}

export interface DemoBooking {
  readonly key: string;
  readonly customerKey: string;
  readonly eventAt: Date;
  readonly guestCount: number;
  readonly status: DemoStatus;
  readonly title: string;
  /** Street, city, state and zip. */
  readonly venue: string;
  readonly notes: string | null;
  /** When it was entered; where a recorded call made it, during or just after that call. */
  readonly createdAt: Date;
  /** What the dialogues are written from; not for storing. */
  readonly about: BookingAbout;
}

export interface BookingAbout {
  readonly occasion: Occasion;
  readonly hibachi: HibachiPackage;
  readonly place: Venue;
  readonly extras: readonly Extra[];
}

export type DemoDirection = "INBOUND" | "OUTBOUND" | "INTERNAL";

export type DemoScenario =
  | "new_booking"
  | "guest_count"
  | "time"
  | "date"
  | "venue"
  | "menu"
  | "enquiry"
  | "deposit"
  | "confirmation"
  | "day_of"
  | "feedback"
  | "complaint"
  | "cancellation"
  | "several_bookings"
  | "quote"
  | "voicemail"
  | "wrong_number"
  | "vendor"
  | "unknown_caller"
  | "internal";

/** What is odd about the caller's number, where something is. */
export type DemoNumber = "known" | "new" | "withheld" | "stranger" | "own";

export interface DemoSegment {
  readonly speaker: "customer" | "agent";
  readonly text: string;
  /** Seconds from the start of the recording. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface DemoInsights {
  readonly summary: string;
  readonly nextSteps: readonly string[];
  readonly sentiment: "POSITIVE" | "NEUTRAL" | "NEGATIVE";
  readonly highlights?: readonly string[];
}

export interface DemoCall {
  /** Stable within a seed: the recording's external id. */
  readonly key: string;
  readonly scenario: DemoScenario;
  /** The dialogue it was spoken from. */
  readonly script: string;
  readonly number: DemoNumber;
  readonly direction: DemoDirection;
  /** E.164; of an internal call an extension such as "104"; null where withheld. */
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  readonly startedAt: Date;
  readonly durationSeconds: number;
  /** null where RingCentral never made a transcript. */
  readonly segments: readonly DemoSegment[] | null;
  readonly insights: DemoInsights | null;
  /** Whom and what it was really about. For tests and comparison only: never an input of linking. */
  readonly truth: { readonly customerKey: string | null; readonly bookingKey: string | null };
}

export interface DemoBusiness {
  readonly timezone: string;
  readonly seed: number;
  readonly customers: readonly DemoCustomer[];
  /** By event date. */
  readonly bookings: readonly DemoBooking[];
  /** By start. All before `now`. */
  readonly pastCalls: readonly DemoCall[];
}

export const BUSINESS_NAME = "Ember & Steel Hibachi";
export const BUSINESS_TIMEZONE = "America/Los_Angeles";
/** E.164; the first is the main line. */
export const OWN_PHONES: readonly string[] = ["+12135550100", "+12135550101", "+12135550102"];

/**
 * A hibachi caterer in Los Angeles as it stands at `now`: who booked, what took place, what is ahead, and five months
 * of recorded calls. The same arguments give the same business, to the letter.
 */
export function buildBusiness(now: Date, seed = 7): DemoBusiness {
  const customers = buildCustomers(drawFor(seed, "customers"));
  const drafts = buildBookings(now, seed, customers);
  const { calls, bookings } = buildPastCalls(now, seed, customers, drafts);
  return {
    timezone: BUSINESS_TIMEZONE,
    seed,
    customers,
    bookings,
    pastCalls: calls,
  };
}
