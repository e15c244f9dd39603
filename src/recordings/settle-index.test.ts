import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { storeCall } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { settleIndex } from "./settle-index.js";

describe("settleIndex", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const found = () =>
    database.sql.query("SELECT FROM call_search WHERE words @@ to_tsquery('public.callthread', 'tamarind')");

  it("puts what waits in its place, once, and loses nothing", async () => {
    for (let call = 0; call < 5; call += 1) await storeCall(database.sql, { talk: "C: A tamarind sauce, please." });
    expect(await found()).toHaveLength(5);
    expect(await settleIndex(database.sql)).toBeGreaterThan(0);
    expect(await settleIndex(database.sql)).toBe(0);
    expect(await found()).toHaveLength(5);
  });

  it("leaves the work to another that is at it", async () => {
    await storeCall(database.sql, { talk: "C: And a tamarind sauce." });
    await database.transaction(async (tx) => {
      await settleIndex(tx);
      await storeCall(database.sql, { talk: "C: One more tamarind sauce." });
      expect(await settleIndex(database.sql)).toBe(0);
    });
    expect(await settleIndex(database.sql)).toBeGreaterThan(0);
    expect(await found()).toHaveLength(7);
  });
});
