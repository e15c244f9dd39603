import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createQueuedDatabase, type QueuedDatabase } from "../testing/queued-database.js";
import { type StoreReceipt, storeTogether } from "./store-receipt.js";

describe("storing receipts", () => {
  let database: QueuedDatabase;
  let store: StoreReceipt;
  beforeAll(async () => {
    database = await createQueuedDatabase();
    store = storeTogether(database, database.queue);
  });
  afterAll(() => database.drop());

  const receipt = (uuid: string, bytes = 10) => ({ uuid, event: null, body: Buffer.alloc(bytes, 0x20) });
  const stored = async (like: string) =>
    database.sql.query<{ uuid: string; transaction: string; jobs: number }>(
      `SELECT uuid, xmin::text AS transaction,
              (SELECT count(*)::int FROM pgboss.job WHERE data ->> 'receiptUuid' = receipt.uuid) AS jobs
         FROM webhook_receipts AS receipt WHERE uuid LIKE $1`,
      [like],
    );

  it("puts those that come at once into few transactions, each with one job", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, number) => store(receipt(`together-${number % 50}`))));
    const rows = await stored("together-%");
    expect(rows).toHaveLength(50);
    expect(rows.map(({ jobs }) => jobs)).toEqual(rows.map(() => 1));
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThanOrEqual(4);
  });

  it("bounds a transaction by bytes, and takes one that is larger than the bound", async () => {
    const megabytes = (count: number) => count * 1024 * 1024;
    await Promise.all([1, 2, 3, 5, 9].map((size) => store(receipt(`large-${size}`, megabytes(size)))));
    expect(await stored("large-%")).toHaveLength(5);
  });

  it.each([
    ["many", { most: 12, mostBytes: 1_000_000 }, 10],
    ["large", { most: 1_000, mostBytes: 120 }, 10],
  ])(
    "refuses what comes while too %s wait for a database that hangs, and takes more when it is back",
    async (kind, room, bytes) => {
      const bounded = storeTogether(database, database.queue, room);
      const waiting: Promise<void>[] = [];
      await database.transaction(async (tx) => {
        await tx.query("LOCK webhook_receipts IN ACCESS EXCLUSIVE MODE");
        // Two transactions are under way with the first two; twelve more have room.
        for (let i = 0; i < 14; i += 1) waiting.push(bounded(receipt(`${kind}-${i}`, bytes)));
        await expect(bounded(receipt(`${kind}-refused`, bytes))).rejects.toMatchObject({
          ...{ code: "UNAVAILABLE", reason: "TOO_MANY_WAITING", retryAfterSeconds: expect.any(Number) },
        });
      });
      await Promise.all(waiting);
      await bounded(receipt(`${kind}-later`, bytes));
      expect((await stored(`${kind}-%`)).map(({ uuid }) => uuid)).toHaveLength(15);
    },
  );

  it("fails alone with what cannot be stored", async () => {
    const others = Array.from({ length: 20 }, (_, number) => store(receipt(`beside-${number}`)));
    // PostgreSQL's text has no such character.
    const impossible = store(receipt("impossible\u0000"));
    await expect(impossible).rejects.toThrow();
    await Promise.all(others);
    expect(await stored("beside-%")).toHaveLength(20);
  });
});
