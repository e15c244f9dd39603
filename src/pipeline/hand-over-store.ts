import type { Sql } from "../database/sql.js";
import type { LinkState } from "./links-store.js";

/** A link as it is, of a call that is locked. */
export interface StoredLink extends LinkState {
  readonly recordingId: string;
  readonly reviewReason: string | null;
  readonly customerConfidence: number | null;
  readonly bookingConfidence: number | null;
  readonly explanation: string | null;
  readonly decidedBy: "auto" | "person" | null;
  readonly decidedByName: string | null;
}

/** Of `call_recordings`, as `StoredLink` has them. */
const STORED_LINK = `
  call_recordings.id AS "recordingId", link_status AS status, call_recordings.customer_id AS "customerId",
  booking_id AS "bookingId", review_reason AS "reviewReason", customer_confidence AS "customerConfidence",
  booking_confidence AS "bookingConfidence", link_explanation AS explanation, linked_by AS "decidedBy",
  linked_by_name AS "decidedByName"`;

/** The links of all calls of a customer, locked until the transaction ends. */
export const lockLinksOfCustomer = (tx: Sql, customerId: string): Promise<StoredLink[]> =>
  tx.query<StoredLink>(`SELECT ${STORED_LINK} FROM call_recordings WHERE customer_id = $1 ORDER BY id FOR UPDATE`, [
    customerId,
  ]);

/** Calls that a person linked to bookings which are now others' than the customers given, locked. */
export const lockCallsOfMovedBookings = (
  tx: Sql,
  customerIds: readonly string[],
): Promise<(StoredLink & { readonly holderId: string })[]> =>
  tx.query(
    `SELECT ${STORED_LINK}, booking.customer_id AS "holderId"
       FROM call_recordings JOIN bookings.bookings AS booking ON booking.id = booking_id
      WHERE call_recordings.customer_id = ANY($1::uuid[]) AND linked_by = 'person'
        AND booking.customer_id <> call_recordings.customer_id
      ORDER BY call_recordings.id FOR UPDATE OF call_recordings`,
    [customerIds],
  );
