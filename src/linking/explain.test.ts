import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import type { BookingFacts, CustomerFacts, LinkInput } from "./facts.js";
import { linkCall } from "./link-call.js";

/** At 18:00 of Friday 22 May and 10:00 of Sunday 7 June 2026. */
const KAYAKS: BookingFacts = { ...lessonOf("kayaks", "2026-05-23T01:00:00Z"), title: "Two kayaks", guestCount: 2 };
const REGATTA: BookingFacts = {
  ...lessonOf("regatta", "2026-06-07T17:00:00Z"),
  title: "Regatta launch",
  guestCount: 9,
};

const told = (bookings: readonly BookingFacts[], ...lines: string[]): LinkInput => toldCall(lines, bookings);
const explained = (facts: LinkInput): string => linkCall(facts).explanation;

/** The same call from a number that somebody else holds, too, and has the last of the bookings. */
function shared(facts: LinkInput, name: string): LinkInput {
  const [holder] = facts.customers;
  const last = facts.bookings.at(-1);
  if (holder === undefined || last === undefined) throw new Error("nobody calls");
  const other: CustomerFacts = { ...holder, id: "other", name };
  return {
    ...facts,
    customers: [holder, other],
    bookings: [...facts.bookings.slice(0, -1), { ...last, customerId: "other" }],
  };
}

describe("an explanation", () => {
  it("says that what is linked was called off, and quotes no time that nobody said", () => {
    const off: BookingFacts = { ...KAYAKS, status: "CANCELLED" };
    const text = explained(
      told([off], "C: Hi, I called off my paddle and the refund hasn't come.", "A: It's on its way."),
    );
    expect(text).toContain("Two kayaks on Fri 22 May 2026 at 18:00 for 2 (cancelled)");
    expect(text).toContain("something called off was spoken of");
    expect(text).not.toContain("by its time");
  });

  it("quotes a word that only the linked booking has", () => {
    const text = explained(
      told(
        [KAYAKS, REGATTA],
        "C: Hello, we're after parking for the regatta, is there any?",
        "A: Plenty, by the pier.",
      ),
    );
    expect(text).toMatch(/the call fits Regatta launch .* by "regatta"/);
  });

  it("says who was named where somebody else's booking was spoken of", () => {
    const facts = shared(
      told([KAYAKS, REGATTA], "C: Robin Vance speaking. My wife has you on the seventh of June.", "A: At ten, yes."),
      "Odile Marchetti",
    );
    const [holder] = facts.customers;
    const named = {
      ...facts,
      customers: facts.customers.map((one) => (one === holder ? { ...one, name: "Robin Vance" } : one)),
    };
    const { status, explanation } = linkCall(named);
    expect(status).toBe("NEEDS_REVIEW");
    expect(explanation).toContain("Robin Vance was named, but what was said (");
    expect(explanation).toContain("fits Odile Marchetti's booking, Regatta launch on Sun 7 Jun 2026 at 10:00 for 9");
    expect(explanation).not.toContain("nothing said tells");
  });

  it("asks for nothing that tells no bookings apart where there is but one", () => {
    const text = explained(told([KAYAKS], "C: Hiya, is that the boathouse?", "A: It is.", "C: Is it busy with you?"));
    expect(text).not.toMatch(/number of guests would settle it/);
  });

  it.each([
    [
      "C: We've all come down with it, so please drop everything we've got with you.",
      "A: The 22nd and the seventh?",
      "C: Yes.",
    ],
    ["C: could you move both of them back a week", "A: the twenty second and the seventh of june", "C: thats it"],
  ])("asks a person where several bookings were changed at once: %j", (...lines) => {
    const { status, bookingId, explanation } = linkCall(told([KAYAKS, REGATTA], ...lines));
    expect({ status, bookingId }).toEqual({ status: "NEEDS_REVIEW", bookingId: null });
    expect(explanation).toContain("The call was about several bookings at once");
  });

  it("takes both of something else for no two bookings", () => {
    const lines = ["C: It's about the regatta on June seventh, I'll move both boats over first.", "A: At ten, yes."];
    expect(linkCall(told([KAYAKS, REGATTA], ...lines)).bookingId).toBe("regatta");
  });

  it("says of a call without words that none is near, and not what was said", () => {
    const facts = told([{ ...REGATTA, eventAt: new Date("2025-06-07T17:00:00Z"), status: "COMPLETED" }]);
    const { status, explanation } = linkCall({ ...facts, call: { ...facts.call, segments: null } });
    expect(status).toBe("CUSTOMER_ONLY");
    expect(explanation).toMatch(/none of their bookings is near the time of the call/);
  });

  it("writes a name that ends in s as people do", () => {
    const facts = told([], "C: Hello?");
    const customers = facts.customers.map((one) => ({ ...one, name: "Ines Brooks" }));
    expect(explained({ ...facts, customers })).toBe("The number is Ines Brooks', who has no bookings.");
  });

  it("says what else a caller wanted in words of English", () => {
    const text = explained(told([KAYAKS], "C: Oh, sorry, I've dialed the wrong number.", "A: No problem."));
    expect(text).toContain("the caller had the wrong number");
  });

  it("names the booking that points to a caller whom nobody knows", () => {
    const facts = told(
      [REGATTA],
      "C: This is Ada Whitlock on my mum's phone, about the regatta launch on June seventh.",
    );
    const customers = facts.customers.map((one) => ({ ...one, name: "Ada Whitlock", phones: ["+12135550147"] }));
    const { explanation: text, evidence } = linkCall({ ...facts, customers });
    expect(evidence.map(({ signal }) => signal)).toEqual(expect.arrayContaining(["name_introduced", "exact_date"]));
    expect(evidence.some(({ signal }) => signal === "phone_exact")).toBe(false);
    expect(text).toContain("The name given is Ada Whitlock's, and what was said fits Regatta launch");
  });
});

describe("evidence", () => {
  it("says in words of English what was said of a head count, and what was only said in part", () => {
    const { candidates } = linkCall(
      told([KAYAKS, REGATTA], "C: It's about the launch on June seventh, there are nine of us.", "A: Nine, yes."),
    );
    const details = candidates.flatMap(({ evidence }) => evidence.map(({ detail }) => detail));
    expect(details).toContain("A head count of 9 was said first.");
    expect(details).toContain("A head count of 2 was not said, another was.");
    expect(details).toContain('Part of "Regatta launch" was said.');
  });
});
