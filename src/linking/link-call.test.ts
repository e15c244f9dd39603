import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { BookingFacts, CustomerFacts, LinkInput, Segment } from "./facts.js";
import { linkCall } from "./link-call.js";

/** A call on Wednesday 13 May 2026 at 10 in Los Angeles. */
const CALLED_AT = new Date("2026-05-13T17:00:00Z");
const DAY_MS = 86_400_000;

const jennifer: CustomerFacts = {
  id: "jennifer",
  name: "Jennifer Alvarez",
  phones: ["(707) 555-0128"],
  lastContactAt: null,
};

const booking = (
  id: string,
  eventAt: string,
  guestCount: number | null,
  more: Partial<BookingFacts> = {},
): BookingFacts => ({
  id,
  customerId: "jennifer",
  eventAt: new Date(eventAt),
  guestCount,
  status: "CONFIRMED",
  title: "Hibachi party",
  venue: null,
  notes: null,
  createdAt: null,
  ...more,
});

/** Friday 22 May at 18:00 for 30, Saturday 16 May at 17:00 for 12. */
const FRIDAY = booking("friday", "2026-05-23T01:00:00Z", 30);
const SATURDAY = booking("saturday", "2026-05-17T00:00:00Z", 12);

/** "C: …" and "A: …" lines. */
const talk = (text: string): Segment[] =>
  text
    .trim()
    .split("\n")
    .map((line, i) => ({
      speaker: line.trim().startsWith("A:") ? "agent" : "customer",
      text: line.trim().replace(/^[CA]:\s?/, ""),
      startSeconds: i * 5,
      endSeconds: i * 5 + 4,
    }));

function input(words: string | null, more: Partial<LinkInput> = {}, call: Partial<LinkInput["call"]> = {}): LinkInput {
  return {
    call: {
      startedAt: CALLED_AT,
      direction: "INBOUND",
      fromPhone: "+17075550128",
      toPhone: "+12135550199",
      segments: words === null ? null : talk(words),
      insights: null,
      ...call,
    },
    customers: [jennifer],
    bookings: [FRIDAY, SATURDAY],
    business: { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] },
    ...more,
  };
}

