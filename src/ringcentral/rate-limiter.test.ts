import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { readConnectionFigures } from "./connection-figures.js";
import { acquire, block, correctBudget, readBudgetReport } from "./rate-limiter.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 10 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.sql.query("UPDATE ringcentral_rate_groups SET granted_at = '{}', blocked_until = NULL");
  await database.sql.query(
    "DELETE FROM ringcentral_rate_groups WHERE group_name NOT IN ('light', 'medium', 'heavy', 'auth')",
  );
});

const START = Date.UTC(2026, 0, 5, 15);
const at = (ms: number) => new Date(START + ms);
const WINDOW_MS = 60_000;

/** Asks `count` times at one instant and counts the grants. */
async function grantsAt(ms: number, group: string, count: number): Promise<number> {
  let granted = 0;
  for (let i = 0; i < count; i += 1) if ((await acquire(database.sql, group, at(ms))).granted) granted += 1;
  return granted;
}

describe("acquire", () => {
  it.each([
    ["light", 50],
    ["medium", 40],
    ["Heavy", 10],
    ["auth", 5],
    ["a name nobody has met", 10],
  ])("grants %s its documented budget of %i", async (group, limit) => {
    expect(await grantsAt(0, group, limit + 3)).toBe(limit);
  });

  it("slides: each grant comes back a window and the way to RingCentral later", async () => {
    expect(await grantsAt(0, "auth", 3)).toBe(3);
    expect(await grantsAt(10_000, "auth", 2)).toBe(2);
    expect(await acquire(database.sql, "auth", at(20_000))).toEqual({ granted: false, retryAfterMs: 42_000 });
    expect(await grantsAt(62_000, "auth", 5)).toBe(3);
    expect(await acquire(database.sql, "auth", at(62_000))).toEqual({ granted: false, retryAfterMs: 10_000 });
  });

  it("counts each group for itself", async () => {
    await grantsAt(0, "heavy", 10);
    expect(await acquire(database.sql, "light", at(0))).toEqual({ granted: true });
  });

  it("recovers from a clock that ran ahead", async () => {
    await grantsAt(3_600_000, "auth", 5);
    expect((await acquire(database.sql, "auth", at(0))).granted).toBe(false);
    expect(await grantsAt(62_001, "auth", 5)).toBe(5);
  });

  it("uses the database's clock where it is given none", async () => {
    expect(await acquire(database.sql, "heavy", null)).toEqual({ granted: true });
  });

  it("never exceeds the limit in any window, with eight processes asking at once at drifting times", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 8, maxLength: 8 }), async (drifts) => {
        await database.sql.query("UPDATE ringcentral_rate_groups SET granted_at = '{}'");
        const grants: number[] = [];
        // The clock moves on for all, as clocks do; each asks at every step.
        for (let step = 0; step < 14; step += 1) {
          const now = START + step * 9_500 + (drifts[step % 8] ?? 0);
          const answers = await Promise.all(drifts.map(() => acquire(database.sql, "heavy", new Date(now))));
          for (const { granted } of answers) if (granted) grants.push(now);
        }
        expect(grants.length).toBeGreaterThan(10);
        for (const start of grants) {
          expect(grants.filter((grant) => grant >= start && grant < start + WINDOW_MS).length).toBeLessThanOrEqual(10);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("block", () => {
  it("holds a group back until RingCentral said, and the others not", async () => {
    await block(database.sql, "heavy", 60_000, at(0));
    expect(await acquire(database.sql, "heavy", at(1_000))).toEqual({ granted: false, retryAfterMs: 59_000 });
    expect(await acquire(database.sql, "light", at(1_000))).toEqual({ granted: true });
    expect(await acquire(database.sql, "heavy", at(60_000))).toEqual({ granted: true });
  });

  it("is never shortened", async () => {
    await block(database.sql, "heavy", 60_000, at(0));
    await block(database.sql, "heavy", 5_000, at(1_000));
    expect(await acquire(database.sql, "heavy", at(10_000))).toMatchObject({ retryAfterMs: 50_000 });
  });

  it("lasts thirty seconds where RingCentral does not say, and holds everything where it names no group", async () => {
    expect(await block(database.sql, null, null, at(0))).toBe(30_000);
    expect(await acquire(database.sql, "light", at(0))).toEqual({ granted: false, retryAfterMs: 30_000 });
    expect(await acquire(database.sql, "auth", at(0))).toEqual({ granted: false, retryAfterMs: 30_000 });
  });
});

describe("correctBudget", () => {
  it("takes over limit and window", async () => {
    await correctBudget(database.sql, { group: "Special", limit: 3, remaining: 3, windowSeconds: 10 }, at(0));
    expect(await grantsAt(0, "special", 5)).toBe(3);
    expect(await acquire(database.sql, "special", at(0))).toEqual({ granted: false, retryAfterMs: 12_000 });
  });

  it("counts requests that somebody else made with the same credentials", async () => {
    await acquire(database.sql, "heavy", at(0));
    await correctBudget(database.sql, { group: "heavy", limit: 10, remaining: 4, windowSeconds: 60 }, at(1_000));
    expect(await grantsAt(1_000, "heavy", 10)).toBe(4);
  });

  it("never takes RingCentral's word for more than we counted ourselves", async () => {
    await grantsAt(0, "heavy", 9);
    await correctBudget(database.sql, { group: "heavy", limit: 10, remaining: 9, windowSeconds: 60 }, at(0));
    expect(await grantsAt(0, "heavy", 5)).toBe(1);
  });

  it("shows what is left, by the database's clock", async () => {
    await acquire(database.sql, "heavy", null);
    await acquire(database.sql, "heavy", null);
    await block(database.sql, "light", 60_000, null);
    expect((await readConnectionFigures(database.sql)).budgets).toEqual([
      { group: "auth", left: 5, limit: 5 },
      { group: "heavy", left: 8, limit: 10 },
      { group: "light", left: 0, limit: 50 },
      { group: "medium", left: 40, limit: 40 },
    ]);
  });
});

describe("readBudgetReport", () => {
  const headers = (group: string, limit: string, remaining: string, window: string) =>
    new Headers({
      "X-Rate-Limit-Group": group,
      "X-Rate-Limit-Limit": limit,
      "X-Rate-Limit-Remaining": remaining,
      "X-Rate-Limit-Window": window,
    });

  it("reads the headers", () => {
    expect(readBudgetReport(headers("Heavy", "10", "0", "60"))).toEqual({
      group: "heavy",
      limit: 10,
      remaining: 0,
      windowSeconds: 60,
    });
  });

  it.each([
    ["no group", headers("", "10", "0", "60")],
    ["no limit", headers("heavy", "0", "0", "60")],
    ["an absurd limit", headers("heavy", "1e9", "0", "999999")],
    ["a negative rest", headers("heavy", "10", "-1", "60")],
    ["words", headers("heavy", "ten", "none", "minute")],
    ["nothing", new Headers()],
  ])("takes no notice of %s", (_, odd) => {
    expect(readBudgetReport(odd)).toBeNull();
  });
});
