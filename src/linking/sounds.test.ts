import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { readCall } from "./options.js";
import { isSound, withSounds } from "./sounds.js";

/** Gone by ten days before the call, and ten days ahead of it. */
const BOOKINGS = [lessonOf("gone", "2026-05-04T01:00:00Z"), lessonOf("ahead", "2026-05-24T01:00:00Z")];

const WEIGHTS = {
  "said: loved": [-1, 2, -1],
  "said: bring": [-1, -1, 2],
  "agent: sell": [2, -1, -1],
  "call: few turns": [0.5, 0, 0],
};

/** By option, what it sounds like in bits and words; of no booking by "none". */
const soundsOf = (...lines: string[]) => {
  const input = toldCall(lines, BOOKINGS);
  const { options } = withSounds(readCall(input), input.call, WEIGHTS);
  return Object.fromEntries(
    options.map(({ reading, signals }) => [reading?.booking.id ?? "none", signals.filter(isSound)]),
  );
};

describe("withSounds", () => {
  it.each([
    ["gone", "C: Hi, we loved it.", "A: Oh good."],
    ["ahead", "C: Hi, what should we bring?", "A: Nothing."],
    ["none", "C: Hello?", "A: We sell tile."],
  ])("hears a call about the one that is %s in its words", (id, ...lines) => {
    const heard = soundsOf(...lines);
    for (const [option, [signal]] of Object.entries(heard)) {
      expect(heard[option]).toHaveLength(1);
      expect(Math.sign(signal?.value ?? 0)).toBe(option === id ? 1 : -1);
      expect(signal?.detail).toMatch(option === id ? /^it sounds like a call about / : /^it does not sound like /);
    }
  });

  it("shares one among what a call may sound like, none of which is out of the question", () => {
    const heard = Object.values(soundsOf("C: Hi, we loved it, loved it, what did you bring?", "A: What we sell."));
    const shares = heard.map(([signal]) => Math.exp(signal?.value ?? 0) / 3);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(Math.min(...shares)).toBeGreaterThan(Math.exp(-4));
  });

  it("says nothing of a call without words", () => {
    const input = toldCall([], BOOKINGS);
    const silent = { ...input, call: { ...input.call, segments: null } };
    const reading = readCall(silent);
    expect(withSounds(reading, silent.call, WEIGHTS)).toBe(reading);
  });
});
