import { describe, expect, it } from "@jest/globals";
import type { Evidence, LinkJudgement } from "./facts.js";
import { respectNumberClass } from "./number-class.js";

const evidence = (signal: string, weight: number): Evidence => ({
  ...{ signal, weight, detail: "", phrase: null, speaker: null, offsetSeconds: null },
});
const judged = (...given: Evidence[]): LinkJudgement => ({
  ...{ status: "LINKED", reviewReason: null, customerId: "ann", customerConfidence: 0.97, bookingId: "dinner" },
  ...{
    bookingConfidence: 0.9,
    evidence: given,
    candidates: [],
    explanation: "It is Ann's number.",
    topics: [],
    intent: null,
  },
});
const NUMBER = evidence("phone_exact", 9);

describe("a number that several people call from", () => {
  it.each([
    ["SHARED", "Several people call from this number"],
    ["COMPANY_MAIN_LINE", "This number is a company's main line"],
  ] as const)("names nobody by itself where it is %s, says so, and is half sure at most", (kind, why) => {
    expect(respectNumberClass(judged(NUMBER), kind)).toMatchObject({
      explanation: `${why}, and nothing said tells who it was. A name, or a booking that is spoken of, would settle it.`,
      ...{ status: "NEEDS_REVIEW", reviewReason: "SHARED_NUMBER", customerId: null, bookingId: null },
      ...{ customerConfidence: 0.5, bookingConfidence: 0.5, evidence: [NUMBER] },
    });
  });

  it("leaves who was less sure than that as sure as they were", () => {
    const unsure = { ...judged(NUMBER), customerConfidence: 0.3, bookingConfidence: 0.1 };
    expect(respectNumberClass(unsure, "SHARED")).toMatchObject({ customerConfidence: 0.3, bookingConfidence: 0.1 });
  });

  it.each(["name_introduced", "name_full", "exact_date", "day_said", "guests_said"])(
    "names who is told by %s",
    (signal) => {
      const told = judged(NUMBER, evidence(signal, 2));
      expect(respectNumberClass(told, "SHARED")).toBe(told);
    },
  );

  it.each([
    ["name_full", -2],
    ["day_said", 0],
    ["only_one", 2],
    ["other_day_said", 2],
  ])("names nobody by %s of weight %d", (signal, weight) => {
    expect(respectNumberClass(judged(NUMBER, evidence(signal, weight)), "SHARED").customerId).toBeNull();
  });

  it("says nothing of a number of one person", () => {
    const own = judged(NUMBER);
    expect(respectNumberClass(own, "PERSONAL")).toBe(own);
  });
});
