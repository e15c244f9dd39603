import { diceFor } from "./dice.js";
import { OWN_PHONE } from "./fictional-phones.js";
import { linkTexts } from "./seed-link.js";
import type { SeedBooking, SeedCustomer, SeedPlan } from "./seed-plan.js";
import { bookingAt, uuidOf } from "./seed-plan.js";
import { callLength, speakCall, transcriptOf } from "./spoken-call.js";
import type { Vocabulary } from "./vocabulary.js";

/** A value of COPY's text format: null is \N. */
export type Field = string | number | Date | null;

export const CUSTOMER_COLUMNS = ["id", "external_id", "name", "phone", "email"];
export const PHONE_COLUMNS = ["customer_id", "phone_e164", "raw_phone", "source"];
export const BOOKING_COLUMNS = [
  "id",
  "external_id",
  "customer_id",
  "event_date",
  "guest_count",
  "status",
  "title",
  "venue",
  "notes",
  "created_at",
];
// biome-ignore format: a list
export const CALL_COLUMNS = ["id", "rc_recording_id", "telephony_session_id", "direction", "from_phone", "to_phone", "from_e164", "to_e164", "outside_phone", "call_started_at", "duration_seconds", "facts_source", "transcript_status", "rc_transcript", "transcript_segments", "transcript_stored_at", "rc_ai_insights", "insights_modified_at", "sentiment", "topics", "intent", "customer_id", "booking_id", "link_status", "review_reason", "customer_confidence", "booking_confidence", "link_evidence", "link_candidates", "link_explanation", "linked_by", "linked_at", "decided_at", "created_at"];

export function* customerRows(plan: SeedPlan): Generator<Field[]> {
  for (let index = 0; index < plan.customers; index += 1) {
    const { id, name, phone } = plan.customer(index);
    yield [id, `bench-${index}`, name, phone, `customer-${index}@example.com`];
  }
}

export function* phoneRows(plan: SeedPlan): Generator<Field[]> {
  for (let index = 0; index < plan.customers; index += 1) {
    const { id, phone } = plan.customer(index);
    yield [id, phone, phone, "customer_column"];
  }
}

export function* bookingRows(plan: SeedPlan): Generator<Field[]> {
  for (let customer = 0; customer < plan.customers; customer += 1) {
    const { id } = plan.customer(customer);
    for (let place = 0; place < plan.bookingCount(customer); place += 1) {
      const booking = plan.booking(customer, place);
      const status = booking.eventAt < plan.until ? "completed" : "confirmed";
      const createdAt = new Date(booking.eventAt.getTime() - 40 * 86_400_000);
      yield [
        ...[booking.id, `bench-${customer}-${place}`, id, booking.eventAt, booking.guestCount, status, booking.title],
        ...[`${100 + (customer % 900)} Harbor Street`, "Two grills, one of them without shellfish.", createdAt],
      ];
    }
  }
}

/** Calls with everything the pipeline would have stored, from the webhook to the link. */
export function* callRows(plan: SeedPlan, vocabulary: Vocabulary): Generator<Field[]> {
  for (let call = 0; call < plan.calls; call += 1) yield callRow(plan, vocabulary, call);
}

/** Of a hundred calls. */
const STRANGERS = 0.03;
const OUTBOUND = 0.2;
const SENTIMENTS = ["POSITIVE", "NEUTRAL", "NEUTRAL", "NEUTRAL", "NEGATIVE"];
const TOPICS = ["guest_count", "menu", "date", "time", "venue", "payment"];
const INTENTS = ["change", "enquiry", "change", "new_booking", "feedback", "cancellation"];

function callRow(plan: SeedPlan, vocabulary: Vocabulary, call: number): Field[] {
  const dice = diceFor(5, call);
  const startedAt = plan.startedAt(call);
  const caller = plan.caller(call);
  const isStranger = dice.chance(STRANGERS);
  const customer: SeedCustomer | null = isStranger ? null : plan.customer(caller);
  const booking: SeedBooking | null = isStranger ? null : bookingAt(plan, caller, startedAt);
  const phone = customer?.phone ?? STRANGER_PHONE;
  const isOutbound = dice.chance(OUTBOUND);
  const [from, to] = isOutbound ? [OWN_PHONE, phone] : [phone, OWN_PHONE];
  const subject = customer === null || booking === null ? null : { ...booking, customerName: customer.name };
  const turns = speakCall(dice, vocabulary, subject, callLength(dice));
  const seconds = Math.ceil(turns.at(-1)?.end ?? 0);
  const storedAt = new Date(startedAt.getTime() + (seconds + 600) * 1_000);
  const decidedAt = new Date(storedAt.getTime() + 50);
  const topic = dice.pick(TOPICS);
  const link = linkTexts(dice, customer, booking);
  return [
    ...[
      uuidOf(3, call, 0),
      `bench-${call}`,
      `bench-session-${call}`,
      isOutbound ? "OUTBOUND" : "INBOUND",
      from,
      to,
      from,
      to,
      phone,
    ],
    ...[startedAt, seconds, "call_log", "READY", transcriptOf(turns)],
    JSON.stringify(turns.map(({ speaker, text, start, end }) => ({ speaker, name: null, text, start, end }))),
    storedAt,
    JSON.stringify(insightsOf(turns[1]?.text ?? "", topic)),
    ...[
      storedAt,
      dice.pick(SENTIMENTS),
      `{${topic}}`,
      dice.pick(INTENTS),
      customer?.id ?? null,
      link.bookingId,
      link.status,
    ],
    ...[
      link.reviewReason,
      link.customerConfidence,
      link.bookingConfidence,
      link.evidence,
      link.candidates,
      link.explanation,
    ],
    ...["auto", link.status === "LINKED" ? decidedAt : null, decidedAt, storedAt],
  ];
}

/** Of everybody whom nobody knows. */
const STRANGER_PHONE = "+61491570156";

const insightsOf = (opening: string, topic: string) => ({
  summary: `The customer called about the ${topic.replace("_", " ")}. ${opening}`,
  bullets: ["The event was confirmed.", "The number of guests was settled."],
  highlights: [opening],
  nextSteps: ["Send the updated invoice.", "Confirm the second grill."],
  score: "8",
  notes: null,
});