describe("linkCall", () => {
  it("links by what was said, and shows the words", () => {
    const judgement = linkCall(
      input("C: Hi, I'm calling about the party of 30 next Friday.\nA: Sure, how can I help?\nC: Do you bring tables?"),
    );
    expect(judgement).toMatchObject({
      status: "LINKED",
      customerId: "jennifer",
      bookingId: "friday",
      intent: "enquiry",
    });
    expect(judgement.bookingConfidence).toBeGreaterThan(0.9);
    const guests = judgement.evidence.filter(({ signal }) => signal.startsWith("guests_"));
    expect(guests[0]).toMatchObject({ phrase: "30", speaker: "customer", offsetSeconds: 0 });
    expect(guests.reduce((sum, { weight }) => sum + weight, 0)).toBeGreaterThan(0);
    expect(judgement.candidates.find(({ id }) => id === "friday")?.specPoints).toBe(10);
    expect(judgement.explanation).toContain("next Friday");
    expect(judgement.explanation).toContain("Jennifer Alvarez");
  });

  it("keeps the spec's four signals with their points", () => {
    const near = booking("near", "2026-05-13T19:00:00Z", 8);
    const judgement = linkCall(input("C: Hi, this is Jennifer, about today's lunch for eight.", { bookings: [near] }));
    const signals = judgement.candidates.find(({ id }) => id === "near");
    expect(signals?.specPoints).toBe(10 + 5 + 3 + 5);
    expect(signals?.evidence.map(({ signal }) => signal)).toEqual(
      expect.arrayContaining(["exact_date", "within_3_hours", "same_day", "customer_mentioned"]),
    );
  });

  it.each([
    [
      "C: We'd like to book hibachi for next Friday for twelve.\nA: For twelve?\nC: No, make it thirty.\nA: Thirty it is, you're all set.",
      "friday",
    ],
    ["C: It's about our party on Friday, sorry, not Friday, Saturday.\nA: Okay.\nC: Can we add noodles?", "saturday"],
    ["C: hi it's about saturday there's twelve of us can you come a little earlier", "saturday"],
    ["C: We need to cancel the thirty people on the 22nd.\nA: Cancelled.", "friday"],
  ])("judges %j to be about %s", (words, expected) => {
    expect(linkCall(input(words)).bookingId).toBe(expected);
  });

  it("links a call after the event to the event that is over", () => {
    const over = booking("over", "2026-05-10T01:00:00Z", 20, { status: "COMPLETED" });
    const judgement = linkCall(
      input("C: Hi, we had you last Saturday and everybody loved the chef!", { bookings: [over, FRIDAY] }),
    );
    expect(judgement).toMatchObject({ status: "LINKED", bookingId: "over", intent: "feedback" });
  });

  it.each([
    ["C: Hi, this is Tom from Pacific Produce Supply, is the owner in?", "vendor"],
    ["C: Is this the pharmacy?\nA: No.\nC: Sorry, wrong number.", "wrong_number"],
    ["C: How much do you charge per person?\nA: Sixty.\nC: Okay, let me get back to you.", "quote"],
  ])("links no booking to %j", (words, intent) => {
    expect(linkCall(input(words))).toMatchObject({ bookingId: null, intent, customerId: "jennifer" });
  });

  it("leaves a shared number to a person unless something said decides", () => {
    const marcus: CustomerFacts = { ...jennifer, id: "marcus", name: "Marcus Alvarez" };
    const shared = {
      customers: [jennifer, marcus],
      bookings: [FRIDAY, { ...FRIDAY, id: "his", customerId: "marcus" }],
    };
    expect(linkCall(input("C: Hi, it's about our party next Friday.", shared))).toMatchObject({
      status: "NEEDS_REVIEW",
      reviewReason: "SHARED_NUMBER",
      customerId: null,
      bookingId: null,
    });
    const named = linkCall(input("C: Hi, this is Marcus Alvarez, it's about our party next Friday.", shared));
    expect(named).toMatchObject({ customerId: "marcus", bookingId: "his" });
  });

  it("asks whose call it was where the caller gave another customer's name", () => {
    const marcus: CustomerFacts = { ...jennifer, id: "marcus", name: "Marcus Whitfield", phones: ["+17075550150"] };
    const judgement = linkCall(
      input("C: Hi, this is Marcus Whitfield, it's about our party next Friday.", { customers: [jennifer, marcus] }),
    );
    expect(judgement).toMatchObject({ status: "NEEDS_REVIEW", reviewReason: "NAME_MISMATCH", customerId: null });
    const spouse = linkCall(input("C: Hi, my name is Robert, it's about our party next Friday, the thirty people."));
    expect(spouse).toMatchObject({ status: "LINKED", customerId: "jennifer", bookingId: "friday" });
    expect(spouse.customerConfidence).toBeLessThan(0.97);
  });

  it("suggests but never links an unknown caller", () => {
    const judgement = linkCall(
      input("C: Hi, this is Jennifer Alvarez, about the party of 30 next Friday.", {}, { fromPhone: "+17075550199" }),
    );
    expect(judgement).toMatchObject({
      status: "NEEDS_REVIEW",
      reviewReason: "UNKNOWN_CALLER",
      customerId: null,
      bookingId: null,
    });
    expect(judgement.candidates.map(({ id }) => id)).toContain("friday");
    const chanceOf = (kind: string) => judgement.candidates.find((one) => one.kind === kind)?.probability;
    expect(chanceOf("customer")).toBeGreaterThan(0.1);
    expect([judgement.customerConfidence, judgement.bookingConfidence]).toEqual([
      chanceOf("customer"),
      chanceOf("booking"),
    ]);
  });

  it.each(["anonymous", "+1707555XXXX", "102", "conference", "", null, "+12135550199"])(
    "never matches %j to a customer",
    (fromPhone) => {
      const holder = { ...jennifer, phones: [fromPhone ?? "", "anonymous", "102", "+12135550199"] };
      expect(
        linkCall(input("C: Hi, it's Jennifer Alvarez about Friday.", { customers: [holder] }, { fromPhone })),
      ).toMatchObject({ customerId: null, bookingId: null });
    },
  );

  it("judges a call without transcript by time alone, and only where time leaves no doubt", () => {
    const today = booking("today", "2026-05-13T19:00:00Z", 8);
    const tomorrow = booking("tomorrow", "2026-05-14T16:00:00Z", 8);
    expect(linkCall(input(null, { bookings: [today, tomorrow] }))).toMatchObject({
      customerId: "jennifer",
      bookingId: null,
      intent: null,
    });
    expect(linkCall(input(null, { bookings: [FRIDAY, SATURDAY] }))).toMatchObject({ bookingId: null });
    expect(linkCall(input(null, { bookings: [] }))).toMatchObject({ status: "CUSTOMER_ONLY", customerId: "jennifer" });
  });

  it("reads a summary where there is no transcript", () => {
    const insights = {
      summary: "Jennifer asked about her party of 30 on May 22nd.",
      nextSteps: ["Confirm the tables"],
    };
    expect(linkCall(input(null, {}, { insights })).bookingId).toBe("friday");
  });

  it("links a booking that was entered in the call", () => {
    const entered = { ...FRIDAY, createdAt: new Date(CALLED_AT.getTime() + 240_000) };
    const plain = linkCall(input("C: Hi, I'd like to book the same thing as last time.\nA: Done.")).candidates.find(
      ({ id }) => id === "friday",
    );
    const marked = linkCall(
      input("C: Hi, I'd like to book the same thing as last time.\nA: Done.", { bookings: [entered, SATURDAY] }),
    );
    expect(marked.candidates.find(({ id }) => id === "friday")?.probability).toBeGreaterThan(
      (plain?.probability ?? 1) + 0.2,
    );
  });
});

