import { getOne, type Sql } from "../database/sql.js";

/** External ids of the demo's customers begin with this. */
export const DEMO_PREFIX = "demo-";

/** When the demo's business was built, which its dates are relative to; null where it never was. */
export async function findSeededAt(sql: Sql): Promise<Date | null> {
  const { seededAt } = await getOne<{ seededAt: Date | null }>(
    sql,
    `SELECT min(created_at) AS "seededAt" FROM bookings.customers WHERE starts_with(external_id, $1)`,
    [DEMO_PREFIX],
  );
  return seededAt;
}

/** Whether there are customers or calls of anybody. */
export async function holdsABusiness(sql: Sql): Promise<boolean> {
  const { holds } = await getOne<{ holds: boolean }>(
    sql,
    "SELECT EXISTS (SELECT FROM bookings.customers) OR EXISTS (SELECT FROM call_recordings) AS holds",
  );
  return holds;
}

/** Customers entered at `seededAt`, bookings each at a time of its own: an upsert can only say "now". */
export async function backdate(
  tx: Sql,
  seededAt: Date,
  bookings: readonly { externalId: string; createdAt: Date }[],
): Promise<void> {
  await tx.query("UPDATE bookings.customers SET created_at = $2 WHERE starts_with(external_id, $1)", [
    DEMO_PREFIX,
    seededAt,
  ]);
  await tx.query(
    `UPDATE bookings.bookings AS booking
        SET created_at = given.created_at
       FROM unnest($1::text[], $2::timestamptz[]) AS given (external_id, created_at)
      WHERE booking.external_id = given.external_id`,
    [bookings.map(({ externalId }) => externalId), bookings.map(({ createdAt }) => createdAt)],
  );
}

/** How many recordings still wait to be judged. */
export async function countUnjudged(sql: Sql): Promise<number> {
  const { count } = await getOne<{ count: number }>(sql, "SELECT count(*)::int AS count FROM relink_queue");
  return count;
}

export interface CallProgress {
  readonly customer: string | null;
  readonly segments: readonly { speaker: string; text: string }[] | null;
  readonly status: string;
  readonly reviewReason: string | null;
  readonly customerConfidence: number | null;
  readonly bookingConfidence: number | null;
  readonly explanation: string | null;
  readonly decidedAt: Date | null;
  readonly transcriptStoredAt: Date | null;
  readonly booking: { title: string | null; eventDate: string; guestCount: number | null } | null;
}

/** How far a recording has come; null until its webhook was received. */
export async function findProgress(sql: Sql, rcRecordingId: string): Promise<CallProgress | null> {
  const [row] = await sql.query<CallProgress>(
    `SELECT customer.name AS customer, recording.transcript_segments AS segments,
            recording.link_status AS status, recording.review_reason AS "reviewReason",
            recording.customer_confidence AS "customerConfidence", recording.booking_confidence AS "bookingConfidence",
            recording.link_explanation AS explanation, recording.decided_at AS "decidedAt",
            recording.transcript_stored_at AS "transcriptStoredAt",
            CASE WHEN booking.id IS NOT NULL THEN jsonb_build_object(
              'title', booking.title, 'eventDate', booking.event_date, 'guestCount', booking.guest_count) END AS booking
       FROM call_recordings AS recording
       LEFT JOIN bookings.customers AS customer ON customer.id = recording.customer_id
       LEFT JOIN bookings.bookings AS booking ON booking.id = recording.booking_id
      WHERE recording.rc_recording_id = $1`,
    [rcRecordingId],
  );
  return row ?? null;
}
