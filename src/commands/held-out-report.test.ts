import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { judgeCase } from "../evaluate/judge-case.js";
import { readLinkingCases } from "../evaluate/linking-cases.js";
import { LEARNED_WEIGHTS } from "../linking/learned-weights.js";
import { heldOutReport } from "./held-out-report.js";

describe("what is told of makes left out", () => {
  const cases = readLinkingCases(
    readFileSync(join("src", "linking", "cases", "tables-calls.jsonl"), "utf8"),
    "US",
  ).slice(0, 4);
  const answers = cases.map((item) => judgeCase(item, LEARNED_WEIGHTS));
  const held = (byOthers: typeof answers) => ({ byOthers, byOthersAndOwn: answers });

  it("sums those that have a name, and tells what came true of what was promised", () => {
    const unlinked = answers.map((answer) => ({ ...answer, judgement: { ...answer.judgement, bookingId: null } }));
    const [, title, makes, customers, , , promised] = heldOutReport(
      new Map([
        ["", held(answers)],
        ["tables", held(answers)],
        ["rooms", held(unlinked)],
      ]),
    );
    expect(title).toMatch(/saw none/);
    const rows = (makes ?? "").split("\n").map((line) => line.split(/\s{2,}/));
    const withBooking = cases.filter(({ truth }) => truth?.bookingId != null).length;
    expect(rows.map(([make, calls]) => [make, calls])).toEqual([
      ["make", "calls"],
      ["(unnamed)", "4"],
      ["tables", "4"],
      ["rooms", "4"],
      ["all named", "8"],
    ]);
    expect(rows[3]?.[2]).toBe(`${(((4 - withBooking) / 4) * 100).toFixed(1)} %`);
    expect(rows[3]?.[3]).toBe("-");
    expect(customers).toMatch(/customers right 100\.00 %, at a coverage of 100\.00 %/);
    const tenths = (promised ?? "").split("\n").slice(1);
    expect(tenths.reduce((sum, line) => sum + Number(line.split(/\s{2,}/)[1]), 0)).toBe(8);
  });

  it("says nothing of a single make", () => {
    expect(heldOutReport(new Map())).toEqual([]);
  });
});
