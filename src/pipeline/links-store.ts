import { findOne, type Sql } from "../database/sql.js";
import type { Candidate, Evidence, LinkStatus } from "../linking/facts.js";
import type { DecisionAction } from "../recordings/link-words.js";
import { GIVEN_WORDS, givenWords, WORDS_GIVEN, type WordsOfRecording } from "../recordings/store.js";
import type { LinkageEventType } from "./linkage-event-type.js";
import { type Contact, noteContacts } from "./relink-store.js";

/** A link as it is decided, by the program or by a person. */
export interface LinkWrite {
  readonly recordingId: string;
  readonly status: LinkStatus | "PENDING";
  readonly reviewReason: string | null;
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly customerConfidence: number;
  readonly bookingConfidence: number;
  /** What a person decides rests on the evidence there was: null keeps what is stored, as topics and intent. */
  readonly evidence: readonly Evidence[] | null;
  readonly candidates: readonly Candidate[] | null;
  readonly topics: readonly string[] | null;
  readonly intent: string | null;
  readonly explanation: string;
  readonly decidedBy: "auto" | "person";
  readonly decidedByName: string | null;
  readonly action: DecisionAction;
  readonly note: string | null;
  /** null where subscribers see no difference. */
  readonly eventType: LinkageEventType | null;
  readonly previous: LinkState | null;
}

export interface LinkState {
  readonly status: LinkStatus | "PENDING";
  readonly customerId: string | null;
  readonly bookingId: string | null;
}

/** A link as it is, whether a person decided on it, and what the history says of it last. */
export interface DecidedLink {
  readonly link: LinkState;
  readonly isPersons: boolean;
  readonly lastWord: DecisionWord | null;
}

/** What was done, by whom, and why. */
export interface DecisionWord {
  readonly action: DecisionAction;
  /** null for the program. */
  readonly name: string | null;
  readonly note: string | null;
}

/** The link of a recording, locked until the transaction ends; null for an unknown recording. */
export async function findLinkForUpdate(tx: Sql, recordingId: string): Promise<DecidedLink | null> {
  const row = await findOne<LinkState & Omit<DecidedLink, "link">>(
    tx,
    `SELECT link_status AS status, customer_id AS "customerId", booking_id AS "bookingId",
            linked_by IS NOT DISTINCT FROM 'person' AS "isPersons",
            (SELECT jsonb_build_object('action', action, 'name', decided_by_name, 'note', note)
               FROM link_decisions WHERE recording_id = recording.id ORDER BY id DESC LIMIT 1) AS "lastWord"
       FROM call_recordings AS recording WHERE id = $1 FOR UPDATE`,
    [recordingId],
  );
  if (row === null) return null;
  const { isPersons, lastWord, ...link } = row;
  return { link, isPersons, lastWord };
}

/** The program may judge these again. */
export async function forgetWhoDecided(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.query("UPDATE call_recordings SET linked_by = 'auto' WHERE id = ANY($1::uuid[])", [ids]);
}

/** Whose booking it is, which nobody deletes until the transaction ends; null for an unknown booking. */
export async function findBookingsCustomer(tx: Sql, bookingId: string): Promise<string | null> {
  const row = await findOne<{ customerId: string }>(
    tx,
    `SELECT customer_id AS "customerId" FROM bookings.bookings WHERE id = $1 FOR KEY SHARE`,
    [bookingId],
  );
  return row?.customerId ?? null;
}

/** Whether there is such a customer, whom nobody deletes then until the transaction ends. */
export async function hasCustomer(tx: Sql, customerId: string): Promise<boolean> {
  const row = await findOne(tx, "SELECT FROM bookings.customers WHERE id = $1 FOR KEY SHARE", [customerId]);
  return row !== null;
}

/** New words of recordings whose links are written, so that both are one version of a row. */
export interface WordsWithLinks {
  readonly words: readonly WordsOfRecording[];
  readonly now: Date;
}

/**
 * Writes links in one statement however many there are: the link on the recording, the decision with its evidence in the
 * history, and the event in the outbox. Recordings that are given words take one of their own.
 */
