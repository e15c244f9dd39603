import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { linkCall } from "./link-call.js";

/** At 18:00 of Friday 22 and Sunday 24 May 2026. */
const BOOKINGS = [lessonOf("friday", "2026-05-23T01:00:00Z"), lessonOf("sunday", "2026-05-25T01:00:00Z")];

const judge = (...lines: string[]) => linkCall(toldCall(lines, BOOKINGS));

const beliefOf = (judgement: ReturnType<typeof judge>) =>
  judgement.evidence.find(({ signal }) => signal === "calls_alike");

describe("belief", () => {
  it("says why a booking that fits is believed less where nothing was agreed on", () => {
    const judgement = judge(
      "C: Hi, we need to move our lesson.",
      "A: Which one?",
      "C: The one on Friday the 22nd.",
      "A: No problem, to which day?",
      "C: I'll call back.",
    );
    const found = beliefOf(judgement);
    expect(found?.weight).toBeLessThan(0);
    expect(found?.detail).toMatch(
      /^Of calls like this the best fit is about \d+ times in 100 right, less often than it seems: [^:]*\bnothing was (?:agreed on|decided)\b.*\.$/,
    );
  });

  it("is told of the best booking alone, once, and with what speaks for it where it is believed more", () => {
    const judgement = judge(
      "C: Hi, do you have Sunday the 24th at six, for eight?",
      "A: I do.",
      "C: I'll have to ask my wife first.",
      "A: No problem.",
    );
    const found = beliefOf(judgement);
    expect(found?.weight).toBeGreaterThan(0);
    expect(found?.detail).toContain(" right, more often than it seems: ");
    const told = judgement.candidates.flatMap(({ id, evidence }) =>
      evidence.filter(({ signal }) => signal === "calls_alike").map(() => id),
    );
    expect(told).toEqual(["sunday"]);
  });

  it("is not told of calls without words", () => {
    expect(beliefOf(judge())).toBeUndefined();
  });
});
