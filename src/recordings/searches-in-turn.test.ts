import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { HEAVY_READS_AT_ONCE } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { searchesInTurn } from "./searches-in-turn.js";

describe("searchesInTurn", () => {
  it("asks all that searches ask, a few at once, whichever search they are of", async () => {
    let running = 0;
    let most = 0;
    const heavyRead: Sql = {
      async query<Row>(text: string) {
        running += 1;
        most = Math.max(most, running);
        await setImmediate();
        running -= 1;
        if (text === "fails") throw new Error("as the database tells it");
        return [text] as Row[];
      },
    };
    const asked = Array.from({ length: 40 }, (_, index) => (index % 10 === 0 ? "fails" : `statement ${index}`));
    const answers = await Promise.allSettled(asked.map((text) => searchesInTurn({ heavyRead }).query<string>(text)));
    expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value[0] : "fails"))).toEqual(asked);
    expect(most).toBe(HEAVY_READS_AT_ONCE);
  });
});