export async function writeLinks(tx: Sql, links: readonly LinkWrite[], coming?: WordsWithLinks): Promise<void> {
  const given = new Set(coming?.words.map(({ recordingId }) => recordingId));
  const worded = links.filter(({ recordingId }) => given.has(recordingId));
  const others = links.filter(({ recordingId }) => !given.has(recordingId));
  if (others.length > 0) await tx.query(WRITE_LINKS, [JSON.stringify(others)]);
  if (coming !== undefined && worded.length > 0)
    await tx.query(WRITE_LINKS_AND_WORDS, [givenWords(coming.words), coming.now, JSON.stringify(worded)]);
  await noteContacts(tx, links.flatMap(contactsOf));
}

/** Of a recording that came to a customer, left one, or both. */
function contactsOf({ recordingId, customerId, previous }: LinkWrite): Contact[] {
  const before = previous?.customerId ?? null;
  if (customerId === before) return [];
  return [customerId, before].filter((id) => id !== null).map((id) => ({ recordingId, customerId: id }));
}

const LINK_GIVEN = `
  customer_id = link."customerId", booking_id = link."bookingId", link_status = link.status,
  review_reason = link."reviewReason", customer_confidence = link."customerConfidence",
  booking_confidence = link."bookingConfidence",
  link_evidence = coalesce(link.evidence, recording.link_evidence),
  link_candidates = coalesce(link.candidates, recording.link_candidates),
  link_explanation = link.explanation,
  topics = coalesce(link.topics, recording.topics),
  intent = CASE WHEN link.topics IS NULL THEN recording.intent ELSE link.intent END,
  linked_by = CASE WHEN link.status = 'PENDING' THEN NULL ELSE link."decidedBy" END,
  linked_by_name = link."decidedByName",
  linked_at = CASE
    WHEN link.status <> 'LINKED' THEN NULL
    WHEN recording.link_status = 'LINKED' AND recording.booking_id = link."bookingId" THEN recording.linked_at
    ELSE link.at END,
  decided_at = CASE WHEN link.status = 'PENDING' THEN NULL ELSE link.at END`;

/**
 * `update` sets the links of a rowset that stands in this value; history and outbox are given what it has written, with
 * the same instant.
 */
const writing = (value: "$1" | "$3", update: string): string => `
  WITH link AS MATERIALIZED (
    SELECT given_link.*, clock_timestamp() AS at FROM jsonb_to_recordset(${value}::jsonb) AS given_link (
      "recordingId" uuid, status text, "reviewReason" text, "customerId" uuid, "bookingId" uuid,
      "customerConfidence" real, "bookingConfidence" real, evidence jsonb, candidates jsonb, topics text[], intent text,
      explanation text, "decidedBy" text, "decidedByName" text, action text, note text, "eventType" text, previous jsonb)
  ), written AS (
    ${update} RETURNING recording.id, recording.link_evidence, recording.link_candidates
  ), decided AS (
    INSERT INTO link_decisions
      (recording_id, decided_at, decided_by, decided_by_name, action, status, review_reason, customer_id, booking_id,
       customer_confidence, booking_confidence, evidence, candidates, explanation, note)
    SELECT written.id, link.at, link."decidedBy", link."decidedByName", link.action, link.status, link."reviewReason",
           link."customerId", link."bookingId", link."customerConfidence", link."bookingConfidence",
           written.link_evidence, written.link_candidates, link.explanation, link.note
      FROM link JOIN written ON written.id = link."recordingId"
     WHERE link.status <> 'PENDING'
  )
  INSERT INTO linkage_events (type, recording_id, customer_id, booking_id, booking_confidence, previous, occurred_at)
  SELECT link."eventType", link."recordingId", link."customerId", link."bookingId", link."bookingConfidence",
         link.previous, link.at
    FROM link JOIN written ON written.id = link."recordingId"
   WHERE link."eventType" IS NOT NULL`;

const WRITE_LINKS = writing(
  "$1",
  `UPDATE call_recordings AS recording SET ${LINK_GIVEN}, updated_at = now()
     FROM link WHERE recording.id = link."recordingId"`,
);

const WRITE_LINKS_AND_WORDS = writing(
  "$3",
  `UPDATE call_recordings AS recording SET ${LINK_GIVEN}, ${WORDS_GIVEN}, updated_at = now()
     FROM link JOIN ${GIVEN_WORDS} ON given."recordingId" = link."recordingId"
    WHERE recording.id = link."recordingId"`,
);
