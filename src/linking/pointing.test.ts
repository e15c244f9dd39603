import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import type { BookingFacts } from "./facts.js";
import { readCall } from "./options.js";

/** At 18:00 of Friday 22, Saturday 23 and Sunday 31 May 2026 in Los Angeles, for 8, 20 and 12. */
const BOOKINGS: readonly BookingFacts[] = [
  { ...lessonOf("sunday", "2026-06-01T01:00:00Z"), guestCount: 12 },
  lessonOf("friday", "2026-05-23T01:00:00Z"),
  { ...lessonOf("saturday", "2026-05-24T01:00:00Z"), guestCount: 20 },
];

const pointedAt = (lines: readonly string[], bookings = BOOKINGS): string[] =>
  readCall(toldCall(lines, bookings)).options.flatMap(({ reading, signals }) =>
    reading !== null && signals.some(({ name }) => name === "pointed_at") ? [reading.booking.id] : [],
  );

describe("readPointings", () => {
  it.each([
    ["It's about the second one.", "saturday"],
    ["It's for the third of our lessons.", "sunday"],
    ["Can you bring chairs to the bigger one?", "saturday"],
    ["The small group, can they park?", "friday"],
    ["I need to move the middle one.", "saturday"],
    ["It's the later one I'm asking about.", "sunday"],
    ["Is there coffee the night before?", "friday"],
    ["And can we stay until the next morning?", "saturday"],
  ])("hears which booking %j picks", (line, expected) => {
    expect(pointedAt([`C: Hi, we have three with you. ${line}`, "A: Sure."])).toEqual([expected]);
  });

  it.each([
    [["A: You've paid for Friday the 22nd. This is about the other one.", "C: Oh."], ["saturday"]],
    [["C: It's not for Saturday the 23rd.", "A: Your other one, then?", "C: Yes."], ["friday"]],
    [["C: Friday the 22nd is when they sing one song, and the encore is the other one.", "A: Fine."], []],
    [["C: It's about the other one.", "A: Which?"], []],
  ])("takes the other of two for the one not named just before in %j", (lines, expected) => {
    expect(pointedAt(["C: Hi, we have two with you.", ...lines], BOOKINGS.slice(1))).toEqual(expected);
    expect(pointedAt(["C: Hi, we have three with you.", ...lines], BOOKINGS)).toEqual([]);
  });

  it.each([
    "My second question is about parking.",
    "The first thing is the food.",
    "It's the big day!",
    "We'd like the smaller portions.",
    "That was the night before last.",
  ])("hears no booking picked in %j", (line) => {
    expect(pointedAt([`C: Hi. ${line}`, "A: Sure."], BOOKINGS.slice(0, 2))).toEqual([]);
  });

  /** At 18:00 of Saturday 9 and Sunday 10 May, days before the call. */
  const GONE = [lessonOf("first", "2026-05-10T01:00:00Z"), lessonOf("second", "2026-05-11T01:00:00Z")];

  it.each([
    ["We were out with you over the weekend, twice. I lost my hat the first time.", ["first"]],
    ["I left my ring with you. It was the second time.", ["second"]],
    ["It's my first time calling, we were there over the weekend.", []],
  ])("hears which of those gone by %j picks", (line, expected) => {
    expect(pointedAt([`C: Hi, it's Ada. ${line}`, "A: Oh, okay."], GONE)).toEqual(expected);
  });

  it("picks none by size where two are as large, nor of one alone", () => {
    const alike = BOOKINGS.map((booking) => ({ ...booking, guestCount: 8 }));
    expect(pointedAt(["C: It's about the bigger one.", "A: Okay."], alike)).toEqual([]);
    expect(pointedAt(["C: It's about the first one.", "A: Okay."], BOOKINGS.slice(0, 1))).toEqual([]);
  });
});
