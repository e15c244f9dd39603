import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { readCall } from "./options.js";

/** Of Thursday 14 May 2026 at 9:00 and 15:00, and of Friday 22 May at 9:00. */
const BOOKINGS = [
  lessonOf("early", "2026-05-14T16:00:00Z"),
  lessonOf("late", "2026-05-14T22:00:00Z"),
  { ...lessonOf("friday", "2026-05-22T16:00:00Z"), guestCount: 5 },
];

const namedBy = (lines: readonly string[]): string[] =>
  readCall(toldCall(lines, BOOKINGS)).options.flatMap(({ reading, signals }) =>
    signals.some(({ name }) => name === "named") ? [reading?.booking.id ?? ""] : [],
  );

describe("toldWhich", () => {
  it.each([
    [["C: Hi, about tomorrow.", "A: You've two tomorrow, which one?", "C: The morning."], "early"],
    [["C: Hi, it's on our booking tomorrow.", "A: Which of them?", "C: The afternoon, please."], "late"],
    [["C: We need to change something.", "A: Which lesson is that?", "C: Next week's, for five."], "friday"],
    [["C: We need to change something.", "A: okay and which booking", "C: the one at three"], "late"],
  ])("hears in %j the booking that is meant", (lines, id) => {
    expect(namedBy(lines)).toEqual([id]);
  });

  it.each([
    [["C: Hi, about tomorrow.", "A: You've two tomorrow, which one?", "C: I don't know, either."]],
    [["C: Can we move it?", "A: Which works better, nine or three?", "C: Three."]],
    [["C: Which one is it tomorrow?", "A: The morning."]],
    [["C: Hi, about tomorrow.", "A: Which one?", "C: Both of them."]],
    [["C: Hi, about our lessons.", "A: Which one?", "C: The first one is fine, it's next Friday the 22nd."]],
  ])("hears none in %j", (lines) => {
    expect(namedBy(lines)).toEqual([]);
  });
});
