import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { upsertCustomers } from "../customers/upsert-customers.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { BUSINESS_TIMEZONE, OWN_PHONES } from "./business.js";
import { seedDemo } from "./seed.js";

describe("the demo's business", () => {
  const settings = { timezone: BUSINESS_TIMEZONE, region: "US", ownPhones: OWN_PHONES };
  const now = new Date("2026-11-22T18:00:00Z");
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("is not mixed into a business that is there, is stored once, and is found again", async () => {
    const customer = { name: "Real Person", phones: ["+12135550190"] };
    const { ids } = await database.transaction((tx) => upsertCustomers(tx, [customer], settings));
    await expect(seedDemo(database, settings, now)).rejects.toMatchObject({ reason: "DATABASE_IN_USE" });
    const counted = await database.sql.query("SELECT count(*)::int AS count FROM bookings.customers");
    expect(counted).toEqual([{ count: 1 }]);

    await database.sql.query("DELETE FROM bookings.customers WHERE id = ANY($1::uuid[])", [ids]);
    expect(await seedDemo(database, settings, now)).toMatchObject({ isNew: true });
    expect(await seedDemo(database, settings, now)).toMatchObject({ isNew: false });
  });
});
