import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { classChancesOf } from "./class-chances.js";
import type { BookingFacts, CallFacts } from "./facts.js";
import { type IntentWeights, intentOf, LEARNED_INTENTS, likeliestOf } from "./intent.js";
import type { Talk } from "./talk.js";
import { readTalk } from "./talk.js";

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [] };
const STARTED = new Date("2026-05-13T17:00:00Z");

function called(...lines: string[]): { call: CallFacts; talk: Talk } {
  const segments = lines.map((line) => ({
    speaker: line.startsWith("A: ") ? ("agent" as const) : ("customer" as const),
    text: line.slice(3),
    startSeconds: null,
    endSeconds: null,
  }));
  const call = {
    ...{ startedAt: STARTED, direction: "INBOUND" as const, fromPhone: null, toPhone: null },
    ...{ segments, insights: null },
  };
  return { call, talk: readTalk(call, BUSINESS, { names: new Set(), hadLately: true }) };
}

const booking = (eventAt: string): BookingFacts => ({
  ...{ id: "b", customerId: "c", eventAt: new Date(eventAt), guestCount: 20, status: "CONFIRMED" },
  ...{ title: null, venue: null, notes: null, createdAt: null },
});
const AHEAD = booking("2026-06-20T01:00:00Z");
const OVER = booking("2026-05-10T01:00:00Z");
const linked = (one: BookingFacts) => ({ booking: one, best: { booking: one, probability: 0.99 } });
const NONE = { booking: null, best: null };

const told = (found: typeof NONE | ReturnType<typeof linked>, ...lines: string[]): string => {
  const { call, talk } = called(...lines);
  return intentOf(call, talk, found);
};

describe("intentOf", () => {
  it.each<[string, typeof NONE | ReturnType<typeof linked>, string[]]>([
    [
      "cancellation",
      linked(AHEAD),
      ["C: Hi, I'm so sorry, we have to cancel the party in June.", "A: No problem, it's off."],
    ],
    [
      "change",
      linked(AHEAD),
      ["C: Hi, we have a party with you in June, can we add four more people?", "A: Sure, so twenty-four."],
    ],
    [
      "reschedule",
      linked(AHEAD),
      [
        "C: Hi, something came up, I need to reschedule our party.",
        "A: Sure, to which day?",
        "C: Could we do the Sunday instead?",
      ],
    ],
    [
      "feedback",
      linked(OVER),
      ["C: I just wanted to say thank you, it was wonderful, everybody loved it.", "A: Thank you!"],
    ],
    [
      "complaint",
      linked(OVER),
      ["C: I'm calling to complain about Saturday. The chef was two hours late and very rude.", "A: I'm so sorry."],
    ],
    [
      "quote",
      NONE,
      ["C: How much do you charge for thirty people?", "A: Sixty a head.", "C: Okay, let me think about it."],
    ],
    ["vendor", NONE, ["C: This is Tom from Pacific Produce Supply, is the owner in?"]],
    ["wrong_number", NONE, ["C: Is this the pharmacy?", "A: No.", "C: Sorry, wrong number."]],
  ])("tells %s", (intent, found, lines) => {
    expect(told(found, ...lines)).toBe(intent);
  });

  it("does not take a call about something ahead for feedback because of what is told in passing", () => {
    const lines = [
      "C: Hi, it's about the party. My husband's college friends found out and told the others, so there's four more.",
      "A: So twenty-four. I'll note that.",
    ];
    expect(["change", "enquiry"]).toContain(told(linked(AHEAD), ...lines));
  });

  it("goes by words side by side in their order, once however often they are said", () => {
    const sure = { "said: make + it": [0, 2.5, 0, 0, 0, 0, 0, 0] };
    const unsure = { "said: make + it": [0, 1.5, 0, 0, 0, 0, 0, 0] };
    const by = (weights: IntentWeights, line: string): string => {
      const { call, talk } = called(line);
      return intentOf(call, talk, NONE, weights);
    };
    expect(by(sure, "C: Could you make it the big room?")).toBe("change");
    expect(by(sure, "C: Does it make the big room?")).toBe("other");
    expect(by(sure, "A: Could we make it the big room?")).toBe("other");
    expect(by(unsure, "C: Make it the big room, make it the big one, make it big.")).toBe("other");
  });

  it("says nothing of a call that tells nothing", () => {
    expect(told(NONE, "C: Hello?", "A: Hello?")).toBe("other");
  });
});

describe("classChancesOf", () => {
  it("shares one among the intents, whatever the weights", () => {
    const features = fc.dictionary(
      fc.string().map((name) => `said: ${name}`),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const adds = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { maxLength: 10 });
    fc.assert(
      fc.property(
        features,
        fc.dictionary(
          fc.string().map((name) => `said: ${name}`),
          adds,
        ),
        (said, weights) => {
          const chances = classChancesOf(new Map(Object.entries(said)), weights, LEARNED_INTENTS.length);
          expect(chances).toHaveLength(LEARNED_INTENTS.length);
          expect(chances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
          expect(chances.every((one) => one >= 0)).toBe(true);
          expect(typeof likeliestOf(chances)).toBe("string");
        },
      ),
    );
  });
});
