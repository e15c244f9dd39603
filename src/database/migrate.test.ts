import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { eventually } from "../testing/eventually.js";
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

  it("lets others pass while it waits for a table that somebody reads from", async () => {
    const url = await emptyDatabase();
    const [one, reader, other] = await Promise.all([1, 2, 3].map(() => openDatabase({ url, poolSize: 2 })));
    if (one === undefined || reader === undefined || other === undefined) throw new Error("There are three.");
    await migrate(one);
    await one.sql.query("ALTER TABLE linkage_events DROP COLUMN trace");
    await one.sql.query("DELETE FROM callthread_migrations WHERE name LIKE 'carry-traces-to-subscribers-%'");
    const READ = "SELECT count(*)::int AS events FROM linkage_events";
    let migrating: Promise<string[]> = Promise.resolve([]);
    await reader.transaction(async (tx) => {
      await tx.query(READ);
      migrating = migrate(one);
      const waits = "SELECT 1 FROM pg_locks WHERE relation = 'linkage_events'::regclass AND NOT granted";
      await eventually("the migration to wait", async () => (await other.sql.query(waits)).length > 0);
      const [row] = await other.sql.query<{ events: number }>(READ);
      expect(row?.events).toBe(0);
    });
    expect(await migrating).toEqual([expect.stringMatching(/^carry-traces-to-subscribers-/)]);
    await Promise.all([one, reader, other].map((database) => database.close()));
  });

  /** What a version that runs beside the new one would trip over. */
  const TAKES_AWAY =
    /\bDROP\s+(TABLE|COLUMN|FUNCTION|VIEW|TYPE|TRIGGER)|\bRENAME\b|\bALTER\s+COLUMN\s+\w+\s+(TYPE|SET\s+NOT\s+NULL)|\bADD\s+COLUMN\s+(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT\s+NULL|\bADD\s+CONSTRAINT\s+(?!(?:[^,;()]|\((?:[^()]|\([^()]*\))*\))*\bNOT\s+VALID\b)/i;

  it("takes nothing away, from 0015 on, without saying which version ceased to need it", () => {
    const folder = join(packageRoot, "migrations");
    const wrong = readdirSync(folder)
      .filter((file) => file >= "0015")
      .filter((file) => {
        const text = readFileSync(join(folder, file), "utf8");
        return TAKES_AWAY.test(text.replaceAll(/^\s*--.*$/gm, "")) && !/^-- Unneeded since: \S/m.test(text);
      });
    expect(wrong).toEqual([]);
    for (const statement of [
      "ALTER TABLE t DROP COLUMN c",
      "DROP FUNCTION f(text)",
      "ALTER TABLE t RENAME TO u",
      "ALTER TABLE t ADD COLUMN c text NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a IN (1, 2)), ADD CONSTRAINT d CHECK (a > 0) NOT VALID",
    ])
      expect(statement).toMatch(TAKES_AWAY);
    for (const statement of [
      "ALTER TABLE t ADD COLUMN c text NOT NULL DEFAULT ''",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a IN (1, 2)) NOT VALID",
    ])
      expect(statement).not.toMatch(TAKES_AWAY);
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
