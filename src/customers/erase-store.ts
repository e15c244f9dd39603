import { findOne, type Sql } from "../database/sql.js";

/** What a customer is known by, while it is being erased. */
export interface CustomerToErase {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  /** Numbers that nobody else holds: they go. */
  readonly ownPhones: readonly string[];
  /** Numbers that others hold as well: they stay theirs. */
  readonly sharedPhones: readonly string[];
  /** Others bear the same name, perhaps with more to it: it says nothing about this one. */
  readonly isNamesake: boolean;
  /** The last word of the name, where no other customer's name has it. */
  readonly surname: string | null;
}

/** The customer, locked until the transaction ends, so that no call becomes theirs meanwhile; null for an unknown one. */
export async function lockCustomerToErase(tx: Sql, id: string): Promise<CustomerToErase | null> {
  // The lock first: only a later statement sees what whoever held it has written.
  await tx.query("SELECT 1 FROM bookings.customers WHERE id = $1 FOR UPDATE", [id]);
  return findOne<CustomerToErase>(
    tx,
    `SELECT customer.id, customer.external_id AS "externalId", customer.name, customer.email,
            ARRAY(SELECT phone_e164 FROM bookings.customer_phones AS own WHERE customer_id = customer.id AND NOT EXISTS
                   (SELECT FROM bookings.customer_phones AS other
                     WHERE other.phone_e164 = own.phone_e164 AND other.customer_id <> own.customer_id)) AS "ownPhones",
            ARRAY(SELECT phone_e164 FROM bookings.customer_phones AS own WHERE customer_id = customer.id AND EXISTS
                   (SELECT FROM bookings.customer_phones AS other
                     WHERE other.phone_e164 = own.phone_e164 AND other.customer_id <> own.customer_id)) AS "sharedPhones",
            EXISTS (SELECT FROM bookings.customers AS other
                     WHERE other.id <> customer.id AND name_words(other.name) @> name_words(customer.name)) AS "isNamesake",
            (SELECT surname FROM (SELECT (regexp_match(customer.name, '(\\S+)\\s*$'))[1] AS surname) AS last
              WHERE customer.name ~ '\\S\\s+\\S' AND NOT EXISTS
                    (SELECT FROM bookings.customers AS other
                      WHERE other.id <> customer.id AND name_words(other.name) @> name_words(surname))) AS surname
       FROM bookings.customers AS customer WHERE customer.id = $1`,
    [id],
  );
}

/** Removes the customer with numbers and bookings. Their calls must be gone before, or they wait for a new judgement. */
export async function deleteCustomerForGood(tx: Sql, id: string): Promise<void> {
  await tx.query("DELETE FROM bookings.customers WHERE id = $1", [id]);
}

/** Removes what people said of numbers that nobody holds any more; returns how many. */
export async function forgetPhoneClasses(tx: Sql, phones: readonly string[]): Promise<number> {
  const rows = await tx.query("DELETE FROM bookings.phone_classes WHERE phone_e164 = ANY($1::text[]) RETURNING 1", [
    phones,
  ]);
  return rows.length;
}

/** Ids of the customers that an external id or a number (as `customer_phones` has it) names. */
export async function customersNamed(sql: Sql, by: { externalId: string } | { phone: string }): Promise<string[]> {
  const rows =
    "phone" in by
      ? await sql.query<{ id: string }>(
          "SELECT customer_id AS id FROM bookings.customer_phones WHERE phone_e164 = $1 ORDER BY customer_id",
          [by.phone],
        )
      : await sql.query<{ id: string }>("SELECT id FROM bookings.customers WHERE external_id = $1", [by.externalId]);
  return rows.map(({ id }) => id);
}
