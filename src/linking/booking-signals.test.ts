import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import type { BookingFacts } from "./facts.js";
import { readCall } from "./options.js";

/** At 18:00 of Friday 22 and Friday 29 May 2026 in Los Angeles, and gone by on Sunday 10 May. */
const NEXT = lessonOf("next", "2026-05-23T01:00:00Z");
const LATER = lessonOf("later", "2026-05-30T01:00:00Z");
const GONE = lessonOf("gone", "2026-05-11T01:00:00Z");

const having = (name: string, lines: readonly string[], bookings: readonly BookingFacts[]): string[] =>
  readCall(toldCall(lines, bookings)).options.flatMap(({ reading, signals }) =>
    reading !== null && signals.some((signal) => signal.name === name) ? [reading.booking.id] : [],
  );

describe("a number said without a word for what it counts", () => {
  const bookings = [
    { ...NEXT, guestCount: 18 },
    { ...LATER, guestCount: 30 },
  ];

  it.each([
    ["C: Our lesson, it was eighteen and now it's twenty-four.", ["next"]],
    ["C: Our lesson, can we be done in thirty minutes?", []],
    ["C: Our lesson, that's thirty guests.", []],
    ["C: Our lesson is at 30 West Street.", []],
    ["C: Our lesson is at thirty Bluegrass Close now.", []],
    ["C: Our lesson, call it thirty. We close the street.", ["later"]],
  ])("tells in %j which booking is meant", (line, expected) => {
    expect(having("guests_bare", [line, "A: Okay."], bookings)).toEqual(expected);
  });

  it("is of people where it is said to change by more than hours could", () => {
    expect(having("guests_said", ["C: Our lesson goes from thirty to forty.", "A: Okay."], bookings)).toEqual([
      "later",
    ]);
  });

  it("speaks for nothing against what it is to change", () => {
    const said = (line: string): string[] => having("guests_conflict", [line, "A: Sure, updated."], bookings);
    expect(said("C: Our lesson on the 20th, we're twenty.")).toEqual(["next", "later"]);
    expect(said("C: Our lesson on the 20th, we're twenty now.")).toEqual([]);
    expect(said("C: About our lesson: there'll be twenty of us, not eighteen.")).toEqual(["later"]);
  });

  it("tells nothing of two for as many, nor beside a number of people of what is being booked", () => {
    const alike = bookings.map((booking) => ({ ...booking, guestCount: 18 }));
    expect(having("guests_bare", ["C: Our lesson, it was eighteen.", "A: Okay."], alike)).toEqual([]);
    const made = ["C: I'd like to book a table for seven people. Could it be eighteen past six?", "A: Sure."];
    expect(having("guests_bare", made, bookings)).toEqual([]);
  });
});

it("takes no number for the caller's that the agent adds near the end of another", () => {
  const lines = ["C: Hi, it's about our lesson.", "A: Yes?", "C: Could it be outside?", "A: It could.", "C: Good."];
  const bookings = [
    { ...NEXT, guestCount: 18 },
    { ...LATER, guestCount: 30 },
  ];
  expect(having("guests_bare", [...lines, "A: And you're in again after that, the thirty."], bookings)).toEqual([]);
  expect(having("guests_bare", [...lines, "C: And the other is still the thirty."], bookings)).toEqual([]);
  expect(having("guests_bare", [...lines, "A: That's the thirty."], bookings)).toEqual(["later"]);
});

it("takes what the business finds unchanged for said in passing, with the day between", () => {
  const bookings = [
    { ...NEXT, title: "Regatta" },
    { ...LATER, title: "Potluck" },
  ];
  const before = ["A: Hello.", "C: The regatta, there's ten of us."];
  const lines = [...before, "A: Ten. The potluck on the 29th is still for nine?", "C: Yes."];
  expect(having("title_aside", lines, bookings)).toEqual(["later"]);
});

it("knows a numbered place by its number with its word, and not by the number alone", () => {
  const bookings = [
    { ...NEXT, venue: "Cabin 2" },
    { ...LATER, venue: "Cabin 4" },
  ];
  expect(having("place_said", ["C: Our lesson, could two more come along?", "A: Sure."], bookings)).toEqual([]);
  expect(having("place_said", ["C: Our lesson in cabin two, could more come?", "A: Sure."], bookings)).toEqual([
    "next",
  ]);
});

