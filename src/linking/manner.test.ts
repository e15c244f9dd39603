import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { readCall } from "./options.js";

/** At 18:00 of Friday 22 and Sunday 24 May 2026 in Los Angeles. */
const BOOKINGS = [lessonOf("friday", "2026-05-23T01:00:00Z"), lessonOf("sunday", "2026-05-25T01:00:00Z")];

const signalsOf = (id: string, lines: readonly string[]): string[] =>
  readCall(toldCall(lines, BOOKINGS)).options.flatMap(({ reading, signals }) =>
    reading?.booking.id === id ? signals.map(({ name }) => name) : [],
  );

const LEFT = [
  "C: Hi, it's about Sunday the 24th.",
  "A: Go ahead.",
  "C: Could it be outside?",
  "A: It could, if it is dry.",
  "C: Lovely, thank you.",
];

describe("what is said in passing", () => {
  it.each([
    "A: And you've also got Friday the 22nd.",
    "A: And Friday the 22nd, you keep that?",
    "A: I have Friday the 22nd down for you still.",
    "C: And the other one, on Friday the 22nd.",
    "C: Anyway I'll be in on Friday the 22nd.",
    "C: Friday the 22nd, that's hers.",
  ])("knows %j for an aside", (line) => {
    expect(signalsOf("friday", [...LEFT, line, "A: Right."])).toContain("set_apart");
    expect(signalsOf("sunday", [...LEFT, line, "A: Right."])).not.toContain("set_apart");
  });

  it.each([
    "C: No, no. It's the Sunday, the 24th.",
    "C: Naw, it's Sunday the 24th.",
    "C: Um, not that one. Sunday the 24th.",
  ])("takes what the agent guessed for denied by %j", (answer) => {
    const lines = ["C: Hi, I've a question about our lesson.", "A: On Friday the 22nd?", answer, "A: Go ahead."];
    expect(signalsOf("friday", lines)).toEqual(expect.arrayContaining(["set_apart", "day_rejected"]));
    expect(signalsOf("sunday", lines)).toContain("exact_date");
  });

  it.each([
    "C: No, the others are still asking me. No, it's about Sunday the 24th.",
    "C: No, that's my sister's one, that's separate.",
  ])("takes what the agent guessed at length for denied by %j", (answer) => {
    const guess = "A: You're the bride, aren't you, so is it the lesson on Friday the 22nd, with the question mark?";
    const lines = ["C: Hi, I've a question.", guess, answer, "A: Go ahead."];
    expect(signalsOf("friday", lines)).toEqual(expect.arrayContaining(["set_apart", "day_rejected"]));
    expect(signalsOf("friday", [...lines.slice(0, 2), "C: No, with the chairs. Yes.", "A: Go ahead."])).not.toContain(
      "day_rejected",
    );
  });

  it("takes what the business offers to keep for the thing in hand", () => {
    const lines = [
      "C: I can't come on Friday the 22nd.",
      "A: On Sunday the 24th?",
      "C: Maybe.",
      "A: Should I keep Friday?",
    ];
    expect(signalsOf("friday", [...lines, "C: Please."])).not.toContain("day_rejected");
  });

  it("takes an echo for no denial", () => {
    const lines = ["C: Hi, it's about our lesson.", "A: So the 22nd, no rush.", "C: No rush. Thank you."];
    expect(signalsOf("friday", lines)).toContain("exact_date");
  });

  it("takes what was offered the moment before for taken, not for left as it is", () => {
    const lines = [
      "C: Could Friday's lesson be later?",
      "A: I've only got eight o'clock.",
      "C: Eight's fine.",
      "A: Done.",
    ];
    const clocks = readCall(toldCall(lines, BOOKINGS)).talk?.clocks ?? [];
    expect(clocks.map(({ stance }) => stance)).toEqual(["live", "live"]);
  });

  it("takes what is asked of the thing in hand for no aside", () => {
    const lines = ["C: Hi, it's about our lesson.", "A: Go ahead.", "C: Could it be outside?", "A: It could."];
    expect(signalsOf("sunday", [...lines, "A: And it's still Sunday the 24th?", "C: It is."])).toContain("day_last");
  });

  it("takes what is named in saying goodbye for an aside, whoever comes", () => {
    const line = "C: And me and my sister'll see you on Friday the 22nd.";
    expect(signalsOf("friday", [...LEFT, line])).toContain("set_apart");
  });

  it.each([
    ["C: I'll leave the gate open.", false],
    ["C: I'll leave the side gate unlocked for you.", false],
    ["C: Leave the gate as it is.", true],
  ])("tells in %j what is left alone from what is left somewhere: %s", (line, expected) => {
    const noted = { ...lessonOf("noted", "2026-05-23T01:00:00Z"), notes: "Gate at the back" };
    const { options } = readCall(toldCall(["C: Hi, it's about our lesson.", "A: Yes?", line], [noted, ...BOOKINGS]));
    const signals = options.find(({ reading }) => reading?.booking.id === "noted")?.signals ?? [];
    expect(signals.some(({ name }) => name === "left_alone")).toBe(expected);
  });

  it.each([
    "C: And is it still on Friday the 22nd?",
    "C: Then it's Friday the 22nd still?",
    "C: My niece's play is the same day as the one on Friday the 22nd.",
    "A: Friday the 22nd is fine.",
  ])("knows %j for no aside", (line) => {
    expect(signalsOf("friday", [...LEFT, line, "A: Right."])).not.toContain("set_apart");
  });

  it("takes what is cancelled for what the call is about, though the other is kept", () => {
    const told = ["C: Can I cancel Friday the 22nd? I'll keep the Sunday, just not Friday the 22nd.", "A: Sure."];
    expect(signalsOf("friday", told)).toContain("exact_date");
    expect(signalsOf("sunday", told)).toContain("left_alone");
  });

  it("leaves alone only what is kept, in one breath with what is not", () => {
    const told = ["C: can i cancel friday the 22nd please i'll keep the sunday just not friday", "A: Sure."];
    expect(signalsOf("friday", told)).toEqual(expect.arrayContaining(["exact_date", "dwelt_most"]));
    expect(signalsOf("friday", told)).not.toContain("set_apart");
    expect(signalsOf("sunday", told)).toContain("left_alone");
    const said = ["C: So there's no lesson on Friday, Sunday as normal.", "A: That's it."];
    expect(signalsOf("friday", said)).not.toContain("left_alone");
    expect(signalsOf("sunday", said)).toContain("left_alone");
  });

  it("takes from where something was moved before for gone", () => {
    const told = (moved: string): string[] => [
      "C: I need to cancel our lesson.",
      `A: I see ${moved} from Friday the 22nd to Sunday the 24th.`,
      "C: Yes.",
    ];
    expect(signalsOf("friday", told("you moved it once already,"))).toContain("day_rejected");
    expect(signalsOf("friday", told("it's to be moved"))).not.toContain("day_rejected");
  });

  it("takes what somebody still needs for no aside", () => {
    const lines = [...LEFT, "C: And I still need to ask about Friday the 22nd.", "A: Right."];
    expect(signalsOf("friday", lines)).not.toContain("set_apart");
  });

  it.each([
    ["C: Friday stays as it is, mind."],
    ["C: Don't touch Friday."],
    ["C: And leave the Friday alone, please."],
    ["C: There are no changes to Friday."],
    ["C: Friday's the same, God willing."],
    ["C: We'll come on Friday as usual."],
    ["C: Friday is no problem, it's in the yard."],
    ["C: Friday isn't moving."],
    ["A: And Friday?", "C: Yes, that one stays."],
    ["A: And Friday?", "C: That's a separate thing, yes."],
    ["C: Now, Friday. Hm. Leave that one."],
  ])("knows %j for what is left alone", (...lines) => {
    expect(signalsOf("friday", [...LEFT, ...lines, "A: Right."])).toContain("left_alone");
    expect(signalsOf("sunday", [...LEFT, ...lines, "A: Right."])).not.toContain("left_alone");
  });

  it.each([
    ["C: Two easels for Friday, not the same chairs."],
    ["C: On Friday it'll be the same price, won't it?"],
    ["A: And that is for Friday.", "C: Yes. And mine's still on."],
  ])("takes %j for nothing left alone", (...lines) => {
    expect(signalsOf("friday", [...LEFT, ...lines, "A: Right."])).not.toContain("left_alone");
  });

  it("leaves alone what was named last, or nothing where that was several", () => {
    const named = BOOKINGS.map((booking, i) => ({ ...booking, title: i === 0 ? "Easel rental" : "Kiln rental" }));
    const third = { ...lessonOf("third", "2026-06-07T01:00:00Z"), title: "Kiln rental" };
    const lines = ["A: It's the easels. The kiln, that one stays.", "C: It does?", "A: It does."];
    const left = readCall(toldCall(lines, [...named, third])).options.flatMap(({ reading, signals }) =>
      signals.some(({ name }) => name === "left_alone") ? [reading?.booking.id] : [],
    );
    expect(left).toEqual([]);
  });

  it.each([
    ["C: Friday's perfect, by the way."],
    ["C: Friday the 22nd is perfect, by the way."],
    ["C: It's the same song as on Friday the 22nd."],
    ["A: And I've another choir coming in on Friday the 22nd."],
    ["C: And do it just the same way as we had for Friday the 22nd."],
  ])("knows %j for an aside, too", (line) => {
    expect(signalsOf("friday", [...LEFT, line, "A: Right."])).toContain("set_apart");
  });

  it.each([
    [["C: Hi, we can't wait for Friday the 22nd. Is everything set?", "A: It is."]],
    [["C: Hi, it's about Friday the 22nd. Are the tables good?", "A: They are."]],
    [
      [
        "C: Hi, about our lesson, can she sing too? They land on Thursday so Friday the 22nd's perfect anyway.",
        "A: She can.",
      ],
    ],
    [["C: Hi, about our lesson.", "A: Friday the 22nd. Is there anything she doesn't eat?", "C: No nuts.", "A: Okay."]],
    [["C: Hi, could our lesson be on another day?", "A: I've another slot on Friday the 22nd.", "C: Yes."]],
  ])("takes %j for no aside", (lines) => {
    expect(signalsOf("friday", lines)).not.toContain("set_apart");
    expect(signalsOf("friday", lines)).toContain("exact_date");
  });

  it.each([
    [
      ["A: I'll see you Friday the 22nd first.", "C: You will. All nineteen people."],
      ["exact_date", "guests_said"],
    ],
    [
      ["A: Okay. See you then, on Friday the 22nd.", "C: We're nineteen people then."],
      ["exact_date", "guests_said"],
    ],
  ])("takes nothing said after goodbye for what the call is about: %j", (lines, names) => {
    const bookings = [{ ...BOOKINGS[0], guestCount: 19 }, BOOKINGS[1]] as typeof BOOKINGS;
    const told = readCall(toldCall([...LEFT, ...lines], bookings)).options.flatMap(({ reading, signals }) =>
      reading?.booking.id === "friday" ? signals.map(({ name }) => name) : [],
    );
    for (const name of names) expect(told).not.toContain(name);
    expect(told).toContain("guests_aside");
  });

  it.each([
    [["C: Hi, see you Friday the 22nd, I hope. We're nineteen.", "A: Yes.", "C: Good.", "A: Great.", "C: Bye."]],
    [["C: Hi, about our lesson.", "A: Yes?", "C: We saw you on Friday the 22nd there, so.", "A: Yes."]],
  ])("takes no greeting for a goodbye: %j", (lines) => {
    expect(signalsOf("friday", lines)).toContain("exact_date");
  });

  it.each([
    [["C: Hi, is there a shelter at yours?", "A: There is.", "C: Lovely, see you Friday then."]],
    [["C: Hi, do we bring our own towels?", "A: We have some.", "C: Good.", "A: See you on Friday the 22nd."]],
  ])("takes the only day said for the booking's, though it is said in parting: %j", (lines) => {
    const friday = { ...BOOKINGS[0], eventAt: new Date("2026-05-16T01:00:00Z") } as (typeof BOOKINGS)[number];
    const told = readCall(toldCall(lines, lines.length === 3 ? [friday, ...BOOKINGS.slice(1)] : BOOKINGS));
    const names = told.options.flatMap(({ reading, signals }) =>
      reading?.booking.id === "friday" ? signals.map(({ name }) => name) : [],
    );
    expect(names).toContain("exact_date");
    expect(names).toContain("dwelt");
  });

  it("leaves alone what was named before it was said to stay, not after", () => {
    const lines = ["C: Friday's all good, don't touch that one, this is Sunday the 24th.", "A: Go ahead.", ...LEFT];
    expect(signalsOf("friday", lines)).toContain("left_alone");
    expect(signalsOf("sunday", lines)).not.toContain("left_alone");
  });

  it("counts it for a booking that all others were left as they are", () => {
    const told = [...LEFT, "C: And don't touch Friday.", "A: Right."];
    expect(signalsOf("sunday", told)).toContain("others_left");
    expect(signalsOf("friday", told)).not.toContain("others_left");
    expect(signalsOf("sunday", LEFT)).not.toContain("others_left");
  });

  it("counts for less that one of several others was left as it is, the called-off one among them", () => {
    const off = { ...lessonOf("off", "2026-05-27T01:00:00Z"), status: "CANCELLED" as const };
    const told = ["C: Hi, I have to cancel.", "A: Oh no.", "C: But don't touch Friday.", "A: Right."];
    const names = readCall(toldCall(told, [...BOOKINGS, off])).options.flatMap(({ reading, signals }) =>
      signals.flatMap(({ name }) => (/^others?_left$/.test(name) ? [`${reading?.booking.id} ${name}`] : [])),
    );
    expect(names).toEqual(["sunday other_left", "off other_left"]);
  });

  it.each([
    ["C: On Friday we leave at two."],
    ["C: On Friday my sister stays with us."],
    ["A: And Friday?", "C: Is it the same place?"],
    ["C: I need to move Friday."],
  ])("leaves nothing alone for %j", (...lines) => {
    expect(signalsOf("friday", [...LEFT, ...lines, "A: Right."])).not.toContain("left_alone");
  });

  it("dwells on no other booking for a time that is given up", () => {
    const noon = lessonOf("noon", "2026-05-24T19:00:00Z");
    const lines = [
      "C: Hi, it's about the lesson with my brother.",
      "A: Yes?",
      "C: Could we come at six instead of noon?",
    ];
    const { options } = readCall(toldCall([...lines, "A: You could."], [...BOOKINGS, noon]));
    const signals = options.find(({ reading }) => reading?.booking.id === "noon")?.signals ?? [];
    expect(signals.map(({ name }) => name)).not.toContain("dwelt");
  });

  it.each([
    "C: We've got you on Friday the 22nd but I'm ringing for my church, about a lunch for ninety.",
    "C: Friday the 22nd is all good, I'm just ringing for a friend, about a lunch for ninety.",
  ])("takes what was named before the reason of the call in %j for named on the way", (line) => {
    const lines = [
      "C: Hi, it's Ada Quill. We've Friday the 22nd with you.",
      line,
      "A: What day?",
      "C: In August.",
      "A: No.",
    ];
    expect(signalsOf("friday", lines)).toContain("set_apart");
  });

  it("tells what exists by what it shall no longer be", () => {
    const lines = ["C: Could our lesson be on Saturday instead of Friday the 22nd?", "A: It could.", "C: Lovely."];
    expect(signalsOf("friday", lines)).toContain("exact_date");
    expect(signalsOf("friday", lines)).not.toContain("day_rejected");
  });

  it("takes for what exists what the business says that it shall no longer be", () => {
    const lines = ["C: We need another day for our lesson.", "A: Okay, so not Friday the 22nd. Monday?", "C: Monday."];
    expect(signalsOf("friday", lines)).toContain("exact_date");
    expect(signalsOf("friday", lines)).not.toContain("day_rejected");
  });

  it("takes no thanks for a denial", () => {
    const lines = [
      "C: Hi, about our lesson.",
      "A: On Friday the 22nd?",
      "C: Yes.",
      "A: Friday. More?",
      "C: No, thanks.",
    ];
    expect(signalsOf("friday", lines)).not.toContain("set_apart");
  });
});
