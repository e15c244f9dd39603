import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { type Database, openDatabase, poolSql } from "./open.js";
import { isLostRace } from "./outage.js";
import { PREPARED } from "./sql.js";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await pool?.end();
  // One connection: what is prepared on it is what is asked of it.
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // A connection may still be closing when its database is dropped, and is told so.
  pool.on("error", () => undefined);
  await pool.query("DROP TABLE IF EXISTS prepared_things");
  await pool.query("CREATE TABLE prepared_things AS SELECT n FROM generate_series(1, 3) AS n");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ALL = "SELECT * FROM prepared_things WHERE n <= $1::int ORDER BY n";
const prepared = async (): Promise<number> =>
  Number(
    (await pool.query("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'callthread_%'")).rows[0].count,
  );

describe("a prepared statement", () => {
  it("is prepared once and answers with each one's values", async () => {
    const sql = poolSql(pool);
    for (const n of [1, 3, 2]) expect(await sql.query(ALL, [n], PREPARED)).toHaveLength(n);
    expect(await prepared()).toBe(1);
  });

  it("is not prepared unless it says so", async () => {
    expect(await poolSql(pool).query(ALL, [2])).toHaveLength(2);
    expect(await prepared()).toBe(0);
  });

  it("goes on when a migration changes what it returns", async () => {
    const sql = poolSql(pool);
    await sql.query(ALL, [1], PREPARED);
    await pool.query("ALTER TABLE prepared_things ADD COLUMN word text DEFAULT 'new'");
    for (let i = 0; i < 2; i++) expect(await sql.query(ALL, [1], PREPARED)).toEqual([{ n: 1, word: "new" }]);
  });

  it("goes on when its connection loses it, as behind a pooler that hands out another", async () => {
    const sql = poolSql(pool);
    await sql.query(ALL, [1], PREPARED);
    await pool.query("DEALLOCATE ALL");
    for (const n of [2, 3]) expect(await sql.query(ALL, [n], PREPARED)).toHaveLength(n);
    expect(await prepared()).toBe(0);
  });

  it("goes on when its connection has it from somebody else", async () => {
    await poolSql(pool).query(ALL, [1], PREPARED);
    const client = await pool.connect();
    // The same connection as a client that knows nothing of what was prepared on it.
    (client as unknown as { connection: { parsedStatements: Record<string, string> } }).connection.parsedStatements =
      {};
    client.release();
    for (const n of [2, 3]) expect(await poolSql(pool).query(ALL, [n], PREPARED)).toHaveLength(n);
  });

  it("still tells of its own failures", async () => {
    const sql = poolSql(pool);
    await sql.query("SELECT 1 / $1::int", [1], PREPARED);
    await expect(sql.query("SELECT 1 / $1::int", [0], PREPARED)).rejects.toMatchObject({ code: "22012" });
  });
});

describe("a transaction's statement", () => {
  let opened: Database;
  beforeEach(async () => {
    opened = await openDatabase({ url: database.url, poolSize: 1 });
  });
  afterEach(() => opened.close());

  const inTransaction = (n: number) => opened.transaction((tx) => tx.query(ALL, [n]));
  const names = () =>
    opened.transaction(async (tx) => {
      const [row] = await tx.query<{ count: string }>(
        "SELECT count(*) FROM pg_prepared_statements WHERE statement = $1",
        [ALL],
      );
      return Number(row?.count);
    });

  it("is prepared once it has been run again and again", async () => {
    await inTransaction(1);
    expect(await names()).toBe(0);
    for (const n of [1, 2, 3, 2]) expect(await inTransaction(n)).toHaveLength(n);
    expect(await names()).toBe(1);
  });

  it("is planned once where the transaction is hot, to look its rows up however few they are", async () => {
    await pool.query("CREATE INDEX ON prepared_things (n)");
    const one = "SELECT * FROM prepared_things WHERE n = $1::int";
    const hot = <Row>(text: string, values: unknown[] = []) =>
      opened.transaction((tx) => tx.query<Row>(text, values), { isHot: true });
    for (let i = 0; i < 7; i++) await hot(one, [2]);
    const plans =
      "SELECT generic_plans::int AS generic, custom_plans::int AS custom FROM pg_prepared_statements WHERE statement = $1";
    expect(await hot(plans, [one])).toEqual([{ generic: 4, custom: 0 }]);
    expect(JSON.stringify(await hot("EXPLAIN SELECT * FROM prepared_things WHERE n = 2"))).toContain("Index");
    // The connection's next transaction is planned as any.
    expect(await opened.transaction((tx) => tx.query("SHOW enable_seqscan"))).toEqual([{ enable_seqscan: "on" }]);
  });

  it("loses its transaction once, as a race, when a migration changes what it returns", async () => {
    for (let i = 0; i < 5; i++) await inTransaction(1);
    await pool.query("ALTER TABLE prepared_things ADD COLUMN word text DEFAULT 'new'");
    const lost = await inTransaction(1).catch((error: unknown) => error);
    expect(isLostRace(lost)).toBe(true);
    expect(await inTransaction(1)).toEqual([{ n: 1, word: "new" }]);
  });

  it("tells of its failures as before", async () => {
    for (let i = 0; i < 4; i++) await opened.transaction((tx) => tx.query("SELECT 1 / $1::int", [1]));
    const failure = opened.transaction((tx) => tx.query("SELECT 1 / $1::int", [0]));
    await expect(failure).rejects.toMatchObject({ name: "QueryFailedError", code: "22012" });
  });
});
