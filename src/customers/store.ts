import { z } from "zod";
import { versionedRead } from "../answer-basis.js";
import { type Connection, connectionOf, decodeCursor, type Edge, pageSize } from "../connection.js";
import { getOne, PREPARED, type Sql } from "../database/sql.js";
import { gatheredRead } from "../gathered-reads.js";
import type { Customer } from "./customer.js";
import { type CustomerSearch, readCustomerSearch } from "./customer-search.js";
import type { VersionedCustomer } from "./customer-version.js";

const COLUMNS = `customer.id, customer.external_id AS "externalId", customer.name, customer.phone, customer.email,
       customer.created_at AS "createdAt", customer.updated_at AS "updatedAt"`;

/** The same columns where customers are joined to other rows: every one is null where one was joined to nothing. */
export const JOINED_CUSTOMER_COLUMNS = `customer.id AS "customer.id", customer.external_id AS "customer.externalId",
       customer.name AS "customer.name", customer.phone AS "customer.phone", customer.email AS "customer.email",
       customer.created_at AS "customer.createdAt", customer.updated_at AS "customer.updatedAt"`;

export type JoinedCustomer = { readonly [Name in keyof Customer as `customer.${Name}`]: Customer[Name] | null };

export const joinedCustomer = (row: JoinedCustomer): Customer | null =>
  row["customer.id"] === null
    ? null
    : ({
        id: row["customer.id"],
        externalId: row["customer.externalId"],
        name: row["customer.name"],
        phone: row["customer.phone"],
        email: row["customer.email"],
        createdAt: row["customer.createdAt"],
        updatedAt: row["customer.updatedAt"],
      } as Customer);

const VERSION = "customer_version(customer.id) AS version";

/** One per id, in the ids' order; null where there is none. */
export const customersById = gatheredRead(async function customersById(
  sql: Sql,
  ids: readonly string[],
): Promise<(Customer | null)[]> {
  const rows = await sql.query<Customer>(
    `SELECT ${COLUMNS} FROM bookings.customers AS customer WHERE customer.id = ANY($1::uuid[])`,
    [ids],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
});

/** The same with their versions, read in the same statement. */
export const versionedCustomersById = versionedRead(
  gatheredRead(async function versionedCustomersById(
    sql: Sql,
    ids: readonly string[],
  ): Promise<(VersionedCustomer | null)[]> {
    const rows = await sql.query<VersionedCustomer>(
      `SELECT ${COLUMNS}, ${VERSION} FROM bookings.customers AS customer WHERE customer.id = ANY($1::uuid[])`,
      [ids],
      PREPARED,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }),
  (customer) => customer?.version ?? "",
);

/** The numbers of each customer in E.164 (digits where a number has no E.164), in the order they were given. */
export async function phonesOfCustomers(sql: Sql, customerIds: readonly string[]): Promise<string[][]> {
  const rows = await sql.query<{ customerId: string; phones: string[] }>(
    `SELECT customer_id AS "customerId", array_agg(phone_e164 ORDER BY position, created_at, phone_e164) AS phones
       FROM bookings.customer_phones
      WHERE customer_id = ANY($1::uuid[])
      GROUP BY customer_id`,
    [customerIds],
    PREPARED,
  );
  const byCustomer = new Map(rows.map((row) => [row.customerId, row.phones]));
  return customerIds.map((id) => byCustomer.get(id) ?? []);
}

/** Of a number that hundreds hold (a company's main line) the first hundred say as much as all. */
const MOST_HOLDERS = 100;

/** The customers who hold the number, E.164; by name, at most 100. */
export const customersByPhone = (sql: Sql, phones: readonly string[]): Promise<Customer[][]> =>
  Promise.all(phones.map((phone) => holdersOf<Customer>(sql, phone, "")));

/** The same with their versions, read in the same statement. */
export const versionedCustomersByPhone = versionedRead(
  function versionedCustomersByPhone(sql: Sql, phones: readonly string[]): Promise<VersionedCustomer[][]> {
    return Promise.all(phones.map((phone) => holdersOf<VersionedCustomer>(sql, phone, `, ${VERSION}`)));
  },
  (holders) => holders.map(({ id, version }) => `${id} ${version}`).join(),
);

const holdersOf = <Row>(sql: Sql, phone: string, version: string): Promise<Row[]> =>
  sql.query<Row>(
    `SELECT ${COLUMNS}${version}
       FROM bookings.customer_phones AS number
       JOIN bookings.customers AS customer ON customer.id = number.customer_id
      WHERE number.phone_e164 = $1
      ORDER BY customer.name, customer.id
      LIMIT $2`,
    [phone, MOST_HOLDERS],
    PREPARED,
  );

export interface CustomerListing {
  readonly search?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const nameAndId = z.tuple([z.string(), z.uuid()]);

/** Customers by name; with `search` those whom it finds, see `readCustomerSearch`. */
export async function listCustomers(sql: Sql, listing: CustomerListing): Promise<Connection<Edge<Customer>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, nameAndId);
  const search = await readCustomerSearch(sql, listing.search);
  const rows = await sql.query<Customer>(
    `SELECT ${COLUMNS}
       FROM bookings.customers AS customer
      WHERE ${search.condition}
        AND (customer.name, customer.id)
            > (coalesce($3::text, ''), coalesce($4::uuid, '00000000-0000-0000-0000-000000000000'))
      ORDER BY customer.name, customer.id
      LIMIT $5`,
    [...search.values, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: (node, cursor) => ({ cursor, node }),
    cursorOf: (customer) => [customer.name, customer.id],
    totalCount: () => countCustomers(sql, search),
  });
}

async function countCustomers(sql: Sql, search: CustomerSearch): Promise<number> {
  const { count } = await getOne<{ count: number }>(
    sql,
    `SELECT count(*)::int AS count FROM bookings.customers AS customer WHERE ${search.condition}`,
    search.values,
  );
  return count;
}