describe("linkCall on options offered", () => {
  const at = (id: string, eventAt: string, guestCount: number | null = null, title = "Haircut"): BookingFacts =>
    booking(id, eventAt, guestCount, { title });
  const chosen = (words: string, bookings: readonly BookingFacts[]): string | null =>
    linkCall(input(words, { bookings })).bookingId;

  it("takes the time that was taken", () => {
    const bookings = [at("early", "2026-05-15T00:30:00Z"), at("late", "2026-05-15T01:45:00Z")];
    const offer = `C: can i get in for a haircut tomorrow after work
      A: i've got half five or quarter to seven`;
    expect(chosen(`${offer}\n C: half five please\n A: lovely that's you in`, bookings)).toBe("early");
    expect(chosen(`${offer}\n C: quarter to seven please\n A: lovely that's you in`, bookings)).toBe("late");
    expect(
      chosen(`${offer}\n C: half five is a bit early, quarter to seven please\n A: That's booked.`, bookings),
    ).toBe("late");
  });

  it("takes a day of the week for the one that was dated", () => {
    const bookings = [at("soon", "2026-05-19T17:30:00Z"), at("dated", "2026-05-26T17:30:00Z")];
    const words = `C: Could you fit me in for a haircut before the end of the month?
      A: I have a slot on Tuesday the 26th at 10:30, or Wednesday at 2.
      C: Tuesday would be great.
      A: 10:30 Tuesday, then. What's the name?`;
    expect(chosen(words, bookings)).toBe("dated");
  });

  it("takes a bare date for one of the month that was named, and a span for its beginning", () => {
    const bookings = [
      at("this month", "2026-05-30T21:00:00Z", null, "Hall"),
      at("that month", "2026-08-30T21:00:00Z", null, "Hall"),
      at("later that day", "2026-08-30T23:00:00Z", null, "Hall"),
    ];
    const words = `C: I'd like to book the hall for August 22nd.
      A: I'm afraid the 22nd has gone. Sunday the 30th is free.
      C: The 30th would do. Two till four?
      A: Wonderful, that's booked.`;
    expect(chosen(words, bookings)).toBe("that month");
  });

  it("takes what was named where it was closed for what was not to be had", () => {
    const bookings = [
      at("wished", "2026-05-17T01:00:00Z", 29, "Party at the Lakeside Room"),
      at("booked", "2026-05-17T01:00:00Z", 29, "Party at the Orchard Barn"),
    ];
    const words = `C: I want to book a party for my brother. We were thinking of the Lakeside Room.
      A: For how many, and when?
      C: 29, on Saturday at six.
      A: That room is too small for you. Would you like to see what else there is?
      C: I guess we have to. Whatever you have.
      A: The Orchard Barn would be happy to have you on Saturday at 6. Can I book it for you?
      C: Please.
      A: Great, your party is booked at the Orchard Barn.`;
    const { candidates } = linkCall(input(words, { bookings }));
    expect(candidates.find(({ kind }) => kind === "booking")?.id).toBe("booked");
  });

  it("counts the people named before a time", () => {
    const bookings = [at("ten", "2026-05-16T02:00:00Z", 10), at("nine", "2026-05-16T02:00:00Z", 9)];
    const words = `C: can we do a party of nine friday
      A: what time
      C: seven oh wait it's ten i forgot jess
      A: ten at seven on friday see you then`;
    expect(chosen(words, bookings)).toBe("ten");
  });
});

