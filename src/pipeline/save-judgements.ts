import type { Sql } from "../database/sql.js";
import type { Judged, Judgement } from "./link-entities.js";
import type { RecordingToLink } from "./link-facts.js";
import { linkageEventType } from "./linkage-event-type.js";

/**
 * Writes what is new in three statements: the link on the recording, the decision with its evidence, and the event for
 * subscribers where customer, booking or status changed. Returns how many recordings changed.
 */
export async function saveJudgements(tx: Sql, judged: readonly Judged[]): Promise<number> {
  const changed = judged.filter(differs);
  if (changed.length === 0) return 0;
  const rows = JSON.stringify(changed.map(asRow));
  await tx.query(
    `UPDATE call_recordings AS recording
        SET customer_id = judged.customer_id, booking_id = judged.booking_id, link_status = judged.status,
            review_reason = judged.review_reason, customer_confidence = judged.customer_confidence,
            booking_confidence = judged.booking_confidence, link_evidence = judged.evidence,
            link_candidates = judged.candidates, link_explanation = judged.explanation,
            topics = judged.topics, intent = judged.intent,
            linked_by = CASE WHEN judged.status = 'PENDING' THEN NULL ELSE 'auto' END,
            linked_by_name = NULL,
            linked_at = CASE
              WHEN judged.status <> 'LINKED' THEN NULL
              WHEN recording.link_status = 'LINKED' AND recording.booking_id = judged.booking_id THEN recording.linked_at
              ELSE clock_timestamp() END,
            decided_at = CASE WHEN judged.status = 'PENDING' THEN NULL ELSE clock_timestamp() END,
            updated_at = now()
       FROM ${ROWSET}
      WHERE recording.id = judged.id`,
    [rows],
  );
  await tx.query(
    `INSERT INTO link_decisions
       (recording_id, decided_by, action, status, review_reason, customer_id, booking_id, customer_confidence,
        booking_confidence, evidence, candidates, explanation)
     SELECT judged.id, 'auto', 'JUDGED', judged.status, judged.review_reason, judged.customer_id, judged.booking_id,
            judged.customer_confidence, judged.booking_confidence, judged.evidence, judged.candidates, judged.explanation
       FROM ${ROWSET}
      WHERE judged.status <> 'PENDING'`,
    [rows],
  );
  await tx.query(
    `INSERT INTO linkage_events (type, recording_id, customer_id, booking_id, booking_confidence, previous)
     SELECT judged.event_type, judged.id, judged.customer_id, judged.booking_id, judged.booking_confidence, judged.previous
       FROM ${ROWSET}
      WHERE judged.event_type IS NOT NULL`,
    [rows],
  );
  return changed.length;
}

const ROWSET = `jsonb_to_recordset($1::jsonb) AS judged (
  id uuid, status text, review_reason text, customer_id uuid, booking_id uuid, customer_confidence real,
  booking_confidence real, evidence jsonb, candidates jsonb, explanation text, topics text[], intent text,
  event_type text, previous jsonb)`;

function asRow({ recording, judgement }: Judged) {
  const previous = { status: recording.status, customerId: recording.customerId, bookingId: recording.bookingId };
  return {
    id: recording.id,
    status: judgement.status,
    review_reason: judgement.reviewReason,
    customer_id: judgement.customerId,
    booking_id: judgement.bookingId,
    customer_confidence: judgement.customerConfidence,
    booking_confidence: judgement.bookingConfidence,
    evidence: judgement.evidence,
    candidates: judgement.candidates,
    explanation: judgement.explanation,
    topics: judgement.topics,
    intent: judgement.intent,
    event_type: linkageEventType(recording, judgement),
    previous: recording.status === "PENDING" ? null : previous,
  };
}

/** Confidences are stored as 4-byte reals: a smaller difference is rounding. */
const SAME_CONFIDENCE = 1e-4;

function differs({ recording, judgement }: Judged): boolean {
  if (judgement.status === "PENDING" && recording.status === "PENDING") return false;
  return (
    recording.status !== judgement.status ||
    recording.reviewReason !== judgement.reviewReason ||
    recording.customerId !== judgement.customerId ||
    recording.bookingId !== judgement.bookingId ||
    isOther(recording.customerConfidence, judgement.customerConfidence) ||
    isOther(recording.bookingConfidence, judgement.bookingConfidence) ||
    evidenceKey(recording.evidence) !== evidenceKey(judgement.evidence)
  );
}

const isOther = (stored: number | null, judged: number): boolean => Math.abs((stored ?? 0) - judged) > SAME_CONFIDENCE;

/** jsonb keeps keys in an order of its own, so evidence is compared by what tells it apart. */
const evidenceKey = (evidence: RecordingToLink["evidence"] | Judgement["evidence"]): string =>
  JSON.stringify(evidence.map((one) => [one.signal, one.weight.toFixed(3), one.detail]));
