import { describe, expect, it } from "@jest/globals";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { DateTime } from "luxon";
import { BUSINESS_TIMEZONE, buildBusiness, type DemoCall, OWN_PHONES } from "./business.js";
import { e164Of } from "./customers.js";

const NOW = new Date("2026-11-22T17:45:00Z");
const business = buildBusiness(NOW);
const { customers, bookings, pastCalls } = business;

const FICTIONAL = /^\+1\d{3}55501\d\d$/;
const EXTENSION = /^10\d$/;

/** A morning, the turn of the year, and the nights of both clock changes; each with a seed of its own. */
const WORLDS = ["2026-11-22T17:45:00Z", "2027-01-01T08:01:00Z", "2026-03-08T10:30:00Z", "2026-11-01T09:30:00Z"].map(
  (iso, index) => {
    const now = new Date(iso);
    return { iso, now, world: buildBusiness(now, 7 + index) };
  },
);

/** What a dialogue must never say: the traces of a missing fact or of clumsy insertion. */
const SLIP =
  /undefined|null|NaN|[{}]|\[object|Invalid|\$\$| {2}|\.m\.\.|[?!]\.|\bon (this|next|last) [A-Z]|\bon (today|tomorrow)\b|\b(for|of|about) on\b/;

const textOf = (call: DemoCall): string => (call.segments ?? []).map(({ text }) => text).join("\n");

describe("the demo's business", () => {
  it("has customers enough, some on shared and some on several numbers", () => {
    expect(customers.length).toBeGreaterThanOrEqual(40);
    expect(new Set(customers.map(({ key }) => key)).size).toBe(customers.length);
    const owners = Map.groupBy(customers, ({ phones }) => e164Of(phones[0] ?? ""));
    expect([...owners.values()].filter((of) => of.length === 2).length).toBeGreaterThanOrEqual(4);
    expect([...owners.values()].filter((of) => of.length > 2).length).toBeGreaterThanOrEqual(1);
    expect(customers.filter(({ phones }) => phones.length > 1).length).toBeGreaterThanOrEqual(8);
    expect(
      new Set(customers.flatMap(({ phones }) => phones.map((raw) => raw.replace(/\d/g, "9")))).size,
    ).toBeGreaterThan(6);
  });

  it("has only fictional numbers, valid ones, none of them its own", () => {
    const all = customers.flatMap(({ phones }) => phones);
    for (const raw of all) {
      const parsed = parsePhoneNumberFromString(raw, "US");
      expect(parsed?.number).toBe(e164Of(raw));
      expect(parsed?.isValid()).toBe(true);
      expect(e164Of(raw)).toMatch(FICTIONAL);
      expect(OWN_PHONES).not.toContain(e164Of(raw));
    }
    const called = pastCalls
      .flatMap(({ fromPhone, toPhone }) => [fromPhone, toPhone])
      .filter((phone) => phone !== null);
    expect(called.filter((phone) => !EXTENSION.test(phone) && !FICTIONAL.test(phone))).toEqual([]);
  });

  it("has bookings of all statuses, before and after now", () => {
    expect(bookings.length).toBeGreaterThanOrEqual(90);
    expect(new Set(bookings.map(({ key }) => key)).size).toBe(bookings.length);
    const keys = new Set(customers.map(({ key }) => key));
    for (const booking of bookings) {
      expect(keys).toContain(booking.customerKey);
      expect(booking.guestCount).toBeGreaterThanOrEqual(8);
      expect(booking.guestCount).toBeLessThanOrEqual(80);
      expect(booking.createdAt.getTime()).toBeLessThan(NOW.getTime());
      expect(booking.createdAt.getTime()).toBeLessThan(booking.eventAt.getTime());
    }
    const past = bookings.filter(({ eventAt, status }) => eventAt < NOW && status !== "IN_PROGRESS");
    const future = bookings.filter(({ eventAt, status }) => eventAt > NOW && status !== "IN_PROGRESS");
    expect(new Set(past.map(({ status }) => status))).toEqual(new Set(["COMPLETED", "CANCELLED"]));
    expect(past.filter(({ status }) => status === "COMPLETED").length).toBeGreaterThan(past.length * 0.7);
    expect(new Set(future.map(({ status }) => status))).toEqual(new Set(["PENDING", "CONFIRMED", "CANCELLED"]));
    expect(future.length).toBeGreaterThan(30);
  });

  it.each(WORLDS)("has an event in progress at $iso, today, at an hour at which people eat", ({ now, world }) => {
    const today = DateTime.fromJSDate(now, { zone: BUSINESS_TIMEZONE }).toISODate();
    const inProgress = world.bookings.filter(({ status }) => status === "IN_PROGRESS");
    expect(inProgress.length).toBeGreaterThanOrEqual(1);
    expect(inProgress.length).toBeLessThanOrEqual(2);
    for (const { eventAt } of inProgress) {
      const at = DateTime.fromJSDate(eventAt, { zone: BUSINESS_TIMEZONE });
      expect(at.toISODate()).toBe(today);
      expect(at.hour).toBeGreaterThanOrEqual(11);
      expect(at.hour).toBeLessThanOrEqual(20);
    }
  });

  it("gives no customer two events on one day", () => {
    const days = bookings.map(
      ({ customerKey, eventAt }) =>
        `${customerKey} ${DateTime.fromJSDate(eventAt, { zone: BUSINESS_TIMEZONE }).toISODate()}`,
    );
    expect(new Set(days).size).toBe(days.length);
  });

  it("is the same, to the letter, for the same moment and seed, and another for another seed", () => {
    expect(buildBusiness(NOW)).toEqual(business);
    expect(buildBusiness(NOW, 8).pastCalls.map(textOf)).not.toEqual(pastCalls.map(textOf));
  });
});

describe.each(WORLDS)("past calls up to $iso", ({ now, world }) => {
  const calls = world.pastCalls;

  it("are many, of all kinds, and over", () => {
    expect(calls.length).toBeGreaterThanOrEqual(150);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(calls.length);
    expect(new Set(calls.map(({ scenario }) => scenario)).size).toBeGreaterThanOrEqual(19);
    expect(new Set(calls.map(({ script }) => script)).size).toBeGreaterThanOrEqual(90);
    expect(new Set(calls.map(({ direction }) => direction))).toEqual(new Set(["INBOUND", "OUTBOUND", "INTERNAL"]));
    expect(new Set(calls.map(({ number }) => number))).toEqual(
      new Set(["known", "new", "withheld", "stranger", "own"]),
    );
    expect(calls.some(({ segments }) => segments === null)).toBe(true);
    const unfinished = calls.filter((call) => call.startedAt.getTime() + call.durationSeconds * 1000 >= now.getTime());
    expect(unfinished).toEqual([]);
  });

  it("are about a booking of the caller, who calls from a number of theirs unless it is new or withheld", () => {
    const everybody = new Set(world.customers.flatMap(({ phones }) => phones.map(e164Of)));
    const wrong = calls.filter((call) => {
      const booking = world.bookings.find(({ key }) => key === call.truth.bookingKey);
      const customer = world.customers.find(({ key }) => key === call.truth.customerKey);
      if ((booking?.customerKey ?? null) !== (call.truth.bookingKey === null ? null : call.truth.customerKey))
        return true;
      const outside = call.direction === "OUTBOUND" ? call.toPhone : call.fromPhone;
      if (call.number === "known") return !customer?.phones.map(e164Of).includes(outside ?? "");
      return call.number === "withheld" ? outside !== null : everybody.has(outside ?? "");
    });
    expect(wrong).toEqual([]);
  });

  it("have turns that follow each other, and no slip of the pen", () => {
    const slips = calls.flatMap(({ key, segments, insights, durationSeconds }) => {
      const turns = segments ?? [];
      const texts = [...turns.map(({ text }) => text), insights?.summary ?? "", ...(insights?.nextSteps ?? [])];
      const disorder = turns.filter((turn, index) => {
        const from = index === 0 ? 0 : (turns[index - 1]?.endSeconds ?? 0);
        return turn.startSeconds < from || turn.endSeconds <= turn.startSeconds || turn.endSeconds > durationSeconds;
      });
      return [...texts.filter((text) => SLIP.test(text)), ...disorder].map((found) => [key, found]);
    });
    expect(slips).toEqual([]);
  });

  it("speak of the future before the event and of the past after it", () => {
    for (const call of calls) {
      const booking = world.bookings.find(({ key }) => key === call.truth.bookingKey);
      if (booking === undefined) continue;
      if (call.scenario !== "new_booking")
        expect(call.startedAt.getTime()).toBeGreaterThan(booking.createdAt.getTime());
      const over = booking.eventAt < call.startedAt;
      if (["feedback", "complaint"].includes(call.scenario)) expect(over).toBe(true);
      else if (!["day_of", "voicemail"].includes(call.scenario)) expect(over).toBe(false);
    }
  });

  it("say a name where several people answer to the number, or none is known, but for the two that must not", () => {
    const phones = world.customers.flatMap((customer) => customer.phones.map(e164Of));
    for (const call of calls) {
      const outside = call.direction === "OUTBOUND" ? call.toPhone : call.fromPhone;
      const nameless = ["voicemail-nameless", "enquiry-nameless"].includes(call.script);
      const shared = phones.filter((phone) => phone === outside).length > 1;
      if (nameless || call.segments === null || call.truth.bookingKey === null || (call.number === "known" && !shared))
        continue;
      const customer = world.customers.find(({ key }) => key === call.truth.customerKey);
      expect(textOf(call)).toContain(customer?.name.split(" ")[0]);
    }
  });

  it("enter a booking during the call that made it, or within two minutes", () => {
    const made = calls.filter(({ scenario }) => scenario === "new_booking");
    expect(made.length).toBeGreaterThan(20);
    for (const call of made) {
      const created = world.bookings.find(({ key }) => key === call.truth.bookingKey)?.createdAt.getTime() ?? 0;
      expect(created).toBeGreaterThan(call.startedAt.getTime());
      expect(created).toBeLessThan(call.startedAt.getTime() + (call.durationSeconds + 121) * 1000);
    }
  });
});
