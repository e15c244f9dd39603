import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import type { BookingFacts } from "./facts.js";
import { readCall } from "./options.js";

/** At 14:00 and at 18:00 of Friday 22 May, at 14:00 of Sunday 24 May 2026 in Los Angeles. */
const FRIDAY: BookingFacts = { ...lessonOf("friday", "2026-05-22T21:00:00Z"), title: "Table at Marlow's" };
const EVENING: BookingFacts = { ...lessonOf("evening", "2026-05-23T01:00:00Z"), title: "Table at Marlow's" };
const SUNDAY: BookingFacts = { ...lessonOf("sunday", "2026-05-24T21:00:00Z"), title: "Table at The Wharf" };

const signalsOf = (id: string, lines: readonly string[], bookings: readonly BookingFacts[]): string[] =>
  readCall(toldCall(lines, bookings)).options.flatMap(({ reading, signals }) =>
    reading?.booking.id === id ? signals.map(({ name }) => name) : [],
  );

const WISH = "C: Hi, I'd like to book a table at Marlow's for Friday the 22nd at two, for eight people.";

describe("a booking that was made in the call", () => {
  it.each([
    ["A: Your table is booked."],
    ["A: You're all set for two o'clock. Is there anything else?"],
    ["A: Reservation made. Anything else I can help with?"],
    ["A: Sure, I'll go ahead and make that booking."],
    ["A: Confirmed."],
    ["A: The third of June at one for six. Booked."],
    ["A: Okay. You're in."],
    ["A: It went through."],
    ["A: Okay, done, two o'clock."],
    ["A: Great. Ordered."],
    ["A: Your tickets have been bought."],
    ["A: The reservation was a success."],
    ["A: You're all booked in for Friday."],
    ["A: All booked for you. It's at the pier."],
    ["A: Okay, I'll put you down for Friday."],
    ["A: Sure, adding the table to the list."],
    ["A: Paid and confirmed, it's in your inbox."],
  ])("is known by %j", (line) => {
    expect(readCall(toldCall([WISH, line], [])).talk?.purpose.isClosed).toBe(true);
  });

  it.each([
    ["A: Are you all set for two o'clock?"],
    ["A: Two is free. Would you like me to book it?"],
    ["A: We are all booked on Friday."],
    ["A: In June we mostly get booked."],
    ["A: We'd put them in the garage."],
  ])("is not known by %j", (line) => {
    expect(readCall(toldCall([WISH, line], [])).talk?.purpose.isClosed).toBe(false);
  });

  it.each([
    [WISH, ["evening"]],
    [
      "C: Hi, I'd like to book a table at Marlow's for Friday the 22nd at noon, for twelve people.",
      ["friday", "evening"],
    ],
    ["C: Hi, I'd like to book a table for Friday the 22nd.", []],
  ])("is told by what was agreed from what is otherwise: %j", (line, expected) => {
    const evening = { ...EVENING, guestCount: 3 };
    const told = [line, "A: Great, that's confirmed.", "C: Thanks."];
    const found = ["friday", "evening"].filter((id) =>
      signalsOf(id, told, [FRIDAY, evening]).includes("made_otherwise"),
    );
    expect(found).toEqual(expected);
  });

  it("is another where it is for another day, whatever else is alike", () => {
    const told = [WISH, "A: Great, that's confirmed, Friday the 22nd at two.", "C: Thanks."];
    const sunday = { ...SUNDAY, title: FRIDAY.title };
    expect(signalsOf("sunday", told, [FRIDAY, sunday])).toContain("made_otherwise");
    expect(signalsOf("friday", told, [FRIDAY, sunday])).not.toContain("made_otherwise");
  });

  it("is the one that was entered in the call, however it was heard", () => {
    const entered = { ...EVENING, createdAt: new Date("2026-05-13T17:05:00Z") };
    expect(signalsOf("evening", [WISH, "A: Great, that's confirmed."], [FRIDAY, entered])).not.toContain(
      "made_otherwise",
    );
  });

  it("says nothing against another before anything was agreed", () => {
    expect(signalsOf("evening", [WISH, "A: Let me look."], [FRIDAY, EVENING])).not.toContain("made_otherwise");
  });

  it("is not the only open one's any less for its being the only one", () => {
    const gone = lessonOf("gone", "2026-05-02T21:00:00Z");
    expect(signalsOf("friday", [WISH, "A: That's confirmed."], [FRIDAY, gone])).not.toContain("only_open");
    expect(signalsOf("friday", [WISH, "A: Let me look."], [FRIDAY, gone])).toContain("only_open");
  });

  it("is not what all fits where another was named when it was closed", () => {
    const twin = { ...FRIDAY, id: "twin", title: "Table at The Wharf" };
    const told = [
      WISH,
      "A: Marlow's is too small for eight. There is a table at The Wharf on Friday the 22nd at two.",
      "C: Fine.",
      "A: Great, your table at The Wharf is booked for you, Friday the 22nd at two.",
    ];
    expect(signalsOf("twin", told, [FRIDAY, twin])).toEqual(expect.arrayContaining(["fits_thrice", "title_said"]));
    expect(signalsOf("friday", told, [FRIDAY, twin])).not.toContain("fits_thrice");
  });
});

