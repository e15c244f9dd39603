import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { readCall } from "./options.js";
import type { Purpose } from "./purpose.js";

/** At 18:00 of Friday 22 and, gone by, Sunday 3 May 2026 in Los Angeles; the call is on 13 May. */
const BOOKINGS = [lessonOf("friday", "2026-05-23T01:00:00Z"), lessonOf("gone", "2026-05-04T01:00:00Z")];

const purposeOf = (...lines: string[]): Purpose | undefined => readCall(toldCall(lines, BOOKINGS)).talk?.purpose;

describe("what a call is for", () => {
  it.each([
    ["C: Hi, I have Friday, the lesson, but no bus.", "A: Oh no."],
    ["C: Hi, I've got you guys back to back for our reunion.", "A: Yes, I see."],
    ["C: Hey, I have you coming already next Friday.", "A: For the teachers, yes."],
    ["C: We're on for five and it's blowing hard up here.", "A: Oh no."],
    ["C: I'm calling because one of your deposits didn't go through.", "A: Let me see."],
    ["C: I want to bump up the count on my thing.", "A: To what?"],
    ["C: Is there any way to get a half hour later start?", "A: There is."],
    ["C: My lesson's on Friday, any chance of a later slot?", "A: At seven."],
    ["C: There's been a change of plan, it's nine of us.", "A: Nine."],
  ])("knows %j for something that is booked", (...lines) => {
    expect(purposeOf(...lines)?.mode).toBe("existing");
  });

  it.each([
    ["C: Hi, I'm looking at a thing in my inbox that says I told you nothing.", "A: What's your name?"],
    ["C: We're stuck here. Is the boat going to go without us?", "A: No, no."],
    ["C: She doesn't need an appointment, does she?", "A: No."],
    ["C: She's got one too, don't mix us up.", "A: I see both."],
    ["C: Hi, I'd like an itemized list for the lesson.", "A: Okay."],
    ["C: Hi, people want to see when the pictures are up.", "A: By Sunday."],
    ["C: Hi, the school needs the number on it.", "A: We can do that this morning."],
    ["C: Bad news, we sold like five tickets for the lesson.", "A: Oh dear."],
    ["C: Hi, we bring the paint, right? How much do we buy?", "A: Two tins."],
    ["C: Do the guests need a licence?", "A: No."],
    ["C: I'm asked to find out if you need a socket for it.", "A: Just the one."],
    ["C: Our bank says they want a form for it.", "A: I'll send one."],
    ["C: Hi, did anybody find a retainer?", "A: Where?"],
    ["C: You know the song I was going to have sung?", "A: Yes?"],
  ])("takes %j for no wish to book", (...lines) => {
    expect(purposeOf(...lines)?.mode).not.toBe("making");
  });

  it.each([
    "C: Hi, I need to reschedule our lesson.",
    "C: Could we move our lesson to the Sunday?",
    "C: Hi, is there another day we could have?",
    "C: Could you push it back an hour or so?",
  ])("knows that %j is about another day or time", (line) => {
    expect(purposeOf(line, "A: Sure.")?.speaksOfMoving).toBe(true);
  });

  it.each([
    "C: Hi, can you move the table to the patio?",
    "C: Could you change the sauce?",
    "C: We'd like to push on with the plan.",
  ])("does not take %j for that", (line) => {
    expect(purposeOf(line, "A: Sure.")?.speaksOfMoving).toBe(false);
  });

  it("knows who looks for another business", () => {
    const lines = [
      "C: Hi, is this the place that sells kitchen tile?",
      "A: No, this is a hair salon.",
      "C: Oh, sorry.",
    ];
    expect(purposeOf(...lines)?.kind).toBe("wrong_number");
  });

  it("takes what the business has no time for for a wish", () => {
    expect(purposeOf("C: Hi, the tap drips since yesterday.", "A: I don't have anything till Monday.")?.mode).toBe(
      "making",
    );
  });

  it("knows what is wanted for somebody else", () => {
    expect(purposeOf("C: A girl I know wants to do hers the week after ours.", "A: Okay.")?.isForAnother).toBe(true);
    expect(purposeOf("C: She wants to do ours the week after.", "A: Okay.")?.isForAnother).toBe(false);
  });

  it("takes who looks something up for no end left open", () => {
    const paid = ["C: Did you get my deposit?", "A: Let me check. Yes, it's here.", "C: Thank you."];
    expect(purposeOf(...paid)?.endsOpen).toBe(false);
    expect(purposeOf("C: Is Friday free?", "A: It is.", "C: Let me ask my wife.")?.endsOpen).toBe(true);
  });

  it("takes what had to be cancelled before for no cancellation", () => {
    const asked = "C: Last time I had to cancel on you, so I'm asking about our lesson on Friday first.";
    expect(purposeOf(asked, "A: Go ahead.")).toMatchObject({ kind: null, speaksOfCancelling: false });
    expect(purposeOf("C: I've had to cancel our lesson on Friday.", "A: Oh no.")?.kind).toBe("cancellation");
    expect(purposeOf("C: We're going to have to let the lesson on Friday go.", "A: Oh no.")?.kind).toBe("cancellation");
    expect(purposeOf("C: Have the others let you go over the lesson?", "A: Not yet.")?.kind).toBeNull();
  });

  it("takes what is still to be arranged for a wish", () => {
    expect(purposeOf("C: I've got a birthday party to schedule. Let's get this done.", "A: Sure.")?.mode).toBe(
      "making",
    );
  });

  it.each([
    ["C: Hi, I need a photo taken for my profile.", "A: Sure."],
    ["C: Hello, I want to order a buffet for a training day.", "A: Which date?"],
    ["C: I need to get to the airport for a flight at nine.", "A: From where?"],
    ["C: I want to go to a concert on Friday.", "A: Which one?"],
    ["C: I'd like two seats for the jazz night.", "A: Sure."],
    ["C: Schedule a wash for the car on Friday.", "A: At what time?"],
    ["C: Hi, book dinner for two.", "A: When?"],
    ["C: Your place is gorgeous, so I'd love to do my daughter's party there.", "A: When?"],
    ["C: Morning, you got anything on Tuesday?", "A: For whom?"],
    ["C: Hiya, any chance of a table on the 22nd?", "A: It's full."],
    ["A: And your number?", "C: It's the one I'm calling from. I'd like a massage on Tuesday.", "A: Sure."],
  ])("takes %j for a wish, too", (...lines) => {
    expect(purposeOf(...lines)?.mode).toBe("making");
  });

  it.each([
    ["C: You sent me my husband's invoice.", "A: Sorry."],
    ["C: I'm missing a bill.", "A: For which?"],
    ["C: I haven't gotten the link yet.", "A: I'm behind. They came out great."],
    ["A: Hi, I just wanted to ask how did it go.", "C: Good."],
    ["C: I think I left a scarf.", "A: What colour?"],
    ["C: My cousin is still talking about it.", "A: Ha."],
    ["C: I've still got your ladder.", "A: No rush."],
    ["C: You haven't billed us for the lesson.", "A: Sorry."],
    ["C: I'm doing my expenses.", "A: Oh."],
  ])("hears in %j what may be over", (...lines) => {
    expect(purposeOf(...lines)?.hintsPast).toBe(true);
  });

  it.each([
    ["C: We're on the ring road and it's not moving at all.", "A: How far are you?"],
    ["C: I'm trying to park and it's all permits.", "A: Go round."],
    ["C: We've just landed and there's nobody here.", "A: Which door?"],
  ])("hears in %j who is near", (...lines) => {
    expect(purposeOf(...lines)?.soundsNear).toBe(true);
  });

  it.each([
    ["speaksOfMeeting", "C: Okay, see you then.", true],
    ["speaksOfMeeting", "C: Do you want cash on the day?", true],
    ["speaksOfMeeting", "C: I see you have two sizes.", false],
    ["isPractical", "C: Do we bring our own tubs?", true],
    ["isPractical", "C: What time does the chef show up?", true],
    ["isPractical", "C: And what's left to pay?", true],
    ["isPractical", "C: Do you cater for forty?", false],
    ["speaksOfUnchanged", "A: Same time, same place.", true],
    ["speaksOfUnchanged", "C: Are we still on?", true],
    ["speaksOfUnchanged", "C: I still have to think.", false],
    ["asksOfBusiness", "C: What do you all charge for two weeks?", true],
    ["isUndecided", "C: Okay, it was just an idea.", true],
    ["isUndecided", "C: I'll tell you when I know. It might not happen.", true],
    ["isUndecided", "C: I'll tell you when we're there.", false],
  ] as const)("knows for %s whether %j is", (fact, line, expected) => {
    expect(purposeOf(line, "A: Right.")?.[fact]).toBe(expected);
  });

  it("takes what was only talked of lately for nothing gone by", () => {
    expect(purposeOf("C: It's our lesson. I talked to the others last night.", "A: Yes?")?.recallsPast).toBe(false);
    expect(purposeOf("C: It's our lesson. I rang them yesterday about it.", "A: Yes?")?.recallsPast).toBe(false);
    expect(purposeOf("C: It's our lesson. It was grand last night.", "A: Yes?")?.recallsPast).toBe(true);
  });

  it.each([
    ["C: I had a bit of a worry in the night.", false],
    ["C: I had you down for ten and the street's empty.", false],
    ["C: I had you out last week.", true],
    ["C: We had a lovely evening.", true],
  ])("hears in %j whether something is gone by: %s", (line, expected) => {
    expect(purposeOf(line, "A: Yes?")?.recallsPast).toBe(expected);
  });

  it("takes who needs the number of an order on the bill for no vendor", () => {
    expect(purposeOf("C: They need a purchase order for our lesson, they say.", "A: Okay.")?.mode).not.toBe("stray");
    expect(purposeOf("C: It's about your purchase order from May.", "A: Okay.")?.mode).toBe("stray");
  });

  it("takes what was worked out for nothing gone by", () => {
    expect(purposeOf("C: Okay, I figured. Is it in the garage?", "A: It is.")?.recallsPast).toBe(false);
    expect(purposeOf("C: Whoever looks after your printing?", "A: That's me.")?.recallsPast).toBe(false);
  });

  it("tells who stands outside from what is put outside", () => {
    expect(purposeOf("C: Hi, we're outside.", "A: Coming!")?.soundsNear).toBe(true);
    expect(purposeOf("C: Forget it, we'll put the chairs outside.", "A: Sure.")?.soundsNear).toBe(false);
  });

  it("hears who complains to whoever is in charge, and whose gate the owner opens", () => {
    const angry = ["C: I need to speak to whoever's in charge. Saturday was awful, he came late.", "A: That's me."];
    expect(purposeOf(...angry)?.kind).not.toBe("vendor");
    expect(purposeOf("C: Gary is the owner, he says the mud room has its own box.", "A: Perfect.")?.kind).not.toBe(
      "vendor",
    );
    expect(purposeOf("C: Good morning, is the owner there?", "A: Speaking.")?.kind).toBe("vendor");
  });

  it.each([
    ["C: The shelf you put up on Sunday has come loose.", "A: Oh dear."],
    ["C: Just wanted to tell you how good your singer was.", "A: I'll pass it on."],
    ["C: The handle's fallen off, it's come apart.", "A: Bring it in."],
    ["C: One of the shelves you put up is crooked.", "A: Send me a picture."],
  ])("hears in %j what is gone by", (...lines) => {
    expect(purposeOf(...lines)?.recallsPast).toBe(true);
  });

  it("takes a question for what is missing for none of how many will come", () => {
    expect(purposeOf("C: The chairs aren't all here.", "A: How many are missing?", "C: Two.")?.mode).not.toBe("making");
    expect(purposeOf("C: Hello there.", "A: How many are coming?", "C: Two.")?.mode).toBe("making");
  });

  it.each([
    ["C: Hi, who handles your printing over there?"],
    ["C: It's about the tea samples we mailed, who would I talk to about ordering?"],
  ])("hears in %j who sells", (line) => {
    expect(purposeOf(line, "A: Me.")?.kind).toBe("vendor");
  });
});
