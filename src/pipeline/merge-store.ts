import type { Sql } from "../database/sql.js";
import type { LinkState } from "./links-store.js";

/** Which of the customers exist, locked until the transaction ends. */
export async function lockCustomers(tx: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "SELECT id FROM bookings.customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
    [ids],
  );
  return rows.map((row) => row.id);
}

export interface LinkOfCustomer extends LinkState {
  readonly recordingId: string;
  readonly reviewReason: string | null;
  readonly customerConfidence: number | null;
  readonly bookingConfidence: number | null;
  readonly explanation: string | null;
  readonly decidedBy: "auto" | "person" | null;
  readonly decidedByName: string | null;
}

/** The links of all calls of a customer, locked until the transaction ends. */
export const lockLinksOfCustomer = (tx: Sql, customerId: string): Promise<LinkOfCustomer[]> =>
  tx.query<LinkOfCustomer>(
    `SELECT id AS "recordingId", link_status AS status, customer_id AS "customerId", booking_id AS "bookingId",
            review_reason AS "reviewReason", customer_confidence AS "customerConfidence",
            booking_confidence AS "bookingConfidence", link_explanation AS explanation, linked_by AS "decidedBy",
            linked_by_name AS "decidedByName"
       FROM call_recordings WHERE customer_id = $1 ORDER BY id FOR UPDATE`,
    [customerId],
  );

/** Gives one customer the numbers and bookings of another. */
export async function moveBelongings(tx: Sql, fromId: string, toId: string): Promise<void> {
  await tx.query(
    `INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone, source, position)
     SELECT $2, phone_e164, raw_phone, 'api', 1000 + position FROM bookings.customer_phones WHERE customer_id = $1
     ON CONFLICT DO NOTHING`,
    [fromId, toId],
  );
  await tx.query("UPDATE bookings.bookings SET customer_id = $2, updated_at = now() WHERE customer_id = $1", [
    fromId,
    toId,
  ]);
}

export async function deleteCustomer(tx: Sql, id: string): Promise<void> {
  await tx.query("DELETE FROM bookings.customers WHERE id = $1", [id]);
}