it("takes the name that a business picks up with for no place of a booking", () => {
  const bookings = [
    { ...NEXT, venue: "Harbour loft" },
    { ...LATER, venue: "Garden" },
  ];
  const lines = ["A: Harbour Crafts.", "C: Hi, it's about our lesson.", "A: Which?"];
  for (const name of ["place_said", "word_said", "dwelt"]) expect(having(name, lines, bookings)).toEqual([]);
  expect(having("place_said", ["A: Hello.", "C: It's about the one in the harbour loft."], bookings)).toEqual(["next"]);
});

it("takes a question for what else is allowed for none that the booking is fine", () => {
  const bookings = [
    { ...NEXT, title: "Regatta" },
    { ...LATER, title: "Potluck" },
  ];
  expect(having("title_aside", ["C: Hi, the regatta, are cameras okay?", "A: Sure."], bookings)).toEqual([]);
  expect(having("day_aside", ["C: We'll be early on the 22nd, is that all right?", "A: Yes."], bookings)).toEqual([]);
  expect(
    having("set_apart", ["C: The regatta is all fine. The potluck, though, it's wet.", "A: Yes?"], bookings),
  ).toEqual(["next"]);
});

it("takes what the business rings up for not for said in passing, though it says that it is done", () => {
  const bookings = [
    { ...NEXT, title: "Portrait" },
    { ...LATER, title: "Mural" },
  ];
  const lines = ["A: Hello Ada, your portrait is all done and can be seen.", "C: And the mural?", "A: Not yet."];
  expect(having("title_aside", lines, bookings)).toEqual([]);
});

it.each(["C: Our lesson, it's ten people now, not eight.", "C: Our lesson is for ten people instead of eight."])(
  "tells in %j what is booked by what it shall no longer be",
  (line) => {
    expect(having("guests_said", [line, "A: Okay."], [NEXT])).toEqual(["next"]);
  },
);

describe("the only booking still to come", () => {
  const asked = ["C: Hi, it's about our lesson. What should we bring?", "A: Just yourselves."];
  it.each([
    ["of somebody who has no other", [NEXT], ["next"], []],
    ["of somebody who had one long ago", [NEXT, { ...GONE, eventAt: new Date("2026-01-11T01:00:00Z") }], ["next"], []],
    ["of somebody who had one lately", [NEXT, GONE], [], ["next"]],
    ["of somebody who has another", [NEXT, LATER], [], []],
  ] as const)("is told, %s", (_, bookings, onlyOne, onlyOpen) => {
    expect(having("only_one_fits", asked, bookings)).toEqual(onlyOne);
    expect(having("only_open", asked, bookings)).toEqual(onlyOpen);
  });

  it("fits only where nothing that was said speaks against it", () => {
    const other = ["C: Hi, it's about our lesson on the thirtieth.", "A: Yes?"];
    expect(having("only_one", other, [NEXT])).toEqual(["next"]);
    expect(having("only_one_fits", other, [NEXT])).toEqual([]);
  });
});

it.each([
  ["C: Our lesson is this Friday, can we be ten?", ["later"]],
  ["C: Our lesson, I'll pay for it this afternoon.", []],
])("tells in %j which booking is of another day", (line, expected) => {
  const friday = { ...NEXT, eventAt: new Date("2026-05-16T01:00:00Z"), id: "friday" };
  expect(
    having("day_conflict", [line, "A: Okay."], [friday, { ...LATER, eventAt: new Date("2026-05-17T01:00:00Z") }]),
  ).toEqual(expected);
});

describe("places", () => {
  const at = (places: readonly (string | null)[]): BookingFacts[] =>
    [NEXT, LATER].map((booking, i) => ({ ...booking, venue: places[i] ?? null }));
  const lines = ["C: Hi, it's about our lesson at the golf club, in the pavilion.", "A: Yes."];

  it.each([
    [["Hillside golf club", "Hillside golf club pavilion"], ["later"]],
    [["Golf club, lawn", "Golf club, pavilion"], ["later"]],
    [["Golf club", "Town hall"], ["next"]],
    [
      ["Golf club", "Golf club"],
      ["next", "later"],
    ],
    [["Golf club", null], ["next"]],
  ])("are told by what not all of %j have", (places, expected) => {
    expect(having("place_said", lines, at(places))).toEqual(expected);
  });
});

