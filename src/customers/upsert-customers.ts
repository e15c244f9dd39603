import { randomUUID } from "node:crypto";
import { BadItems, type ItemProblem } from "../bad-items.js";
import type { Sql } from "../database/sql.js";
import type { BusinessSettings } from "../request-context.js";
import type { CustomerInput } from "./customer-input.js";
import { namedTwice, repeatedKeys } from "./item-fields.js";
import { type CheckedCustomer, readCustomerInput, type StoredPhone } from "./read-customer-input.js";
import { oneUpsertAtATime, refuseTooMany } from "./upsert-guard.js";
import type { UpsertResult } from "./upsert-result.js";

interface StoredCustomer {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phones: readonly StoredPhone[];
}

/** A customer as it shall be. */
interface CustomerWrite extends StoredCustomer {
  readonly before: StoredCustomer | null;
}

/**
 * Stores customers in `tx`, all or none. The same input again changes nothing. Numbers given replace those stored.
 * Throws BadItems (BAD_INPUT) with every problem of every item; `input` in its fields is the argument's name.
 */
export async function upsertCustomers(
  tx: Sql,
  inputs: readonly CustomerInput[],
  business: BusinessSettings,
): Promise<UpsertResult> {
  refuseTooMany(inputs);
  const { customers, problems } = checkCustomers(inputs, business);
  if (problems.length > 0) throw new BadItems("input", problems);
  await oneUpsertAtATime(tx);
  const writes = plan(customers, await findStored(tx, customers));
  const created = writes.filter((write) => write.before === null);
  const updated = writes.filter((write) => write.before !== null && differs(write, write.before));
  await insertCustomers(tx, created);
  await updateCustomers(tx, updated);
  await replacePhones(
    tx,
    [...created, ...updated].filter((write) => !samePhones(write.phones, write.before?.phones ?? [])),
  );
  return {
    created: created.length,
    updated: updated.length,
    unchanged: writes.length - created.length - updated.length,
    ids: writes.map((write) => write.id),
    changedCustomers: [...created, ...updated].map((write) => write.id),
  };
}

/** What can be said of customers without looking at the stored ones. */
function checkCustomers(
  inputs: readonly CustomerInput[],
  business: BusinessSettings,
): { customers: CheckedCustomer[]; problems: ItemProblem[] } {
  const customers: CheckedCustomer[] = [];
  const problems: ItemProblem[] = [];
  for (const [index, input] of inputs.entries()) {
    const read = readCustomerInput(input, index, business);
    if ("name" in read) customers.push(read);
    else problems.push(...read);
  }
  problems.push(...repeatedKeys(customers, "id", (customer) => customer.id));
  problems.push(...repeatedKeys(customers, "externalId", (customer) => customer.externalId));
  return { customers, problems };
}

async function findStored(tx: Sql, customers: readonly CheckedCustomer[]): Promise<StoredCustomer[]> {
  return tx.query<StoredCustomer>(
    `SELECT customer.id, customer.external_id AS "externalId", customer.name, customer.email,
            coalesce(number.phones, '[]') AS phones
       FROM bookings.customers AS customer
       LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('phone', phone_e164, 'rawPhone', raw_phone) ORDER BY position) AS phones
           FROM bookings.customer_phones
          WHERE customer_id = customer.id) AS number ON true
      WHERE customer.id = ANY($1::uuid[]) OR customer.external_id = ANY($2::text[])`,
    [customers.flatMap(({ id }) => id ?? []), customers.flatMap(({ externalId }) => externalId ?? [])],
  );
}

function plan(customers: readonly CheckedCustomer[], stored: readonly StoredCustomer[]): CustomerWrite[] {
  const byId = new Map(stored.map((customer) => [customer.id, customer]));
  const byExternalId = new Map(stored.map((customer) => [customer.externalId, customer]));
  const problems: ItemProblem[] = [];
  const writes = customers.map((customer): CustomerWrite => {
    const withExternalId = customer.externalId === null ? undefined : byExternalId.get(customer.externalId);
    const before = (customer.id === null ? withExternalId : byId.get(customer.id)) ?? null;
    if (withExternalId !== undefined && withExternalId.id !== (before?.id ?? customer.id)) {
      const message = "belongs to another customer than the one with this id";
      problems.push({ index: customer.index, path: "externalId", message, reason: "EXTERNAL_ID_TAKEN" });
    }
    return {
      before,
      id: before?.id ?? customer.id ?? randomUUID(),
      externalId: customer.externalId ?? before?.externalId ?? null,
      name: customer.name,
      email: customer.email === undefined ? (before?.email ?? null) : customer.email,
      phones: customer.phones,
    };
  });
  problems.push(...namedTwice(customers, writes));
  if (problems.length > 0) throw new BadItems("input", problems);
  return writes;
}

const differs = (write: CustomerWrite, before: StoredCustomer): boolean =>
  write.name !== before.name ||
  write.email !== before.email ||
  write.externalId !== before.externalId ||
  !samePhones(write.phones, before.phones);

const samePhones = (a: readonly StoredPhone[], b: readonly StoredPhone[]): boolean =>
  a.length === b.length &&
  a.every(({ phone, rawPhone }, position) => phone === b[position]?.phone && rawPhone === b[position].rawPhone);

async function insertCustomers(tx: Sql, writes: readonly CustomerWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `INSERT INTO bookings.customers (id, external_id, name, phone, email)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    columns(writes),
  );
}

async function updateCustomers(tx: Sql, writes: readonly CustomerWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `UPDATE bookings.customers AS customer
        SET external_id = given.external_id, name = given.name, phone = given.phone, email = given.email,
            updated_at = now()
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            AS given (id, external_id, name, phone, email)
      WHERE customer.id = given.id`,
    columns(writes),
  );
}

const columns = (writes: readonly CustomerWrite[]): unknown[] => [
  writes.map(({ id }) => id),
  writes.map(({ externalId }) => externalId),
  writes.map(({ name }) => name),
  writes.map(({ phones }) => phones[0]?.rawPhone ?? null),
  writes.map(({ email }) => email),
];

/** Numbers that stay are not written anew: each number that comes or goes has calls judged again. */
async function replacePhones(tx: Sql, writes: readonly CustomerWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.flatMap(({ id, phones }) =>
    phones.map(({ phone, rawPhone }, position) => ({ id, phone, rawPhone, position })),
  );
  const ids = rows.map(({ id }) => id);
  const phones = rows.map(({ phone }) => phone);
  await tx.query(
    `DELETE FROM bookings.customer_phones AS number
      WHERE number.customer_id = ANY($1::uuid[])
        AND NOT EXISTS (
          SELECT FROM unnest($2::uuid[], $3::text[]) AS given (customer_id, phone_e164)
           WHERE given.customer_id = number.customer_id AND given.phone_e164 = number.phone_e164)`,
    [writes.map(({ id }) => id), ids, phones],
  );
  await tx.query(
    `INSERT INTO bookings.customer_phones AS number (customer_id, phone_e164, raw_phone, position)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[])
         ON CONFLICT (customer_id, phone_e164) DO UPDATE
            SET raw_phone = excluded.raw_phone, position = excluded.position
          WHERE (number.raw_phone, number.position) IS DISTINCT FROM (excluded.raw_phone, excluded.position)`,
    [ids, phones, rows.map(({ rawPhone }) => rawPhone), rows.map(({ position }) => position)],
  );
}
