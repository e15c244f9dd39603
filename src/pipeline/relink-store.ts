import { getOne, type Sql } from "../database/sql.js";

/** The channel on which the database tells of changed customers, numbers and bookings, and of recordings queued. */
export const FACTS_CHANNEL = "callthread_facts";

export interface FactChange {
  readonly kind: "customer" | "phone" | "booking" | "contact";
  readonly customerId: string;
  readonly phone: string | null;
  /** Of a contact. */
  readonly recordingId: string | null;
  /** Of a contact that moved in time: one of its two places; null for where it is. */
  readonly calledAt: Date | null;
}

/** Takes noted changes, oldest first; they are gone when the transaction commits. */
export const takeChanges = (tx: Sql, atMost: number): Promise<FactChange[]> =>
  tx.query<FactChange>(
    `DELETE FROM fact_changes
      WHERE id IN (SELECT id FROM fact_changes ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING kind, customer_id AS "customerId", phone_e164 AS phone, recording_id AS "recordingId", called_at AS "calledAt"`,
    [atMost],
  );

/** Queues every recording that a customer or number concerns, whatever its age. */
export async function queueTouched(tx: Sql, customerIds: readonly string[], phones: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT recording.id
       FROM call_recordings AS recording
      WHERE recording.customer_id = ANY($1::uuid[])
         OR recording.outside_phone = ANY($2::text[])
         OR recording.outside_phone IN (SELECT phone_e164 FROM bookings.customer_phones WHERE customer_id = ANY($1::uuid[]))
      ORDER BY recording.id
     ON CONFLICT DO NOTHING`,
    [customerIds, phones],
  );
}

/** Who is called "Will May" must not have every call judged again that says both words. */
const MOST_NAMING = 1_000;

/**
 * Queues the calls of unknown callers who say such a customer's whole name: whom they could have been hangs on that
 * customer's bookings. Calls that the search only takes for such ones are judged again for nothing.
 */
export async function queueNaming(tx: Sql, customerIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT DISTINCT naming.recording_id
       FROM bookings.customers AS customer
      CROSS JOIN LATERAL (
            SELECT recording_id FROM call_search
             WHERE words @@ plainto_tsquery('public.callthread', customer.name) AND customer_id IS NULL
             LIMIT ${MOST_NAMING}) AS naming
      WHERE customer.id = ANY($1::uuid[]) AND cardinality(name_words(customer.name)) > 1
      ORDER BY naming.recording_id
     ON CONFLICT DO NOTHING`,
    [customerIds],
  );
}

/** Takes queued recordings; other processes pass over them until the transaction ends. */
export async function takeQueued(tx: Sql, atMost: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM relink_queue
      WHERE recording_id IN (SELECT recording_id FROM relink_queue ORDER BY recording_id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING recording_id AS id`,
    [atMost],
  );
  return rows.map((row) => row.id);
}

/** Whether so many are queued, or more. */
export async function hasQueued(sql: Sql, count: number): Promise<boolean> {
  const rows = await sql.query("SELECT FROM relink_queue OFFSET $1 LIMIT 1", [count - 1]);
  return rows.length > 0;
}

/** When what this transaction queues is queued, with PostgreSQL's microseconds. */
export const queueingTime = async (tx: Sql): Promise<string> =>
  (await getOne<{ at: string }>(tx, "SELECT now()::text AS at")).at;

/** Whether any is queued since then or longer; one that is being judged at the moment is. */
export async function hasQueuedSince(sql: Sql, at: string): Promise<boolean> {
  const rows = await sql.query("SELECT FROM relink_queue WHERE queued_at <= $1::timestamptz LIMIT 1", [at]);
  return rows.length > 0;
}

/** Wakes whoever relinks, once this transaction is committed. */
async function tellOfFacts(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_notify($1, '')", [FACTS_CHANNEL]);
}

/** Has recordings judged (again) soon, by whichever worker comes first. */
export async function queueRelink(tx: Sql, recordingIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id
     ON CONFLICT (recording_id) DO UPDATE SET queued_at = now()`,
    [recordingIds],
  );
  await tellOfFacts(tx);
}

/** What is known of a number has changed: whom its calls are of, or how many people call from it. */
export async function noteNumber(tx: Sql, phone: string): Promise<void> {
  const noted = await tx.query(
    `INSERT INTO fact_changes (kind, customer_id, phone_e164)
     SELECT 'phone', customer_id, phone_e164 FROM bookings.customer_phones WHERE phone_e164 = $1
     RETURNING 1`,
    [phone],
  );
  if (noted.length > 0) await tellOfFacts(tx);
}

/** A call of a customer's, or one that no longer is. */
export interface Contact {
  readonly recordingId: string;
  readonly customerId: string;
}

/**
 * Who of several holders of a number spoke with the business last speaks for them in the calls after it. Noted, and
 * acted upon once this transaction is committed: only then are the calls seen that are being stored at the same time.
 * Contacts that move in time are noted by the database.
 */
