import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import type { LinkJudgement } from "./facts.js";
import { readHeard, silenced } from "./hardly-heard.js";
import { linkCall } from "./link-call.js";

/** Two hours after the call: without words that is the likeliest booking, and not sure. */
const SOON = lessonOf("soon", "2026-05-13T19:00:00Z");

const judge = (...lines: string[]): LinkJudgement => linkCall(toldCall(lines, [SOON]));

describe("a call of which hardly anything was understood", () => {
  it.each([
    ["another language", ["C: Dzień dobry, dzwonię w sprawie rachunku za zeszły miesiąc.", "A: Sorry, English?"]],
    [
      "another language on both sides",
      ["C: Guten Morgen, haben Sie noch Termine frei?", "A: Leider nicht, tut mir leid."],
    ],
    ["another script", ["C: Здравствуйте, вы говорите по-русски?", "A: Hello? Hello?"]],
    ["noise", ["C: mrr tsk vroo", "A: [inaudible]", "C: krr shh [music]"]],
    ["a word", ["C: Yes."]],
    ["nothing", ["C: ", "A:  "]],
  ])("is judged by its time alone: %s", (_, lines) => {
    const { status, bookingConfidence, explanation, topics, intent } = judge(...lines);
    const silent = linkCall(silenced(toldCall(lines, [SOON])));
    expect({ status, bookingConfidence }).toEqual({
      status: silent.status,
      bookingConfidence: silent.bookingConfidence,
    });
    expect(status).toBe("NEEDS_REVIEW");
    expect(explanation).toContain("as hardly anything of what was said could be understood; listening to it would");
    expect([topics, intent]).toEqual([[], "other"]);
  });

  it.each([
    ["a short question", ["C: Hi, are you on your way?", "A: Yes, ten minutes."]],
    ["few words with a day among them", ["C: Lesson Wednesday.", "A: Mhm."]],
    [
      "terse words of a trade",
      ["C: Hi, Anna here. Metronome broken, sonata postponed, bring spare strings please.", "A: Right, will do."],
    ],
  ])("is none where there is %s", (_, lines) => {
    expect(readHeard(toldCall(lines, [SOON])).talk).not.toBeNull();
  });

  it("says that there is no transcript where there is none", () => {
    expect(linkCall(silenced(toldCall([], [SOON])))).toMatchObject({
      intent: null,
      explanation: expect.stringContaining("as there is no transcript; a transcript would settle it"),
    });
  });
});
