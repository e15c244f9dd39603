import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { FailureTrace } from "../failure-trace.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { createSettler, type Settler } from "./settle-jobs.js";

describe("settling jobs", () => {
  let database: TestDatabase;
  let settler: Settler;
  const failures: FailureTrace[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.sql.query("CREATE TABLE places (name text PRIMARY KEY, visits int NOT NULL DEFAULT 0)");
    await database.sql.query("INSERT INTO places VALUES ('one'), ('other')");
    settler = createSettler({
      ...{ database, stopping: new AbortController().signal, onError: () => undefined },
      complete: async (_tx, _name, jobs) => jobs.length,
      onFailure: (_name, _id, trace) => failures.push(trace),
    });
  });
  afterAll(() => database.drop());

  it("tells of a value that the database refuses by codes alone", async () => {
    const outcome = await settler.alone("LINK", { id: "a", data: {} }, async () => async (tx) => {
      await tx.query("SELECT $1::jsonb", ["flamingoword"]);
    });
    expect(outcome).toEqual({ id: "a", status: "failed", output: { message: "QueryFailedError 22P02" } });
    expect(failures).toMatchObject([{ failure: "QueryFailedError", code: "22P02" }]);
    expect(JSON.stringify(failures)).not.toContain("flamingoword");
  });

  it("does without a transaction what needs none", async () => {
    const noted: string[] = [];
    const without = createSettler({
      ...{ stopping: new AbortController().signal, onError: () => undefined, onFailure: () => undefined },
      database: { ...database, transaction: () => Promise.reject(new Error("no transaction is needed")) },
      complete: async (_tx, name) => noted.push(name),
    });
    const outcome = await without.alone("FETCH_TRANSCRIPT", { id: "n", data: {} }, async () => null);
    expect(outcome).toEqual({ id: "n", status: "completed" });
    expect(noted).toEqual([]);
  });

  it("does again what was in another's way", async () => {
    const told = failures.length;
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const over = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let tries = 0;
    const visit = async (id: string, order: readonly string[], mine: number) => {
      const outcome = await settler.together("LINK", [{ id, data: {} }], async (tx) => {
        tries += 1;
        // Who lost tries again once the other is through: before, it may get in the way a second time.
        if (tries > 2) await over[1 - mine]?.promise;
        for (const place of order) {
          await tx.query("UPDATE places SET visits = visits + 1 WHERE name = $1", [place]);
          met[mine]?.resolve();
          await met[1 - mine]?.promise;
        }
        return [];
      });
      over[mine]?.resolve();
      return outcome;
    };
    const outcomes = await Promise.all([visit("b", ["one", "other"], 0), visit("c", ["other", "one"], 1)]);
    expect(outcomes.flat().map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(tries).toBe(3);
    expect(await database.sql.query("SELECT visits FROM places")).toEqual([{ visits: 2 }, { visits: 2 }]);
    expect(failures).toHaveLength(told);
  });

  it("leaves what was passed over for a turn of its own", async () => {
    const turns: string[][] = [];
    const completed: string[] = [];
    const minding = createSettler({
      ...{ database, stopping: new AbortController().signal, onError: () => undefined, onFailure: () => undefined },
      complete: async (_tx, _name, jobs) => {
        completed.push(jobs.map(({ id }) => id).join());
        return jobs.length;
      },
    });
    const jobs = ["a", "b", "c"].map((id) => ({ id, data: { id } }));
    const outcomes = await minding.together("LINK", jobs, async (_tx, given) => {
      turns.push(given.map(({ id }) => id));
      return given.length > 1 ? given.filter(({ id }) => id === "b") : [];
    });
    expect(turns).toEqual([["a", "b", "c"], ["b"]]);
    expect(completed).toEqual(["a,c", "b"]);
    expect(outcomes.map(({ id, status }) => `${id} ${status}`)).toEqual(["a completed", "c completed", "b completed"]);
  });

  it("keeps nothing of a job that another worker has taken over", async () => {
    const lapsed = createSettler({
      ...{ database, stopping: new AbortController().signal, onError: () => undefined, onFailure: () => undefined },
      complete: async () => 0,
    });
    const outcome = await lapsed.alone("LINK", { id: "l", data: {} }, async () => async (tx) => {
      await tx.query("INSERT INTO places VALUES ('third')");
    });
    expect(outcome).toMatchObject({ id: "l", status: "failed" });
    expect(await database.sql.query("SELECT FROM places WHERE name = 'third'")).toEqual([]);
  });

  it("waits no longer for a database that is away once it is to stop", async () => {
    const stopping = new AbortController();
    const told: Error[] = [];
    const away = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
    const stopped = createSettler({
      ...{ stopping: stopping.signal, complete: async () => 1, onFailure: () => undefined },
      database: { ...database, transaction: () => Promise.reject(away) },
      onError: (error) => {
        told.push(error);
        stopping.abort();
      },
    });
    expect(await stopped.together("LINK", [{ id: "s", data: {} }], async () => [])).toMatchObject([
      { id: "s", status: "failed" },
    ]);
    expect(told).toEqual([away]);
  });

  it("gives up on what loses every time", async () => {
    let tries = 0;
    const outcome = await settler.alone("LINK", { id: "d", data: {} }, async () => async () => {
      tries += 1;
      throw Object.assign(new Error("gave way"), { code: "40001" });
    });
    expect(outcome).toMatchObject({ status: "failed", output: { message: "Error 40001" } });
    expect(tries).toBeGreaterThan(1);
  });
});
