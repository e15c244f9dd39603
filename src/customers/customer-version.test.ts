import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Sql } from "../database/sql.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { addUpWrites } from "./add-up-writes.js";

let database: TestDatabase;
let jen = "";
let sam = "";
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql.query("DELETE FROM bookings.customers");
  jen = await storeCustomer(database.sql, "Jen Alvarez", ["+19165550101"]);
  sam = await storeCustomer(database.sql, "Sam Okafor", ["+19165550102"]);
});
afterAll(() => database.drop());

async function versionOf(id: string, sql: Sql = database.sql): Promise<string | null> {
  const [row] = await sql.query<{ version: string | null }>("SELECT customer_version($1) AS version", [id]);
  return row?.version ?? null;
}

/** `$1` is Jen, `$2` Sam. */
const WRITES_OF_JEN = [
  ["their name", "UPDATE bookings.customers SET name = 'Jenny' WHERE id = $1"],
  [
    "a number",
    "INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone) VALUES ($1, '+19165550103', '')",
  ],
  ["a number less", "DELETE FROM bookings.customer_phones WHERE customer_id = $1"],
  ["a number's place", "UPDATE bookings.customer_phones SET position = 7 WHERE customer_id = $1"],
  [
    "a number that somebody else holds, too",
    "INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone) VALUES ($2, '+19165550101', '')",
  ],
  [
    "a number that somebody else gets instead of another",
    "UPDATE bookings.customer_phones SET phone_e164 = '+19165550101' WHERE customer_id = $2",
  ],
  ["a booking", "INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, now())"],
] as const;

describe("customer_version", () => {
  it.each(WRITES_OF_JEN)("differs after %s", async (_what, text) => {
    const before = await versionOf(jen);
    await database.sql.query(`WITH given AS (SELECT $1::uuid, $2::uuid) ${text}`, [jen, sam]);
    expect(await versionOf(jen)).not.toBe(before);
  });

  it("differs for both when a booking or a call goes from one to the other, and when it is deleted", async () => {
    await database.sql.query("INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, now())", [jen]);
    await storeCall(database.sql, { talk: "C: Hello.", customerId: jen });
    for (const table of ["bookings.bookings", "call_recordings"]) {
      const versions = async () => [await versionOf(jen), await versionOf(sam)];
      let before = await versions();
      await database.sql.query(`UPDATE ${table} SET customer_id = $2 WHERE customer_id = $1`, [jen, sam]);
      let after = await versions();
      for (const who of [0, 1]) expect(after[who]).not.toBe(before[who]);
      before = after;
      await database.sql.query(`DELETE FROM ${table} WHERE customer_id = $1`, [sam]);
      after = await versions();
      expect(after[0]).toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
    }
  });

  it("is null for somebody unknown, and nothing is left of who is deleted, with what is theirs", async () => {
    expect(await versionOf("00000000-0000-4000-8000-000000000000")).toBeNull();
    await database.sql.query("INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, now())", [jen]);
    await storeCall(database.sql, { talk: "C: Hello.", customerId: jen });
    await addUpWrites(database.sql);
    await database.sql.query("UPDATE bookings.customers SET name = 'Jenny' WHERE id = $1", [jen]);
    await database.sql.query("DELETE FROM bookings.customers WHERE id = $1", [jen]);
    for (const table of ["customer_writes", "customer_write_totals"])
      expect(await database.sql.query(`SELECT FROM ${table} WHERE customer_id = $1`, [jen])).toHaveLength(0);
  });

  it("differs after a transaction that began earlier and commits later than another's", async () => {
    const write = (sql: Sql) => sql.query("UPDATE bookings.customers SET name = name || '.' WHERE id = $1", [sam]);
    const book = (sql: Sql) =>
      sql.query("INSERT INTO bookings.bookings (customer_id, event_date) VALUES ($1, now())", [jen]);
    const seen: (string | null)[] = [await versionOf(jen)];
    await database.transaction(async (late) => {
      await book(late);
      await database.transaction(async (early) => {
        await book(early);
        await write(early);
      });
      seen.push(await versionOf(jen));
      await addUpWrites(database.sql);
      expect(await versionOf(jen)).toBe(seen.at(-1));
    });
    seen.push(await versionOf(jen));
    expect(new Set(seen).size).toBe(3);
  });

  it("is the same after writes are added up, of whom few rows are left", async () => {
    for (let write = 0; write < 5; write += 1)
      await database.sql.query("UPDATE bookings.customers SET name = name || '!' WHERE id = $1", [jen]);
    const before = await versionOf(jen);
    expect(await addUpWrites(database.sql)).toBeGreaterThanOrEqual(5);
    expect(await versionOf(jen)).toBe(before);
    expect(await database.sql.query("SELECT FROM customer_writes")).toHaveLength(0);
    await database.sql.query("UPDATE bookings.customers SET name = name || '!' WHERE id = $1", [jen]);
    expect(await versionOf(jen)).not.toBe(before);
  });
});
