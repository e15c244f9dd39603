import type { Sql } from "../database/sql.js";

export interface BookingToErase {
  readonly id: string;
  readonly externalId: string | null;
  /** What the business wrote of it, for the words in it. */
  readonly texts: readonly string[];
}

/** A customer's bookings: they go with the customer, since venue, title and notes are about the person. */
export const bookingsToErase = (tx: Sql, customerId: string): Promise<BookingToErase[]> =>
  tx.query<BookingToErase>(
    `SELECT id, external_id AS "externalId", array_remove(ARRAY[title, venue, notes], NULL) AS texts
       FROM bookings.bookings WHERE customer_id = $1 ORDER BY id FOR UPDATE`,
    [customerId],
  );