export async function noteContacts(tx: Sql, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  const noted = await tx.query(
    `INSERT INTO fact_changes (kind, customer_id, recording_id)
     SELECT 'contact', contact.customer_id, contact.recording_id
       FROM unnest($1::uuid[], $2::uuid[]) AS contact (recording_id, customer_id)
      WHERE EXISTS (
            SELECT FROM bookings.customer_phones AS held
              JOIN bookings.customer_phones AS other
                ON other.phone_e164 = held.phone_e164 AND other.customer_id <> held.customer_id
             WHERE held.customer_id = contact.customer_id)
     RETURNING 1`,
    [contacts.map(({ recordingId }) => recordingId), contacts.map(({ customerId }) => customerId)],
  );
  if (noted.length > 0) await tellOfFacts(tx);
}

export interface PlacedContact extends Contact {
  readonly calledAt: Date | null;
}

/**
 * Queues the calls of shared numbers that a contact can matter to: those after it up to the customer's next. Of a contact
 * judged again nothing is noted unless it becomes another's, so this ends.
 */
export async function queueCallsAfter(tx: Sql, contacts: readonly PlacedContact[]): Promise<void> {
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT DISTINCT later.id
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS contact (recording_id, customer_id, called_at)
       JOIN call_recordings AS call ON call.id = contact.recording_id
      CROSS JOIN LATERAL (SELECT coalesce(contact.called_at, call.call_started_at) AS called_at) AS place
       JOIN bookings.customer_phones AS held ON held.customer_id = contact.customer_id
       JOIN call_recordings AS later
         ON later.outside_phone = held.phone_e164 AND later.id <> call.id AND later.call_started_at > place.called_at
      WHERE later.linked_by IS DISTINCT FROM 'person'
        AND EXISTS (SELECT FROM bookings.customer_phones AS other
                     WHERE other.phone_e164 = held.phone_e164 AND other.customer_id <> held.customer_id)
        AND NOT EXISTS (SELECT FROM call_recordings AS next
                         WHERE next.customer_id = contact.customer_id AND next.id <> call.id
                           AND next.call_started_at > place.called_at AND next.call_started_at < later.call_started_at)
      ORDER BY later.id
     ON CONFLICT DO NOTHING`,
    [
      contacts.map(({ recordingId }) => recordingId),
      contacts.map(({ customerId }) => customerId),
      contacts.map(({ calledAt }) => calledAt),
    ],
  );
}

export interface RelinkSelection {
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly customerId?: string | null;
  readonly bookingId?: string | null;
  readonly statuses?: readonly string[] | null;
}

/** Queues the selected recordings, those a person linked aside; returns how many. */
export async function queueSelected(tx: Sql, selection: RelinkSelection): Promise<number> {
  const row = await getOne<{ count: number }>(
    tx,
    `WITH queued AS (
       INSERT INTO relink_queue (recording_id)
       SELECT id FROM call_recordings
        WHERE linked_by IS DISTINCT FROM 'person'
          AND ($1::timestamptz IS NULL OR call_started_at >= $1)
          AND ($2::timestamptz IS NULL OR call_started_at < $2)
          AND ($3::uuid IS NULL OR customer_id = $3)
          AND ($4::uuid IS NULL OR booking_id = $4)
          AND ($5::text[] IS NULL OR link_status = ANY($5))
        ORDER BY id
       ON CONFLICT (recording_id) DO UPDATE SET queued_at = now()
       RETURNING 1)
     SELECT count(*)::int AS count FROM queued`,
    [
      selection.from ?? null,
      selection.to ?? null,
      selection.customerId ?? null,
      selection.bookingId ?? null,
      selection.statuses ?? null,
    ],
  );
  await tellOfFacts(tx);
  return row.count;
}

export interface CustomerColumn {
  readonly id: string;
  readonly phone: string | null;
}

/** `customers.phone` as other programs write it, locked until the transaction ends. */
export const readCustomerColumns = (tx: Sql, customerIds: readonly string[]): Promise<CustomerColumn[]> =>
  tx.query<CustomerColumn>(
    "SELECT id, phone FROM bookings.customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
    [customerIds],
  );

/** Makes the numbers that were read from `customers.phone` those given, and leaves all others. */
export async function replaceColumnPhones(
  tx: Sql,
  customerIds: readonly string[],
  numbers: readonly { id: string; phone: string; rawPhone: string }[],
): Promise<void> {
  const ids = numbers.map(({ id }) => id);
  const phones = numbers.map(({ phone }) => phone);
  await tx.query(
    `DELETE FROM bookings.customer_phones AS stored
      WHERE customer_id = ANY($1::uuid[]) AND source = 'customer_column'
        AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS read (id, phone)
                         WHERE read.id = stored.customer_id AND read.phone = stored.phone_e164)`,
    [customerIds, ids, phones],
  );
  await tx.query(
    `INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone, source)
     SELECT id, phone, raw, 'customer_column' FROM unnest($1::uuid[], $2::text[], $3::text[]) AS read (id, phone, raw)
     ON CONFLICT DO NOTHING`,
    [ids, phones, numbers.map(({ rawPhone }) => rawPhone)],
  );
}