describe("linkCall on words akin", () => {
  const two = [
    booking("wedding", "2026-06-06T23:00:00Z", null, { title: "Catering, wedding", notes: "bal $320" }),
    booking("packing", "2026-06-13T17:00:00Z", null, { title: "Packing service", notes: "bal $450" }),
  ];
  it.each([
    ["wedding", "C: It's about the bride, she cannot eat nuts.\nA: I'll note it for the bride."],
    ["packing", "C: It's about the packers, do they bring the boxes?\nA: The packers bring everything."],
    ["wedding", "C: It's about the balance of $320, I paid it.\nA: The three hundred and twenty, yes."],
  ])("knows the %s by them", (id, words) => {
    const { candidates } = linkCall(input(words, { bookings: two }));
    expect(candidates.find(({ kind }) => kind === "booking")?.id).toBe(id);
  });
});

describe("linkCall on several who share a number", () => {
  const named = (id: string, name: string): CustomerFacts => ({ ...jennifer, id, name });
  const cal = named("cal", "Cal Alvarez");
  const tessa = named("tessa", "Tessa Alvarez-Stone");
  const signalsOf = (words: string): Record<string, string[]> => {
    const { candidates } = linkCall(input(words, { customers: [cal, tessa], bookings: [] }));
    const people = candidates.filter(({ kind }) => kind === "customer");
    return Object.fromEntries(people.map(({ id, evidence }) => [id, evidence.map(({ signal }) => signal)]));
  };

  it.each([
    "C: It's Cal Alvarez. Are you coming?\nA: We are, and I'm at your house for Pixie.\nC: Tessa's got that.",
    "C: It's Cal. Tessa wants to know are you coming?\nA: We are.",
    "A: Hi, is this Cal?\nC: Oh, hi. Yes. Tessa's at the shop.\nA: I'll be quick.",
    "C: My other half rents the kiln from you.\nA: Sure, Tessa. I've got her on Friday.\nC: That's her, and I'm Cal.",
    "C: It's Cal, I asked Tessa to call you.\nA: She did.",
  ])("knows who calls from who is spoken of in %j", (words) => {
    expect(signalsOf(words)).toMatchObject({
      cal: expect.arrayContaining(["name_introduced"]),
      tessa: expect.arrayContaining(["name_spoken_of"]),
    });
  });

  it.each([
    "A: Hi, is that Tessa?\nC: No, hang on, this is the husband. Hers or mine?\nA: Yours.",
    "A: Hello, am I speaking with Tessa?\nC: She's at work, can I take a message?\nA: Please.",
    "A: Good morning. Is this Ms. Alvarez-Stone?\nC: Hi there, no, it's Cal.\nA: Oh, hi Cal.",
  ])("takes a wrong guess of who it is for one who is spoken of in %j", (words) => {
    expect(signalsOf(words).tessa).toContain("name_spoken_of");
    expect(signalsOf(words).tessa).not.toContain("name_introduced");
  });

  it.each([
    "A: Hi, is that Tessa?\nC: It is, no problem, go on.\nA: Great.",
    "A: Hi, is that Tessa?\nC: Speaking.\nA: Great.",
  ])("takes a right guess of who it is for a name given in %j", (words) => {
    expect(signalsOf(words).tessa).toContain("name_introduced");
  });

  it("takes none of each one's bookings for no likelier than none of one's", () => {
    const theirs = [FRIDAY, { ...FRIDAY, id: "hers", customerId: "tessa", eventAt: new Date("2026-06-20T01:00:00Z") }];
    const asked = input("C: Hi, can we add two steaks to the party next Friday?\nA: Sure.", {
      customers: [jennifer, tessa],
      bookings: theirs,
    });
    expect(linkCall(asked)).toMatchObject({ status: "LINKED", customerId: jennifer.id, bookingId: FRIDAY.id });
  });

  it("takes a name they share for nobody's where one gave a name of their own", () => {
    const signals = signalsOf("C: It's Cal Alvarez.\nA: Hi Mr. Alvarez.");
    expect(signals.cal).toContain("name_introduced");
    expect(signals.tessa).not.toContain("name_introduced");
  });

  it("hears who is spoken of where the caller gives no name that is theirs alone", () => {
    const sharing = { customers: [named("otis", "Otis Alvarez"), named("tessa", "Tessa Alvarez")], bookings: [] };
    const { candidates } = linkCall(input("C: It's Missus Alvarez. I told Otis to call you.\nA: He didn't.", sharing));
    const [first, second] = candidates.filter(({ kind }) => kind === "customer");
    expect(first?.id).toBe("tessa");
    expect(second?.evidence.map(({ signal }) => signal)).toContain("name_spoken_of");
  });

  it("takes a firm's name for nobody's", () => {
    const signals = signalsOf("C: I'm calling from Alvarez Plumbing, is it tomorrow?\nA: It is.");
    expect([...(signals.cal ?? []), ...(signals.tessa ?? [])]).not.toContain("name_mentioned");
  });

  it("leaves a customer's own name out of what tells a place", () => {
    const own = booking("own", "2026-05-23T01:00:00Z", 30, { venue: "Jennifer's condo", title: null });
    const { candidates } = linkCall(input("C: Hi, it's Jennifer, about a question.", { bookings: [own] }));
    const signals = candidates.flatMap(({ evidence }) => evidence.map(({ signal }) => signal));
    expect(signals).not.toContain("place_said");
  });
});

