import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { LEARNED_WEIGHTS } from "../linking/learned-weights.js";
import { linkCall } from "../linking/link-call.js";
import { adapted } from "../linking/weights.js";
import { packageRoot } from "../package-root.js";
import { crossAdapt, learnAdaptation, readOwnCalls } from "./adapt-weights.js";
import { judgeCase } from "./judge-case.js";
import { type LinkingCase, readLinkingCases } from "./linking-cases.js";
import { type Answer, scoreLinking } from "./score-linking.js";

const KEPT_BACK = "src/linking/cases-kept-back";
const read = (file: string): LinkingCase[] =>
  readLinkingCases(readFileSync(join(packageRoot, KEPT_BACK, file), "utf8"), "US");

/** A call of somebody who has two bookings, told apart by their number of guests alone. */
const line = (n: number, words: string, truth: string | null): string =>
  JSON.stringify({
    id: `call-${n}`,
    call: {
      startedAt: "2026-05-01T19:00:00Z",
      timezone: "America/Los_Angeles",
      direction: "INBOUND",
      fromPhone: "+12025550101",
      toPhone: "+12135550199",
      transcript: words,
    },
    customers: [{ id: "ann", name: "Ann Lee", phone: "+12025550101" }],
    bookings: [
      { id: "small", guestCount: 12, eventAt: "2026-05-23T01:00:00Z" },
      { id: "large", guestCount: 30, eventAt: "2026-05-30T01:00:00Z" },
    ].map((booking) => ({ ...booking, customerId: "ann", status: "CONFIRMED", title: null, notes: null })),
    truth: { customerId: "ann", bookingId: truth },
    meta: { dialogueId: `talk-${n}` },
  });
const businessOf = (truth: string | null): LinkingCase[] =>
  readLinkingCases(
    Array.from({ length: 30 }, (_, n) =>
      line(n, "Customer: Hi, it's about the one for thirty people.\nAgent: Sure, what about it?", truth),
    ).join("\n"),
    "US",
  );

describe("what a business's own decisions teach", () => {
  it("is nothing where nothing was decided", () => {
    expect(learnAdaptation(readOwnCalls([], LEARNED_WEIGHTS))).toEqual({ calls: 0, talk: {} });
  });

  it("moves what its people decided towards what they said, and little by one decision", () => {
    const chanceOf = (id: string, cases: LinkingCase[]): number => {
      const adaptation = learnAdaptation(readOwnCalls(cases, LEARNED_WEIGHTS));
      const [{ input }] = businessOf(null) as [LinkingCase];
      const judged = linkCall({ ...input, business: { ...input.business, adaptation } });
      return judged.candidates.find((one) => one.id === id)?.probability ?? 0;
    };
    const builtIn = chanceOf("large", []);
    expect(chanceOf("large", businessOf("large"))).toBeGreaterThan(builtIn);
    const [one] = businessOf("small") as [LinkingCase];
    const [afterOne, afterAll] = [chanceOf("large", [one]), chanceOf("large", businessOf("small"))];
    expect(afterOne).toBeLessThan(builtIn);
    expect(afterAll).toBeLessThan(afterOne);
    // What fits speaks for a booking, whatever so many decisions say.
    const { talk } = adapted(LEARNED_WEIGHTS, learnAdaptation(readOwnCalls(businessOf("small"), LEARNED_WEIGHTS)));
    const fits = Object.entries(talk).filter(([name]) => name.startsWith("guests_said") && !name.endsWith("@shared"));
    expect(fits.length).toBeGreaterThan(1);
    for (const [, bits] of fits) expect(bits).toBeGreaterThanOrEqual(0);
  });

  it("is added to the built-in weights, in the evidence, too", () => {
    const [{ input }] = businessOf(null) as [LinkingCase];
    const evidenceOf = (talk: Record<string, number>) =>
      linkCall({ ...input, business: { ...input.business, adaptation: { calls: 1, talk } } }).candidates.find(
        ({ id }) => id === "large",
      )?.evidence ?? [];
    const [telling] = evidenceOf({});
    const { signal = "", weight = 0 } = telling ?? {};
    expect(weight).not.toBe(0);
    const after = evidenceOf({ [signal]: 1, [`${signal}@existing`]: 1, of_another_version: 5 });
    expect(after.find((one) => one.signal === signal)?.weight).toBeCloseTo(weight + 1, 2);
  });

  it("adds in a mode of call to what a signal weighs in any, where the built-in weights do not tell it apart", () => {
    const weights = { ...LEARNED_WEIGHTS, talk: { day_said: 2 } };
    const talk = { "day_said@existing": 0.5, "day_said@shared": -0.25, new_one: 1 };
    expect(adapted(weights, { calls: 1, talk }).talk).toEqual({
      day_said: 2,
      "day_said@existing": 2.5,
      "day_said@shared": -0.25,
      new_one: 1,
    });
  });

  it("is measured on calls of other talks than it was learned from", () => {
    const cases = businessOf("small");
    const ofOneTalk = cases.map((item) => ({ ...item, group: "one talk" }));
    const chances = (answers: readonly Answer[]): number[] =>
      answers.map(({ judgement }) => judgement.bookingConfidence);
    const builtIn = chances(cases.map((item) => judgeCase(item, LEARNED_WEIGHTS)));
    expect(chances(crossAdapt(readOwnCalls(ofOneTalk, LEARNED_WEIGHTS)))).toEqual(builtIn);
    expect(chances(crossAdapt(readOwnCalls(cases, LEARNED_WEIGHTS)))).not.toEqual(builtIn);
  });

  it("is the same for the same calls, and leaves calls of makes that nobody reads about as well linked", () => {
    const files = readdirSync(join(packageRoot, KEPT_BACK)).map(read);
    const own = files.map((cases) => readOwnCalls(cases, LEARNED_WEIGHTS));
    const [first] = own;
    expect(first && learnAdaptation(first)).toEqual(first && learnAdaptation(first));
    const after = scoreLinking(own.flatMap(crossAdapt)).booking;
    const before = scoreLinking(files.flat().map((item) => judgeCase(item, LEARNED_WEIGHTS))).booking;
    expect(after.accuracy).toBeGreaterThan((before.accuracy ?? 1) - 0.01);
    expect(after.falseLinks).toBeLessThanOrEqual(before.falseLinks + 1);
  });
});
