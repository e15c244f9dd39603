import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { getOne } from "../database/sql.js";
import { storeCall } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { eraseCalls, lockCallsToErase } from "./erase-store.js";
import { learnWords } from "./learn-words.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  // The first calls of a database are learnt from at once.
  for (let call = 0; call < 64; call += 1) await storeCall(database.sql, { talk: "C: Good morning." });
});

afterAll(() => database.drop());

beforeEach(() => database.sql.query("TRUNCATE search_words, search_words_pending"));

const store = async (count: number, talk: string, outsidePhone?: string): Promise<void> => {
  for (let call = 0; call < count; call += 1)
    await storeCall(database.sql, { talk, ...(outsidePhone === undefined ? {} : { outsidePhone }) });
};

async function callsSaying(word: string): Promise<number | null> {
  const [row] = await database.sql.query<{ calls: number }>(
    "SELECT calls::int AS calls FROM search_words WHERE word = $1",
    [word],
  );
  return row?.calls ?? null;
}

const countTotals = () =>
  getOne<{ calls: number; characters: number }>(
    database.sql,
    "SELECT calls::int AS calls, characters::int AS characters FROM search_totals",
  );

describe("learnWords", () => {
  it("leaves words to be learnt later, and counts each call once however often it is asked", async () => {
    const before = await countTotals();
    await store(3, "C: A tamarind sauce, no, two tamarind sauces.");
    expect(await callsSaying("tamarind")).toBeNull();
    expect(await learnWords(database)).toBe(3);
    expect(await learnWords(database)).toBe(0);
    expect(await callsSaying("tamarind")).toBe(3);
    expect(await callsSaying("sauces")).toBe(3);
    const after = await countTotals();
    expect(after.calls - before.calls).toBe(3);
    expect(after.characters - before.characters).toBe(
      3 * "Customer: A tamarind sauce, no, two tamarind sauces.".length,
    );
  });

  it("counts each call once when several processes learn at once", async () => {
    await store(40, "C: Lemongrass, please.");
    const learnt = await Promise.all([1, 2, 3, 4].map(() => learnWords(database)));
    expect(learnt.reduce((sum, calls) => sum + calls, 0)).toBe(40);
    expect(await callsSaying("lemongrass")).toBe(40);
  });

  it("learns from what a process that was killed had in hand", async () => {
    await store(2, "C: Is there cardamom in it?");
    const killed = database.transaction(async (tx) => {
      await tx.query("SELECT learn_search_words(10)");
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await learnWords(database)).toBe(2);
    expect(await callsSaying("cardamom")).toBe(2);
  });

  it.each([
    ["before they were learnt", false],
    ["after", true],
  ])("never knows the words of calls that were erased %s", async (_when, isLearnt) => {
    await store(1, "C: This is Mr Featherstonehaugh.", "+14155550133");
    if (isLearnt) await learnWords(database);
    await database.transaction(async (tx) => {
      await eraseCalls(tx, await lockCallsToErase(tx, null, ["+14155550133"]), ["Featherstonehaugh"]);
    });
    await learnWords(database);
    expect(await callsSaying("featherstonehaugh")).toBeNull();
  });
});
