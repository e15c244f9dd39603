import { findOne, type Sql } from "../database/sql.js";

/** Everything that is stored of a customer, as it is stored; instants in ISO 8601. */
export interface PersonalData {
  /** Row of `bookings.customers`. */
  readonly customer: Record<string, unknown>;
  /** Rows of `bookings.customer_phones`, each with the class that people gave it. */
  readonly phones: readonly Record<string, unknown>[];
  /** Rows of `bookings.bookings`, the earliest event first. */
  readonly bookings: readonly Record<string, unknown>[];
  /**
   * Rows of `call_recordings`, the earliest first, each with its `decisions` and `events`. Candidates are left out: they
   * are other customers'.
   */
  readonly calls: readonly Record<string, unknown>[];
  /** Raw webhooks of those calls that are still kept, as text. */
  readonly receipts: readonly Record<string, unknown>[];
  /** Entries of the audit log that concern the customer or one of those calls. */
  readonly audit: readonly Record<string, unknown>[];
}

/** All data of a customer in one document; null for an unknown one. */
export const findPersonalData = (sql: Sql, customerId: string): Promise<PersonalData | null> =>
  findOne<PersonalData>(
    sql,
    `WITH call AS MATERIALIZED (SELECT * FROM call_recordings WHERE customer_id = $1)
     SELECT to_jsonb(customer) AS customer,
            coalesce((SELECT jsonb_agg(to_jsonb(held) || jsonb_build_object('class', class.class) ORDER BY held.position, held.phone_e164)
                        FROM bookings.customer_phones AS held LEFT JOIN bookings.phone_classes AS class USING (phone_e164)
                       WHERE held.customer_id = customer.id), '[]') AS phones,
            coalesce((SELECT jsonb_agg(to_jsonb(booking) ORDER BY booking.event_date, booking.id)
                        FROM bookings.bookings AS booking WHERE booking.customer_id = customer.id), '[]') AS bookings,
            coalesce((SELECT jsonb_agg(to_jsonb(call) - 'link_candidates' || jsonb_build_object(
                               'decisions', coalesce((SELECT jsonb_agg(to_jsonb(decision) - 'candidates' ORDER BY decision.id)
                                                        FROM link_decisions AS decision WHERE decision.recording_id = call.id), '[]'),
                               'events', coalesce((SELECT jsonb_agg(to_jsonb(event) ORDER BY event.id)
                                                     FROM linkage_events AS event WHERE event.recording_id = call.id), '[]'))
                             ORDER BY call.call_started_at, call.id) FROM call), '[]') AS calls,
            coalesce((SELECT jsonb_agg(jsonb_build_object('uuid', receipt.uuid, 'received_at', receipt.received_at, 'outcome', receipt.outcome,
                                                          'body', encode(receipt.body, 'escape')) ORDER BY receipt.received_at)
                        FROM webhook_receipts AS receipt
                       WHERE EXISTS (SELECT FROM call WHERE position(convert_to(call.rc_recording_id, 'UTF8') IN receipt.body) > 0
                                                         OR position(convert_to(call.telephony_session_id, 'UTF8') IN receipt.body) > 0)), '[]') AS receipts,
            coalesce((SELECT jsonb_agg(jsonb_build_object('at', entry.at, 'by_name', entry.by_name, 'operation', entry.operation,
                                                          'fields', entry.fields, 'outcome', entry.outcome, 'times', entry.times) ORDER BY entry.id)
                        FROM audit_log AS entry
                       WHERE entry.customer_ids @> ARRAY[customer.id]
                          OR entry.recording_ids && ARRAY(SELECT id FROM call)), '[]') AS audit
       FROM bookings.customers AS customer WHERE customer.id = $1`,
    [customerId],
  );
