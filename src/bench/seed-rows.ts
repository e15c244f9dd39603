import { diceFor } from "./dice.js";
import { OWN_PHONE } from "./fictional-phones.js";
import type { Word } from "./lexicon.js";
import { searchFields, statementRows, wordsSaid } from "./search-rows.js";
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

/** A call with everything the pipeline would have stored, from the webhook to the link, and what search makes of it. */
export interface CallRows {
  readonly call: Field[];
  readonly search: Field[];
  readonly statements: Field[][];
}

/** Of the calls from the `first` on each `every`-th. */
export function* callRows(
  plan: SeedPlan,
  vocabulary: Vocabulary,
  lexicon: ReadonlyMap<string, Word>,
  first: number,
  every: number,
): Generator<CallRows> {
  for (let call = first; call < plan.calls; call += every) yield callRow(plan, vocabulary, lexicon, call);
}

/** Calls whose fixed sentences, names and titles are all of those that a seed has. */
const ENOUGH_TO_HEAR_ALL = 5_000;

/** Every word that is said in a seed. */
export function wordsOf(plan: SeedPlan, vocabulary: Vocabulary): Set<string> {
  const words = new Set(vocabulary.all);
  for (let call = 0; call < Math.min(plan.calls, ENOUGH_TO_HEAR_ALL); call += 1)
    for (const { text } of talkOf(plan, vocabulary, call).turns) for (const word of wordsSaid(text)) words.add(word);
  for (let index = 0; index < plan.customers; index += 1)
    for (const word of wordsSaid(plan.customer(index).name)) words.add(word);
  for (let number = 0; number < 200; number += 1) words.add(String(number));
  return words;
}

/** Of a hundred calls. */
const STRANGERS = 0.03;
const OUTBOUND = 0.2;
const SENTIMENTS = ["POSITIVE", "NEUTRAL", "NEUTRAL", "NEUTRAL", "NEGATIVE"];
const TOPICS = ["guest_count", "menu", "date", "time", "venue", "payment"];
const INTENTS = ["change", "enquiry", "change", "new_booking", "feedback", "cancellation"];

/** The dice go on with what they have not been asked yet. */
function talkOf(plan: SeedPlan, vocabulary: Vocabulary, call: number) {
  const dice = diceFor(5, call);
  const startedAt = plan.startedAt(call);
  const caller = plan.caller(call);
  const isStranger = dice.chance(STRANGERS);
  const customer: SeedCustomer | null = isStranger ? null : plan.customer(caller);
  const booking: SeedBooking | null = isStranger ? null : bookingAt(plan, caller, startedAt);
  const isOutbound = dice.chance(OUTBOUND);
  const subject = customer === null || booking === null ? null : { ...booking, customerName: customer.name };
  return {
    dice,
    startedAt,
    customer,
    booking,
    isOutbound,
    turns: speakCall(dice, vocabulary, subject, callLength(dice)),
  };
}

function callRow(plan: SeedPlan, vocabulary: Vocabulary, lexicon: ReadonlyMap<string, Word>, call: number): CallRows {
  const { dice, startedAt, customer, booking, isOutbound, turns } = talkOf(plan, vocabulary, call);
  const phone = customer?.phone ?? STRANGER_PHONE;
  const [from, to] = isOutbound ? [OWN_PHONE, phone] : [phone, OWN_PHONE];
  const id = uuidOf(3, call, 0);
  const direction = isOutbound ? "OUTBOUND" : "INBOUND";
  const transcript = transcriptOf(turns);
  const seconds = Math.ceil(turns.at(-1)?.end ?? 0);
  const storedAt = new Date(startedAt.getTime() + (seconds + 600) * 1_000);
  const decidedAt = new Date(storedAt.getTime() + 50);
  const topic = dice.pick(TOPICS);
  const link = linkTexts(dice, customer, booking);
  const sentiment = dice.pick(SENTIMENTS);
  const row: Field[] = [
    ...[id, `bench-${call}`, `bench-session-${call}`, direction, from, to, from, to, phone],
    ...[startedAt, seconds, "call_log", "READY", transcript],
    JSON.stringify(turns.map(({ speaker, text, start, end }) => ({ speaker, name: null, text, start, end }))),
    storedAt,
    JSON.stringify(insightsOf(turns[1]?.text ?? "", topic)),
    ...[storedAt, sentiment, `{${topic}}`, dice.pick(INTENTS), customer?.id ?? null, link.bookingId, link.status],
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
  const search: Field[] = [
    ...[id, startedAt, seconds, transcript.length, direction, sentiment, customer?.id ?? null, link.bookingId],
    ...[`{${topic}}`, ...searchFields(call, turns, startedAt, lexicon)],
  ];
  return { call: row, search, statements: statementRows(id, turns) };
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
