import type { Database } from "../database/open.js";
import { getOne, type Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { normalisePhone } from "../linking/phone.js";
import { linkEntities } from "./link-entities.js";

/** The channel on which the database tells of changed customers, numbers and bookings. */
export const FACTS_CHANNEL = "callthread_facts";

const CHANGES_AT_ONCE = 500;
const RECORDINGS_AT_ONCE = 200;

/**
 * Judges again every recording that a changed fact touches, whatever its age, until nothing is left to do. Changes become
 * rows of `relink_queue` first, so that a big one is worked off in small transactions that survive a restart. Returns how
 * many recordings were judged.
 */
export async function relinkChanged(database: Database, business: () => BusinessFacts): Promise<number> {
  while ((await database.transaction((tx) => queueTouched(tx, business()))) === CHANGES_AT_ONCE);
  return workOffQueue(database, business);
}

/** Any number of processes may work at once. */
export async function workOffQueue(database: Database, business: () => BusinessFacts): Promise<number> {
  let judged = 0;
  for (;;) {
    const count = await database.transaction(async (tx) => {
      const ids = await takeBatch(tx);
      if (ids.length > 0) await linkEntities(tx, ids, business());
      return ids.length;
    });
    judged += count;
    if (count < RECORDINGS_AT_ONCE) return judged;
  }
}

async function takeBatch(tx: Sql): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM relink_queue
      WHERE recording_id IN (SELECT recording_id FROM relink_queue ORDER BY recording_id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING recording_id AS id`,
    [RECORDINGS_AT_ONCE],
  );
  return rows.map((row) => row.id);
}

/** Turns noted changes into recordings to judge again; returns how many changes it took. */
async function queueTouched(tx: Sql, business: BusinessFacts): Promise<number> {
  const changes = await tx.query<{ kind: string; customerId: string; phone: string | null }>(
    `DELETE FROM fact_changes
      WHERE id IN (SELECT id FROM fact_changes ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING kind, customer_id AS "customerId", phone_e164 AS phone`,
    [CHANGES_AT_ONCE],
  );
  if (changes.length === 0) return 0;
  const customerIds = [...new Set(changes.map((change) => change.customerId))];
  const renamed = changes.filter((change) => change.kind === "customer").map((change) => change.customerId);
  await readCustomerColumns(tx, renamed, business);
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT recording.id
       FROM call_recordings AS recording
      WHERE recording.customer_id = ANY($1::uuid[])
         OR recording.outside_phone = ANY($2::text[])
         OR recording.outside_phone IN (SELECT phone_e164 FROM bookings.customer_phones WHERE customer_id = ANY($1::uuid[]))
     ON CONFLICT DO NOTHING`,
    [customerIds, changes.map((change) => change.phone).filter((phone) => phone !== null)],
  );
  return changes.length;
}

/** Other programs write `customers.phone` alone: the number in it is read here, and forgotten when they change it. */
async function readCustomerColumns(tx: Sql, customerIds: readonly string[], business: BusinessFacts): Promise<void> {
  const customers = await tx.query<{ id: string; phone: string | null }>(
    "SELECT id, phone FROM bookings.customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
    [customerIds],
  );
  const numbers = customers.flatMap(({ id, phone }) => {
    const reading = normalisePhone(phone, business.region);
    const key = reading.kind === "e164" ? reading.e164 : reading.kind === "digits" ? reading.digits : null;
    return key === null || phone === null ? [] : [{ id, key, phone }];
  });
  await tx.query(
    `DELETE FROM bookings.customer_phones AS stored
      WHERE customer_id = ANY($1::uuid[]) AND source = 'customer_column'
        AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS read (id, phone)
                         WHERE read.id = stored.customer_id AND read.phone = stored.phone_e164)`,
    [customers.map((customer) => customer.id), numbers.map((number) => number.id), numbers.map((number) => number.key)],
  );
  await tx.query(
    `INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone, source)
     SELECT id, phone, raw, 'customer_column' FROM unnest($1::uuid[], $2::text[], $3::text[]) AS read (id, phone, raw)
     ON CONFLICT DO NOTHING`,
    [numbers.map((number) => number.id), numbers.map((number) => number.key), numbers.map((number) => number.phone)],
  );
}

/** Has recordings judged (again) soon, by whichever worker comes first. */
export async function queueRelink(tx: Sql, recordingIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO relink_queue (recording_id)
     SELECT unnest($1::uuid[]) ON CONFLICT (recording_id) DO UPDATE SET queued_at = now()`,
    [recordingIds],
  );
  await tx.query("SELECT pg_notify($1, '')", [FACTS_CHANNEL]);
}

export interface RelinkSelection {
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly customerId?: string | null;
  readonly bookingId?: string | null;
  readonly statuses?: readonly string[] | null;
}

/** Puts the selected recordings, those a person linked aside, into the queue; returns how many. */
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
  await tx.query("SELECT pg_notify($1, '')", [FACTS_CHANNEL]);
  return row.count;
}
