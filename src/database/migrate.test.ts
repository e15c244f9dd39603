import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { migrate } from "./migrate.js";
import { openDatabase } from "./open.js";

describe("migrate", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const emptyDatabase = async (): Promise<string> => {
    const name = `test_empty_${process.pid}_${Date.now()}`;
    await database.sql.query(`CREATE DATABASE ${name}`);
    return database.url.replace(/\/[^/]*$/, `/${name}`);
  };

  it("does nothing on a schema that is up to date", async () => {
    expect(await migrate(database)).toEqual([]);
  });

  it("is done once when twenty processes start at once on an empty database", async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const one = await openDatabase({ url, poolSize: 2 });
        const names = await migrate(one);
        await one.close();
        return names.length;
      }),
    );
    const workers = applied.filter((count) => count > 0);
    expect(workers).toHaveLength(1);
  });

  it("creates the names that the spec's database has", async () => {
    const names = await database.sql.query<{ name: string }>(
      "SELECT indexname AS name FROM pg_indexes WHERE indexname IN ('idx_customers_phone_normalized', 'idx_bookings_customer_date')",
    );
    expect(names).toHaveLength(2);
  });

  it("says in one error which right is missing, before it changes anything", async () => {
    const url = await emptyDatabase();
    await database.sql.query("CREATE ROLE powerless LOGIN PASSWORD 'powerless'");
    const asPowerless = new URL(url);
    asPowerless.username = "powerless";
    asPowerless.password = "powerless";
    const weak = await openDatabase({ url: asPowerless.href, poolSize: 1 });
    await expect(migrate(weak)).rejects.toMatchObject({ code: "CONFIGURATION", reason: "RIGHT_MISSING" });
    await weak.close();
    await database.sql.query("DROP ROLE powerless");
  });
});
