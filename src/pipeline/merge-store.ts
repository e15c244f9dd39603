import { getOne, type Sql } from "../database/sql.js";

/** Which of the customers exist, locked until the transaction ends. */
export async function lockCustomers(tx: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "SELECT id FROM bookings.customers WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
    [ids],
  );
  return rows.map((row) => row.id);
}

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

/**
 * Deletes a customer whose belongings another has; what only the deleted one had, the other is known by from now on: an
 * import that names them by it finds them, instead of making them anew.
 */
export async function leaveTo(tx: Sql, fromId: string, toId: string): Promise<void> {
  const { externalId, email } = await getOne<{ externalId: string | null; email: string | null }>(
    tx,
    `DELETE FROM bookings.customers WHERE id = $1 RETURNING external_id AS "externalId", email`,
    [fromId],
  );
  await tx.query(
    `UPDATE bookings.customers
        SET external_id = coalesce(external_id, $2::text), email = coalesce(email, $3::text), updated_at = now()
      WHERE id = $1`,
    [toId, externalId, email],
  );
}
