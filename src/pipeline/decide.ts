import { findOne, getOne, type Sql } from "../database/sql.js";
import { AppError, badInput, notFound } from "../errors.js";
import type { LinkStatus } from "../linking/facts.js";
import { linkageEventType } from "./linkage-event-type.js";

/** Who decides, for the record. */
export interface Person {
  readonly name: string;
}

export interface PersonsLink {
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly note: string | null;
}

/** A person says whom a call is of and what it is about. The program never changes it afterwards. */
export async function linkByPerson(tx: Sql, recordingId: string, link: PersonsLink, person: Person): Promise<void> {
  const before = await lock(tx, recordingId);
  if (link.customerId === null && link.bookingId === null) {
    throw badInput("customerId", 'Give "customerId", "bookingId" or both; to take a link away use unlinkRecording.');
  }
  const customerId = await customerOf(tx, link);
  await save(tx, before, {
    action: "LINKED",
    status: link.bookingId === null ? "CUSTOMER_ONLY" : "LINKED",
    ...{ customerId, bookingId: link.bookingId, note: link.note, person },
  });
}

/** A person says that the link there is, is right. */
export async function confirmByPerson(tx: Sql, recordingId: string, person: Person): Promise<void> {
  const before = await lock(tx, recordingId);
  if (before.customerId === null) {
    throw new AppError("CONFLICT", "There is no link to confirm on this recording; use linkRecording to make one.", {
      field: "id",
      reason: "NOTHING_TO_CONFIRM",
    });
  }
  const { customerId, bookingId } = before;
  const status = bookingId === null ? "CUSTOMER_ONLY" : "LINKED";
  await save(tx, before, { action: "CONFIRMED", status, customerId, bookingId, note: null, person });
}

/** A person says that the call is of nobody known. */
export async function unlinkByPerson(tx: Sql, recordingId: string, person: Person): Promise<void> {
  const before = await lock(tx, recordingId);
  await save(tx, before, {
    ...{ action: "UNLINKED", status: "UNMATCHED", customerId: null, bookingId: null, note: null, person },
  });
}

interface LinkBefore {
  readonly id: string;
  readonly status: LinkStatus | "PENDING";
  readonly customerId: string | null;
  readonly bookingId: string | null;
}

async function lock(tx: Sql, recordingId: string): Promise<LinkBefore> {
  const row = await findOne<LinkBefore>(
    tx,
    `SELECT id, link_status AS status, customer_id AS "customerId", booking_id AS "bookingId"
       FROM call_recordings WHERE id = $1 FOR UPDATE`,
    [recordingId],
  );
  if (row === null) throw notFound("call recording", recordingId);
  return row;
}

/** The booking's customer, who must be the one named, if one is. */
async function customerOf(tx: Sql, { customerId, bookingId }: PersonsLink): Promise<string> {
  if (bookingId !== null) {
    const booking = await findOne<{ customerId: string }>(
      tx,
      `SELECT customer_id AS "customerId" FROM bookings.bookings WHERE id = $1`,
      [bookingId],
    );
    if (booking === null) throw notFoundIn("bookingId", "booking", bookingId);
    if (customerId !== null && customerId !== booking.customerId) {
      throw new AppError("CONFLICT", '"bookingId" is a booking of another customer than "customerId".', {
        field: "bookingId",
        reason: "BOOKING_OF_ANOTHER_CUSTOMER",
      });
    }
    return booking.customerId;
  }
  const customer = await findOne<{ id: string }>(tx, "SELECT id FROM bookings.customers WHERE id = $1", [customerId]);
  if (customer === null) throw notFoundIn("customerId", "customer", customerId ?? "");
  return customer.id;
}

const notFoundIn = (field: string, kind: string, id: string): AppError =>
  new AppError("NOT_FOUND", `There is no ${kind} with id ${id}.`, { field });

interface PersonsDecision {
  readonly action: "LINKED" | "CONFIRMED" | "UNLINKED";
  readonly status: LinkStatus;
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly note: string | null;
  readonly person: Person;
}

async function save(tx: Sql, before: LinkBefore, decision: PersonsDecision): Promise<void> {
  const { action, status, customerId, bookingId, note, person } = decision;
  const confidence = customerId === null ? 0 : 1;
  const bookingConfidence = bookingId === null ? 0 : 1;
  await tx.query(
    `UPDATE call_recordings
        SET customer_id = $2, booking_id = $3, link_status = $4, review_reason = NULL, customer_confidence = $5,
            booking_confidence = $6, link_explanation = $7, linked_by = 'person', linked_by_name = $8,
            linked_at = CASE WHEN $4 <> 'LINKED' THEN NULL
                             WHEN link_status = 'LINKED' AND booking_id = $3 THEN linked_at
                             ELSE clock_timestamp() END,
            decided_at = clock_timestamp(), updated_at = now()
      WHERE id = $1`,
    [before.id, customerId, bookingId, status, confidence, bookingConfidence, EXPLANATIONS[action], person.name],
  );
  // The evidence of that time is kept beside the decision: with it, the decision is a label to learn from.
  await getOne(
    tx,
    `INSERT INTO link_decisions
       (recording_id, decided_by, decided_by_name, action, status, customer_id, booking_id, customer_confidence,
        booking_confidence, evidence, candidates, explanation, note)
     SELECT id, 'person', $2, $3, $4, $5, $6, $7, $8, link_evidence, link_candidates, $9, $10
       FROM call_recordings WHERE id = $1
     RETURNING id`,
    [
      ...[before.id, person.name, action, status, customerId, bookingId, confidence, bookingConfidence],
      ...[EXPLANATIONS[action], note],
    ],
  );
  const type = linkageEventType(before, { status, customerId, bookingId });
  if (type === null) return;
  await tx.query(
    `INSERT INTO linkage_events (type, recording_id, customer_id, booking_id, booking_confidence, previous)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      ...[type, before.id, customerId, bookingId, bookingConfidence],
      JSON.stringify({ status: before.status, customerId: before.customerId, bookingId: before.bookingId }),
    ],
  );
}

const EXPLANATIONS = {
  LINKED: "A person linked this call.",
  CONFIRMED: "A person confirmed this link.",
  UNLINKED: "A person took the link away.",
} as const;
