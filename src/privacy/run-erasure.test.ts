import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Sql } from "../database/sql.js";
import { insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { type Erasing, proveErasure, runErasure } from "./run-erasure.js";

describe("an erasure that meets another transaction", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** The database as it is, but that the first `failures` transactions are ended with this code when they are done. */
  const failing = (failures: number, code: string): Erasing & { tries: number } => ({
    sql: database.sql,
    tries: 0,
    transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
      this.tries += 1;
      const fails = this.tries <= failures;
      return database.transaction(async (tx) => {
        try {
          return await work(tx);
        } finally {
          if (fails) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '${code}'; END $$`);
        }
      });
    },
  });
  const order = { byName: "desk", isRehearsal: false };
  const isStored = async (id: string) =>
    (await database.sql.query("SELECT FROM bookings.customers WHERE id = $1", [id])).length > 0;

  it.each([
    ["a deadlock", "40P01"],
    ["a write in between", "40001"],
  ])("is done again after %s, and says what it erased", async (_what, code) => {
    const id = await insertCustomer(database.sql, "Ida Interrupted", "+19165550195");
    const erasing = failing(4, code);
    const erasure = await runErasure(erasing, { customerId: id }, order);
    expect(erasure).toMatchObject({ knownBy: { customerId: id } });
    expect([erasing.tries, await isStored(id)]).toEqual([5, false]);
  });

  it("is given up after five times, and leaves everything as it was", async () => {
    const id = await insertCustomer(database.sql, "Ida Interrupted", "+19165550196");
    const erasing = failing(5, "40P01");
    await expect(runErasure(erasing, { customerId: id }, order)).rejects.toMatchObject({ code: "40P01" });
    expect([erasing.tries, await isStored(id)]).toEqual([5, true]);
  });

  it("is not done again where something else is wrong", async () => {
    const id = await insertCustomer(database.sql, "Ida Interrupted", "+19165550197");
    const erasing = failing(1, "23514");
    await expect(runErasure(erasing, { customerId: id }, order)).rejects.toMatchObject({ code: "23514" });
    expect([erasing.tries, await isStored(id)]).toEqual([1, true]);
  });

  it("is rehearsed again, too, and leaves everything as it was", async () => {
    const id = await insertCustomer(database.sql, "Ida Interrupted", "+19165550198");
    const erasing = failing(1, "40P01");
    const rehearsed = await runErasure(erasing, { customerId: id }, { ...order, isRehearsal: true });
    expect(rehearsed).toMatchObject({ knownBy: { customerId: id } });
    expect([erasing.tries, await isStored(id)]).toEqual([2, true]);
  });

  it("finds words that the search's vocabulary learnt meanwhile, and that no call says", async () => {
    const customerId = await insertCustomer(database.sql, "Ida Uitgewist", "+19165550199");
    const erasure = await runErasure(failing(0, ""), { customerId }, order);
    if (erasure === null) throw new Error("Nothing was erased.");
    await database.sql.query("INSERT INTO search_words VALUES ('uitgewist', 'uitgewist', 1)");
    const place = { place: "public.search_words", found: 1, isSaid: false };
    expect(await proveErasure(database.sql, erasure)).toEqual({ isSearched: true, traces: [place], saidInCalls: [] });
  });
});