describe("what is said while a booking is made", () => {
  it.each([
    ["C: Friday the 22nd at two is good."],
    ["C: Two on Friday the 22nd is perfect."],
    ["C: Friday the 22nd is okay."],
  ])("takes %j for taken, not for left alone", (line) => {
    const told = ["C: Hi, I'd like to book a table at Marlow's.", "A: For when?", line, "A: Booked.", "C: Thanks."];
    expect(signalsOf("friday", told, [FRIDAY, SUNDAY])).not.toContain("day_aside");
    expect(signalsOf("friday", told, [FRIDAY, SUNDAY])).toContain("exact_date");
  });

  it("leaves a time with the day that it was said of", () => {
    const told = [
      "C: Hi, I'd like to book a table at Marlow's for Sunday the 24th at two.",
      "A: That is not available.",
      "C: How about Friday the 22nd at six?",
      "A: That works. Your table is booked.",
    ];
    expect(signalsOf("friday", told, [FRIDAY, EVENING])).not.toContain("clock_said");
    expect(signalsOf("evening", told, [FRIDAY, EVENING])).toContain("clock_said");
  });

  it("takes a wish for given up where something else was offered and taken", () => {
    const told = (answer: string): string[] => [
      "C: Hi, I'd like to book a table at Marlow's for Friday the 22nd at six.",
      "A: I have 2:00 or 2:30.",
      answer,
      "A: Booked.",
    ];
    for (const answer of ["C: Two's fine.", "C: Okay, two."]) {
      expect(signalsOf("evening", told(answer), [FRIDAY, EVENING])).not.toContain("clock_said");
      expect(signalsOf("friday", told(answer), [FRIDAY, EVENING])).toContain("clock_said");
    }
    expect(signalsOf("evening", told("C: Could we stay with six?"), [FRIDAY, EVENING])).toContain("clock_said");
  });

  it.each([
    ["C: The earlier one, please.", ["friday"]],
    ["C: We'd take the later slot.", ["evening"]],
    ["C: Whichever.", ["friday", "evening"]],
  ])("takes of the times offered the one picked by %j", (answer, expected) => {
    const told = [
      "C: Hi, I'd like to book a table at Marlow's for Friday the 22nd.",
      "A: I have a two and a six o'clock. For how many?",
      "C: Eight of us.",
      "A: And which will it be?",
      answer,
      "A: Booked.",
    ];
    const found = ["friday", "evening"].filter((id) => signalsOf(id, told, [FRIDAY, EVENING]).includes("clock_said"));
    expect(found).toEqual(expected);
  });

  it("takes a time for turned down where a later one was asked for", () => {
    const told = [
      "C: Hi, I'd like to book a table at Marlow's for Friday the 22nd.",
      "A: There is a table at two.",
      "C: Is there anything later than that?",
      "A: Six.",
      "C: Six is better.",
    ];
    expect(signalsOf("friday", told, [FRIDAY, EVENING])).not.toContain("clock_said");
    expect(signalsOf("evening", told, [FRIDAY, EVENING])).toContain("clock_said");
  });

  it("takes a day said again late for the one named, months ahead", () => {
    const august = { ...FRIDAY, id: "august", eventAt: new Date("2026-08-22T21:00:00Z") };
    const told = [
      "C: I'd like to book a table at Marlow's for August 22nd.",
      ...Array.from({ length: 4 }, () => ["A: Would you like to sit by the window?", "C: We would."]).flat(),
      "A: Then the 22nd is yours.",
    ];
    expect(signalsOf("august", told, [FRIDAY, august])).toContain("day_last");
    expect(signalsOf("friday", told, [FRIDAY, august])).not.toContain("day_last");
  });

  it("takes the day that follows one turned down", () => {
    const told = ["C: I'd like to book a table at Marlow's.", "A: Sunday the 24th or Friday the 22nd?"];
    const answer = "C: sunday's no good friday";
    expect(signalsOf("friday", [...told, answer, "A: Booked."], [FRIDAY, SUNDAY])).toContain("exact_date");
    expect(signalsOf("sunday", [...told, answer, "A: Booked."], [FRIDAY, SUNDAY])).toContain("day_rejected");
  });

  it.each([
    ["C: For Friday the 22nd. No, she's away then, I need a different day.", "day_rejected"],
    ["C: For Friday the 22nd, but he works on Fridays, so another day.", "day_rejected"],
    ["C: For Friday the 22nd. Or another day.", "exact_date"],
  ])("takes in %j the day for %s", (line, expected) => {
    const told = ["C: Hi, I'd like to book a table.", "A: When?", line, "A: How about Sunday the 24th?", "C: Good."];
    expect(signalsOf("friday", told, [FRIDAY, SUNDAY])).toContain(expected);
  });

  it("keeps the time where only the day is changed", () => {
    const told = [
      "C: Hi, I'd like to book a table at Marlow's for Sunday the 24th at two.",
      "A: That is not available.",
      "C: How about Friday the 22nd?",
      "A: That works. Your table is booked.",
    ];
    expect(signalsOf("friday", told, [FRIDAY, EVENING])).toContain("clock_said");
  });

  it("takes the old day for given up where it is named as the reason", () => {
    const told = [
      "C: Hi, I'd like to book a table for Friday the 22nd at two.",
      "A: Under which name?",
      "C: Quill. Can we change it to Sunday the 24th? I have a wedding on Friday the 22nd.",
      "A: Sure. Booked.",
    ];
    expect(signalsOf("friday", told, [FRIDAY, SUNDAY])).toContain("day_rejected");
    expect(signalsOf("sunday", told, [FRIDAY, SUNDAY])).toContain("day_last");
  });

  it.each([
    ["C: At 7:30 pm on Friday the 22nd, for 8.", "guests_said"],
    ["C: For 8 on Friday the 22nd at 7:30 pm.", "guests_said"],
  ])("hears people beside a time in %j", (line, name) => {
    const told = ["C: Hi, I'd like to book a table at Marlow's.", "A: When?", line, "A: Booked."];
    expect(signalsOf("friday", told, [FRIDAY])).toContain(name);
  });

  it("hears no numbered street in a time", () => {
    const told = ["C: Hi, I'd like to book a table for Friday the 22nd at five.", "A: Booked."];
    const there = { ...FRIDAY, venue: "26 5th Street" };
    expect(signalsOf("friday", told, [there, SUNDAY])).not.toContain("place_said");
  });
});

it.each([
  ["C: No nuts, no. Thank you.", true],
  ["C: No dogs thank you", true],
  ["C: No, Sundays don't work for us.", false],
  ["C: No this won't do.", false],
])("takes %j for what is not needed, not for a correction: %s", (line, expected) => {
  const lines = [WISH, "A: For eight, and we have nuts.", line, "A: And I see you here on Sunday the 24th."];
  const [day] = readCall(toldCall(lines, [FRIDAY])).talk?.days ?? [];
  expect(day?.stance).toBe(expected ? "live" : "rejected");
});

it.each([
  ["A: I've put it in the book.", true],
  ["C: I've got it here. I'll put it in the post.", false],
])("takes what is spoken of for settled by %j: %s", (line, expected) => {
  const lines = ["C: Hi, it's about the scarf from Friday the 22nd.", "A: Yes?", line, "A: Lovely."];
  expect(readCall(toldCall(lines, [FRIDAY])).talk?.days[0]?.confirmed).toBe(expected);
});