describe("linkCall on calls about no booking", () => {
  it.each([
    [
      "a neighbour's wish",
      "C: It's Jennifer Alvarez. My neighbour wants to know, do you do breakfast?\nA: We don't, no.\nC: I'll pass it on.",
    ],
    ["both bookings", "C: For both parties, is there a gate code?\nA: I'll want it for both of them, yes."],
  ])("does not link %s", (_, words) => {
    expect(linkCall(input(words)).bookingId).toBeNull();
  });

  it("takes last year's for what this year's is to be like", () => {
    const last = booking("last", "2025-06-15T22:00:00Z", 30, { title: "Father's Day BBQ", status: "COMPLETED" });
    const words = `C: I'd like to book Father's Day again, like last year. Thirty people at three o'clock.
      A: The twenty-first at three, thirty people. You're all set for Father's Day.`;
    expect(linkCall(input(words, { bookings: [last, SATURDAY] })).bookingId).toBeNull();
  });

  it("takes a spoken pause for no wish", () => {
    const { intent } = linkCall(input("C: it's about our party on friday theres like a hose in the yard is that okay"));
    expect(intent).not.toBe("new_booking");
  });
});

describe("linkCall without a number", () => {
  it.each([
    ["anonymous", "The caller withheld the number."],
    [null, "The call carries no number."],
  ])("of %p asks for nothing that cannot be done", (fromPhone, why) => {
    const { status, explanation } = linkCall(input(null, {}, { fromPhone }));
    expect(status).toBe("UNMATCHED");
    expect(explanation).toBe(
      `${why} There is no number to know the caller by: whoever knows who it was can link the call by hand.`,
    );
  });

  it("of nobody known says how it links itself", () => {
    expect(linkCall(input(null, {}, { fromPhone: "+17075550177" })).explanation).toContain("Add the number");
  });
});