describe("days of errands", () => {
  it.each([
    ["C: It's about our lesson, I wired the deposit on Monday.", false],
    ["C: It's about our lesson, my husband called on Monday.", false],
    ["A: It's about your lesson, the deposit came through on Monday.", false],
    ["A: It's about your lesson, we came in on Monday.", true],
    ["C: It's about our lesson, I've already sent it Monday.", false],
    ["C: It's about our lesson. I gave you a check in February.", false],
    ["C: It's about our lesson in February.", true],
    ["C: It's about our lesson. The dog had a bath yesterday.", false],
    ["C: I'd like to book a lesson. The dog had a bath yesterday.", false],
    ["C: It's about our lesson on Monday.", true],
    ["C: It's about our lesson. I told you. It's Monday.", true],
  ])("in %j speak against another day: %s", (line, expected) => {
    expect(having("day_conflict", [line, "A: Okay."], [NEXT]).length > 0).toBe(expected);
  });

  it.each([
    ["C: It's about our lesson. I wired it on Friday.", []],
    ["C: It's about our lesson. My husband rang you on the 22nd.", []],
    ["C: It's about our lesson. I'll post the form on Friday.", []],
    ["C: It's about our lesson. She needs the form by Friday.", []],
    ["C: It's about our lesson. You paid the first half on Friday.", []],
    ["C: It's about our lesson. I'll be there on Friday.", ["next"]],
    ["C: It's about our lesson. I've called about Friday the 22nd.", ["next"]],
    ["C: It's about our lesson. We booked it for Friday the 22nd.", ["next"]],
  ])("in %j speak for a booking on that day: %j", (line, expected) => {
    const today = { ...NEXT, eventAt: new Date("2026-05-16T01:00:00Z") };
    expect(having("exact_date", [line, "A: Okay."], line.includes("22nd") ? [NEXT] : [today])).toEqual(expected);
  });
});

it.each([
  ["C: Hi, it's about our lesson. It was eight, and now there's twelve people.", false],
  ["C: Hi, it's about our lesson. There's twelve people.", true],
  ["C: Hi, it's about our lesson. There's twelve people, and eight in the car.", true],
])("takes a number that %j puts in another's place for what it was: %s", (line, expected) => {
  expect(having("guests_conflict", [line, "A: Okay."], [NEXT]).length > 0).toBe(expected);
});

it("takes a bare number for a time after one at which something ends", () => {
  expect(having("clock_said", ["C: School ends at four, is six still okay?", "A: It is."], [NEXT])).toEqual(["next"]);
});

describe("what is said beside a booking", () => {
  it.each([
    ["C: It's about our lesson. They'll be there at three.", "clock_conflict", []],
    ["C: It's about our lesson. The chairs come between noon and four.", "clock_conflict", []],
    ["C: It's about our lesson. We begin at three.", "clock_conflict", ["next"]],
    ["C: It's about our lesson. We're all up at three with the baby.", "clock_conflict", []],
    ["C: Thank you for having us, we loved it. I'm in town with your scarf next Friday.", "day_conflict", []],
    ["C: Thank you for having us, we loved it. It was the second, wasn't it?", "day_conflict", ["gone"]],
  ])("in %j speaks as %s against %j", (line, signal, expected) => {
    const bookings = signal === "day_conflict" ? [GONE] : [NEXT];
    expect(having(signal, [line, "A: Okay."], bookings)).toEqual(expected);
  });
});

