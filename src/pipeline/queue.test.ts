import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AppError } from "../errors.js";
import type { FailureTrace } from "../failure-trace.js";
import { eventually } from "../testing/eventually.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { openQueue, type Queue } from "./queue.js";

describe("the queue", () => {
  let database: TestDatabase;
  let queue: Queue;
  const failures: FailureTrace[] = [];
  const outages: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    queue = await openQueue({
      database,
      onError: ({ message }) => outages.push(message),
      onFailure: (_name, _id, trace) => failures.push(trace),
    });
  });
  afterAll(async () => {
    await queue.stop();
    await database.drop();
  });

  const jobs = (name: string) =>
    database.sql.query<{ state: string; seconds: number; key: string | null }>(
      `SELECT state, extract(epoch FROM start_after - now())::float AS seconds, singleton_key AS key
         FROM pgboss.job WHERE name = $1 ORDER BY created_on`,
      [name],
    );

  it("holds a job back by the database's clock", async () => {
    await database.transaction(async (tx) => {
      await queue.enqueue(tx, "FETCH_TRANSCRIPT", { recordingId: randomUUID(), attempt: 1 }, { delayMs: 20_500 });
      await queue.enqueue(tx, "FETCH_TRANSCRIPT", { recordingId: randomUUID(), attempt: 1 }, { delayMs: -5 });
    });
    const [late, soon] = await jobs("fetch-transcript");
    expect(late?.seconds).toBeGreaterThan(19);
    expect(late?.seconds).toBeLessThanOrEqual(20.5);
    expect(soon?.seconds).toBeLessThanOrEqual(0);
  });

  it("keeps nothing of a transaction that failed", async () => {
    const failed = database.transaction(async (tx) => {
      await queue.enqueue(tx, "LINK", { recordingId: randomUUID() });
      throw new Error("changed its mind");
    });
    await expect(failed).rejects.toThrow("changed its mind");
    expect(await jobs("link")).toEqual([]);
  });

  it("has one upkeep job of a key waiting, and lets its run plan the next", async () => {
    const plan = () =>
      database.transaction(async (tx) => {
        for (let times = 0; times < 3; times += 1) {
          await queue.enqueue(tx, "RECONCILE", {}, { key: "next", delayMs: times * 1_000 });
        }
      });
    await Promise.all([plan(), plan(), plan()]);
    expect(await jobs("reconcile")).toMatchObject([{ state: "created", key: "next" }]);
    await queue.work("RECONCILE", 1, {
      write: (tx) => queue.enqueue(tx, "RECONCILE", {}, { key: "next", delayMs: 60_000 }),
    });
    const chain = await eventually("the run and the next", async () => {
      const rows = await jobs("reconcile");
      return rows.length === 2 ? rows : undefined;
    });
    expect(chain.map(({ state }) => state)).toEqual(["completed", "created"]);
  });

  it("does a job again whose write failed, and its writes once", async () => {
    await database.sql.query("CREATE TABLE done (job text)");
    let tries = 0;
    await queue.work("RECEIVE", 1, {
      write: async (tx, { receiptUuid }) => {
        await tx.query("INSERT INTO done VALUES ($1)", [receiptUuid]);
        tries += 1;
        if (tries === 1) throw new Error("killed between two statements");
      },
    });
    await database.transaction((tx) => queue.enqueue(tx, "RECEIVE", { receiptUuid: "one" }));
    await eventually("the second try", async () => (await jobs("receive"))[0]?.state === "completed");
    expect(await database.sql.query("SELECT job FROM done")).toEqual([{ job: "one" }]);
    expect(failures).toMatchObject([{ failure: "Error" }]);
  });

  it("does what waits in one transaction, and lets a job that cannot be done fail alone", async () => {
    await database.sql.query("CREATE TABLE linked (recording uuid, transaction text)");
    const recordings = Array.from({ length: 9 }, () => randomUUID());
    const poison = recordings[5];
    await database.transaction((tx) =>
      queue.enqueueAll(
        tx,
        "LINK",
        recordings.map((recordingId) => ({ recordingId })),
      ),
    );
    const told = failures.length;
    let tries = 0;
    let together = 0;
    await queue.workTogether("LINK", 20, {
      write: async (tx, all) => {
        for (const { recordingId } of all)
          await tx.query("INSERT INTO linked SELECT $1::uuid, txid_current()", [recordingId]);
        if (!all.some(({ recordingId }) => recordingId === poison)) return [];
        tries += 1;
        together ||= all.length;
        throw new AppError("CONFLICT", "It cannot be done.");
      },
    });
    await eventually(
      "the others",
      async () => (await jobs("link")).filter(({ state }) => state === "completed").length === 8,
    );
    const linked = await database.sql.query<{ recording: string; transaction: string }>("SELECT * FROM linked");
    expect(linked.map(({ recording }) => recording).sort()).toEqual(recordings.filter((id) => id !== poison).sort());
    // Halves without the poison, wherever among them it was fetched: of 4, 2, 1 and 1 at most; and those fetched apart.
    expect(new Set(linked.map(({ transaction }) => transaction)).size).toBeLessThanOrEqual(5);
    // Told after its last try, which may come after the others are done.
    expect(await eventually("the failure to be told", () => failures[told])).toMatchObject({
      reason: "It cannot be done.",
    });
    // Two that fetch at the same time may share the nine: of as many as it was fetched with, half and half again.
    expect(tries).toBeGreaterThanOrEqual(Math.floor(Math.log2(together)) + 1);
    expect((await jobs("link")).find(({ state }) => state !== "completed")?.state).toMatch(/retry|active/);
  });

  it("does those by themselves that were passed over, after the others", async () => {
    const asked = Array.from({ length: 6 }, (_, attempt) => ({ recordingId: randomUUID(), attempt }));
    const done: string[][] = [];
    await database.transaction((tx) => queue.enqueueAll(tx, "FETCH_TRANSCRIPT", asked));
    await queue.workTogether("FETCH_TRANSCRIPT", 10, {
      write: async (_tx, all) => {
        const passedOver = all.length === 1 ? [] : all.filter(({ attempt }) => attempt % 2 === 1);
        done.push(all.filter((job) => !passedOver.includes(job)).map(({ recordingId }) => recordingId));
        return passedOver;
      },
    });
    const ids: readonly string[] = asked.map(({ recordingId }) => recordingId);
    await eventually("all", async () => ids.every((id) => done.flat().includes(id)));
    expect(done.flat().filter((id) => ids.includes(id))).toHaveLength(ids.length);
    for (const { recordingId, attempt } of asked) if (attempt % 2 === 1) expect(done).toContainEqual([recordingId]);
  });

  it("waits with a job for a database that is away, and spends none of its tries on that", async () => {
    let tries = 0;
    await queue.work("KEEP_SUBSCRIPTION", 1, {
      write: async () => {
        tries += 1;
        const failure = ["53300", "57P01", "ECONNREFUSED", "53100", "57P03"][tries - 1];
        if (failure !== undefined) throw Object.assign(new Error("away"), { code: failure });
      },
    });
    await database.transaction((tx) => queue.enqueue(tx, "KEEP_SUBSCRIPTION", {}));
    await eventually("the sixth try", async () => (await jobs("keep-subscription"))[0]?.state === "completed");
    expect(tries).toBe(6);
    const [job] = await database.sql.query(
      "SELECT retry_count AS retries FROM pgboss.job WHERE name = 'keep-subscription'",
    );
    expect(job).toEqual({ retries: 0 });
    expect(outages).toHaveLength(5);
  });
});