describe("linkCall on bad input", () => {
  const words = [
    "friday",
    "12",
    "no",
    "not",
    "actually",
    "march",
    "3rd",
    "seven",
    "thirty",
    "pm",
    "at",
    "for",
    "people",
    "party of",
    "cancel",
    "last",
    "next",
    "may",
    "June",
    "half",
    "to",
    "from",
    "$25",
    "510-555-0123",
    "?",
    "\n",
    "1/2",
    "30 June 31",
    "0",
    "99999999999",
    "ñ",
    "💥",
    "the",
    "of us",
  ];

  it.each([
    ["nothing", ""],
    ["a sound", "C: mm hmm"],
    ["another language", "C: Guten Tag, ich rufe wegen der Feier am Freitag an.\nC: 你好，星期五的派对"],
    ["one side", "A: Okay. Okay. Yes. Bye."],
    [
      "prices, cards and telephone numbers",
      "C: My card is 4111 1111 1111 1111, expires 12/30, the total was $1,200 and my number is 707-555-0130, 30 percent off at 1600 22nd Street.",
    ],
  ])("never links %s", (_, text) => {
    expect(linkCall(input(text)).bookingId).toBeNull();
  });

  it("tells calendar words from names", () => {
    const may: CustomerFacts = { ...jennifer, name: "May Friday" };
    const judgement = linkCall(input("C: Hi, this is May Friday, may I ask about Saturday?", { customers: [may] }));
    expect(judgement).toMatchObject({ customerId: "jennifer", bookingId: "saturday" });
  });

  it("judges events in the hour a clock change skips or repeats", () => {
    for (const eventAt of ["2026-03-08T10:30:00Z", "2026-11-01T09:30:00Z"]) {
      const night = booking("night", eventAt, 4);
      const startedAt = new Date(night.eventAt.getTime() - 2 * DAY_MS);
      expect(
        linkCall(input("C: It's about our party this Sunday, the four of us.", { bookings: [night] }, { startedAt }))
          .bookingId,
      ).toBe("night");
    }
  });

  it("judges a hundred bookings without guest count, title or sense", () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      booking(`b${i}`, new Date(CALLED_AT.getTime() + i * DAY_MS).toISOString(), null, {
        title: i % 2 === 0 ? null : "",
        notes: "  ",
      }),
    );
    const judgement = linkCall(input("C: It's about our party on June 1st.", { bookings: many }));
    expect(judgement.bookingId).toBe("b19");
    expect(linkCall(input("C: It's about the party.", { bookings: many })).bookingId).toBeNull();
  });

  it("survives a three-hour transcript in time linear in its length", () => {
    const long = Array.from(
      { length: 4000 },
      (_, i) =>
        `${i % 2 === 0 ? "C" : "A"}: so then we talked about friday and maybe seven thirty for about twelve people no actually`,
    ).join("\n");
    const began = performance.now();
    linkCall(input(long));
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it("holds its promises whatever is said", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: "grapheme", maxLength: 12 })), {
          maxLength: 60,
        }),
        fc.constantFrom("INBOUND", "OUTBOUND", "INTERNAL" as const),
        fc.array(
          fc.record({ days: fc.integer({ min: -40, max: 80 }), guests: fc.option(fc.integer({ min: 0, max: 99 })) }),
          { maxLength: 6 },
        ),
        (said, direction, events) => {
          const bookings = events.map(({ days, guests }, i) =>
            booking(`b${i}`, new Date(CALLED_AT.getTime() + days * DAY_MS).toISOString(), guests),
          );
          const facts = input(
            `C: ${said.join(" ")}`,
            { bookings },
            { direction: direction as LinkInput["call"]["direction"] },
          );
          const judgement = linkCall(facts);
          expect(linkCall(facts)).toEqual(judgement);
          expect(judgement.customerConfidence).toBeGreaterThanOrEqual(0);
          expect(judgement.customerConfidence).toBeLessThanOrEqual(1);
          expect(judgement.bookingConfidence).toBeLessThanOrEqual(1);
          expect(judgement.status === "LINKED").toBe(judgement.bookingId !== null);
          expect(judgement.reviewReason === null || judgement.status !== "LINKED").toBe(true);
          if (judgement.bookingId !== null) expect(judgement.customerId).not.toBeNull();
          expect(judgement.explanation).not.toBe("");
        },
      ),
      { numRuns: 300 },
    );
  });
});
