import { describe, expect, it } from "@jest/globals";
import { buildBusiness } from "./business.js";
import { e164Of } from "./customers.js";
import { liveCall, liveCalls } from "./live-calls.js";

const NOW = new Date("2026-11-22T17:45:00Z");
const business = buildBusiness(NOW);

const SLIP =
  /undefined|null|NaN|[{}]|\[object|Invalid|\$\$| {2}|\.m\.\.|[?!]\.|\bon (this|next|last) [A-Z]|\bon (today|tomorrow)\b|\b(for|of|about) on\b/;

function first(count: number) {
  const calls = liveCalls(business, NOW);
  return Array.from({ length: count }, () => calls.next().value);
}

describe("live calls", () => {
  it("open with a customer who changes the guest count of an event by name", () => {
    const [call] = first(1);
    const booking = business.bookings.find(({ key }) => key === call?.truth.bookingKey);
    const said = (call?.segments ?? []).map(({ text }) => text).join("\n");
    expect(call).toMatchObject({ scenario: "guest_count", number: "known", direction: "INBOUND" });
    expect(said).toContain(booking?.about.occasion.mine);
  });

  it("then show a shared number, an unknown caller, feedback, a wrong number, voicemail and a supplier", () => {
    const calls = first(7);
    expect(calls.map(({ scenario }) => scenario)).toEqual([
      "guest_count",
      "enquiry",
      "quote",
      "feedback",
      "wrong_number",
      "voicemail",
      "vendor",
    ]);
    const holders = business.customers.filter(({ phones }) =>
      phones.some((raw) => e164Of(raw) === calls[1]?.fromPhone),
    );
    expect(holders.length).toBeGreaterThan(1);
    expect(calls[2]?.truth).toEqual({ customerKey: null, bookingKey: null });
  });

  it.each(["02:20Z", "09:00Z", "16:00Z"])("find somebody for every kind of the opening, at %s as well", (time) => {
    const now = new Date(`2026-11-25T${time}`);
    const world = buildBusiness(now);
    const opening = Array.from({ length: 17 }, (_, index) => liveCall(world, index, now).scenario);
    expect(opening.slice(7)).toEqual([
      "date",
      "confirmation",
      "day_of",
      "complaint",
      "internal",
      "guest_count",
      "several_bookings",
      "unknown_caller",
      "enquiry",
      "enquiry",
    ]);
  });

  it("go on without end, in many dialogues, never twice the same words", () => {
    const calls = first(200);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(200);
    expect(new Set(calls.map(({ scenario }) => scenario)).size).toBeGreaterThanOrEqual(18);
    expect(new Set(calls.slice(0, 120).map(({ script }) => script)).size).toBeGreaterThanOrEqual(60);
    const talks = calls
      .filter(({ truth }) => truth.bookingKey !== null)
      .map(({ segments }) => JSON.stringify(segments));
    expect(new Set(talks).size).toBe(talks.length);
  });

  it("are the same for the same moment", () => {
    expect(first(40)).toEqual(first(40));
    expect(liveCall(business, 3, NOW)).toEqual(liveCall(buildBusiness(NOW), 3, NOW));
  });

  it.each([0, 1, 30, 400])("are about bookings of the caller when the demo is started again %i days later", (days) => {
    const slips: string[] = [];
    for (let index = 0; index < 60; index++) {
      const call = liveCall(business, index, new Date(NOW.getTime() + days * 86_400_000 + index * 1_380_000));
      const booking = business.bookings.find(({ key }) => key === call.truth.bookingKey);
      const customer = business.customers.find(({ key }) => key === call.truth.customerKey);
      if (booking !== undefined) expect(booking.customerKey).toBe(call.truth.customerKey);
      const outside = call.direction === "OUTBOUND" ? call.toPhone : call.fromPhone;
      if (call.number === "known") expect(customer?.phones.map(e164Of)).toContain(outside);
      slips.push(...(call.segments ?? []).map(({ text }) => text).filter((text) => SLIP.test(text)));
    }
    expect(slips).toEqual([]);
  });
});
