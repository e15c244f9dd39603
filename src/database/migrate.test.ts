import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { migrate, requireMigrations } from "./migrate.js";
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

  it("refuses, without migrating, a database that is older than this build, and bears one that is newer", async () => {
    const old = await openDatabase({ url: await emptyDatabase(), poolSize: 1 });
    await expect(requireMigrations(old)).rejects.toMatchObject({
      code: "CONFIGURATION",
      reason: "MIGRATIONS_MISSING",
      message: expect.stringContaining("callthread migrate"),
    });
    await migrate(old);
    await requireMigrations(old);
    await old.sql.query("DELETE FROM callthread_migrations WHERE id = (SELECT max(id) FROM callthread_migrations)");
    await expect(requireMigrations(old)).rejects.toThrow("lacks a migration of this version");
    await old.close();
    await database.sql.query(
      "INSERT INTO callthread_migrations (timestamp, name) VALUES (1900000000000, 'of-a-newer-version-1900000000000')",
    );
    await requireMigrations(database);
    expect(await migrate(database)).toEqual([]);
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
