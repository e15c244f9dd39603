import { describe, expect, it } from "@jest/globals";
import type { Sql } from "./database/sql.js";
import { gatheredRead, gatheredReads, isGathered } from "./gathered-reads.js";
import type { BatchRead } from "./request-context.js";

const NO_SQL: Sql = { query: async () => [] };

/** Doubles numbers, and remembers what it was asked for at once. */
function doubling(): { read: BatchRead<number, number>; statements: number[][] } {
  const statements: number[][] = [];
  return {
    statements,
    read: async (_sql, keys) => {
      statements.push([...keys]);
      if (keys.includes(13)) throw new Error("Unlucky.");
      return keys.map((key) => key * 2);
    },
  };
}

describe("reads of several requests", () => {
  it("are one statement when they are asked for in the same turn, each with its own answer", async () => {
    const { read, statements } = doubling();
    const gather = gatheredReads(NO_SQL);
    expect(await Promise.all([gather(read, [1, 2]), gather(read, [2]), gather(read, [])])).toEqual([[2, 4], [4], []]);
    expect(statements).toEqual([[1, 2, 2]]);
  });

  it("see what was committed before they were asked for: a statement under way is not joined", async () => {
    const { read, statements } = doubling();
    const gather = gatheredReads(NO_SQL);
    const first = gather(read, [1]);
    await new Promise(setImmediate);
    expect(statements).toHaveLength(1);
    expect(await Promise.all([first, gather(read, [1])])).toEqual([[2], [2]]);
    expect(statements).toHaveLength(2);
  });

  it("are several statements where they are many, and never half a request's", async () => {
    const { read, statements } = doubling();
    const gather = gatheredReads(NO_SQL);
    const many = Array.from({ length: 40 }, (_one, i) => i + 100);
    expect(
      await Promise.all([gather(read, many.slice(0, 20)), gather(read, many.slice(20)), gather(read, many)]),
    ).toEqual([many.slice(0, 20), many.slice(20), many].map((keys) => keys.map((key) => key * 2)));
    expect(statements.map(({ length }) => length)).toEqual([20, 20, 40]);
  });

  it("fail together, and do not take the next ones along", async () => {
    const { read } = doubling();
    const gather = gatheredReads(NO_SQL);
    const results = await Promise.allSettled([gather(read, [1]), gather(read, [13])]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await gather(read, [1])).toEqual([2]);
  });

  it("are shared only where the read says so", () => {
    const { read } = doubling();
    expect(isGathered(read)).toBe(false);
    expect(isGathered(gatheredRead(read))).toBe(true);
  });
});