describe("what was over", () => {
  it.each([
    ["C: You sent me an invoice.", "over_hinted"],
    ["C: Do you have a dog?", "over"],
    ["C: We were there last weekend, it was lovely.", "over_recalled"],
  ])("weighs by what %j says of the past", (line, expected) => {
    const lines = ["C: Hi, it's about our lesson next Friday.", "A: Yes?", line, "A: Okay."];
    expect(having(expected, lines, [GONE, NEXT])).toEqual(["gone"]);
  });

  it.each([
    ["C: Hi. The canvas came and it's the wrong size. The canvas with the dog.", "over_told"],
    ["C: Hi. Quick call about Sunday the 10th. The napkins are here.", "over_told"],
    ["C: Hi. It's about next Friday. Could it be a bit later on next Friday, at eleven? Have you a canvas?", "over"],
    ["C: I'd like to book a table. With a canvas, the big canvas, like the canvas in the window.", "over"],
  ])("weighs less where %j names it", (line, expected) => {
    const gone = { ...GONE, notes: "Canvas ordered" };
    expect(having(expected, [line, "A: Okay."], [gone, NEXT])).toEqual(["gone"]);
  });
});

describe("kindred words", () => {
  it.each([
    ["the one with the ponies", "Horseback lesson"],
    ["the gazebo", "Marquee hire"],
    ["our pictures", "Family portrait"],
    ["the hens", "Bachelorette night"],
    ["the movie", "Film screening"],
  ])("find in %j what is called %j", (words, title) => {
    const bookings = [
      { ...NEXT, title },
      { ...LATER, title: "Sourdough" },
    ];
    expect(having("word_said", [`C: Hi, it's about ${words}.`, "A: Okay."], bookings)).toEqual(["next"]);
  });
});

it("knows an occasion that everybody books for a word for the customer's only one", () => {
  const others = ["ben", "cleo"].map((id) => ({ ...NEXT, id, customerId: id, title: "Graduation" }));
  const own = { ...NEXT, title: "Graduation" };
  expect(having("word_said", ["C: Hi, it's for the graduation.", "A: Yes."], [own, ...others])).toEqual(["next"]);
});

it.each([
  ["Bring an easel", "C: Hi, it's about our lesson. My brother's bringing him."],
  ["Long Meadow", "C: Hi, it's about our lesson. As long as it's dry we're fine."],
])("takes no word of %j for said in %j", (notes, line) => {
  expect(having("word_said", [line, "A: Okay."], [{ ...NEXT, notes }, LATER])).toEqual([]);
});

describe("an address", () => {
  const grounds = { ...NEXT, title: "Orchard picnic" };
  const asked = (line: string, first: typeof NEXT = grounds): string[] =>
    having("word_said", [line, "A: Thanks."], [first, LATER]);

  it("names no booking by its street", () => {
    expect(asked("C: Please send the invoice to 14 Orchard Lane.")).toEqual([]);
    expect(asked("C: please send the invoice to fourteen old orchard road")).toEqual([]);
  });

  it("names a booking that is at it, and an orchard is named without one", () => {
    expect(asked("C: It's at 14 Orchard Lane.", { ...NEXT, venue: "14 Orchard Lane" })).toEqual(["next"]);
    expect(asked("C: It's about the orchard, is there a lane to park in?")).toEqual(["next"]);
  });
});

it("takes what the business says that it is for no word of a booking", () => {
  const own = { ...NEXT, title: "Haircut" };
  const lines = (answer: string): string[] => ["C: Hi, is this the place that sells tiles?", answer, "C: Oh, sorry."];
  expect(having("word_said", lines("A: No, this is a hair salon."), [own])).toEqual([]);
  expect(having("word_said", lines("A: No. Is it about your haircut?"), [own])).toEqual(["next"]);
});

describe("the caller's name", () => {
  const given = (lines: readonly string[]): string[] =>
    readCall(toldCall(lines, [NEXT])).options.flatMap(({ customerSignals }) => customerSignals.map(({ name }) => name));

  it.each([
    [["A: What's your name?", "C: Ada. She's the other one."]],
    [["A: Is that Ada?", "C: Yes, Ada, hello."]],
    [["C: Hello, Ada here, about our lesson."]],
    [["C: Good morning. Ada. It's about our lesson."]],
  ])("is given in %j", (lines) => {
    expect(given([...lines, "A: Okay."])).toContain("name_introduced");
  });

  it.each([
    [["C: Hi, my neighbour said Ada, the tall one, teaches.", "A: She does."]],
    [["C: Hi, does Ada teach on Fridays?", "A: She does."]],
  ])("is not given in %j", (lines) => {
    expect(given(lines)).not.toContain("name_introduced");
  });
});
