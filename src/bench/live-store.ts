import type { Sql } from "../database/sql.js";

/** A call of a customer's that events are about. */
export interface LiveCall {
  readonly recordingId: string;
  readonly customerId: string;
}

/** Gives every customer a call that is linked to them and to a booking of theirs, with a transcript of some kilobytes. */
export const storeLiveCalls = (sql: Sql, transcript: string): Promise<LiveCall[]> =>
  sql.query<LiveCall>(
    `INSERT INTO call_recordings
       (external_id, direction, outside_phone, call_started_at, duration_seconds, facts_source, transcript_status,
        rc_transcript, transcript_segments, transcript_stored_at, customer_id, booking_id, link_status, linked_by, linked_at,
        decided_at, customer_confidence, booking_confidence)
     SELECT 'live-' || customer.id, 'INBOUND', phone.phone_e164, now(), 240, 'ingest', 'READY',
            'Customer: ' || $1, jsonb_build_array(jsonb_build_object('speaker', 'customer', 'name', NULL, 'text', $1::text,
                                                                       'start', 0, 'end', 60)),
            now(), customer.id, booking.id, 'LINKED', 'auto', now(), now(), 0.99, 0.98
       FROM bookings.customers AS customer
       JOIN bookings.customer_phones AS phone ON phone.customer_id = customer.id
      CROSS JOIN LATERAL (SELECT id FROM bookings.bookings WHERE customer_id = customer.id ORDER BY event_date LIMIT 1) AS booking
     RETURNING id AS "recordingId", customer_id AS "customerId"`,
    [transcript],
  );

/** Writes an event into the outbox for each of these calls, as a judgement does. */
export async function storeEvents(tx: Sql, calls: readonly LiveCall[]): Promise<void> {
  await tx.query(
    `INSERT INTO linkage_events (type, recording_id, customer_id, booking_id, booking_confidence)
     SELECT 'LINKED', call.id, call.customer_id, call.booking_id, call.booking_confidence
       FROM unnest($1::uuid[]) WITH ORDINALITY AS told (id, place)
       JOIN call_recordings AS call ON call.id = told.id
      ORDER BY told.place`,
    [calls.map(({ recordingId }) => recordingId)],
  );
}
