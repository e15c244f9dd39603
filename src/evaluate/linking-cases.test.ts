import { describe, expect, it } from "@jest/globals";
import { readLinkingCase, readLinkingCases } from "./linking-cases.js";

const line = {
  id: "one",
  source: "hand",
  call: {
    startedAt: "2026-05-13T17:00:00Z",
    timezone: "America/Los_Angeles",
    direction: "OUTBOUND",
    fromPhone: "+12135550199",
    toPhone: "7075550128",
    transcript: "Customer: Hello?\nAgent: Hi, it's about Friday.\nstill me",
  },
  customers: [{ id: "c", name: "Jennifer Alvarez", phone: "+17075550128" }],
  bookings: [
    {
      id: "b",
      customerId: "c",
      eventAt: "2026-05-16T01:00:00Z",
      guestCount: null,
      status: "confirmed",
      title: null,
      notes: null,
    },
  ],
  truth: { customerId: "c", bookingId: null },
  meta: { family: "near", variant: "single", dialogueId: "talk-1" },
};

describe("readLinkingCase", () => {
  it("reads a line whole", () => {
    const item = readLinkingCase(JSON.stringify(line), 1, "US");
    expect(item).toMatchObject({
      id: "one",
      source: "hand",
      family: "near",
      variant: "single",
      group: "talk-1",
      truth: line.truth,
    });
    expect(item.input.business).toEqual({ timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] });
    expect(item.input.customers[0]).toEqual({
      id: "c",
      name: "Jennifer Alvarez",
      phones: ["+17075550128"],
      lastContactAt: null,
    });
    expect(item.input.bookings[0]).toMatchObject({ status: "CONFIRMED", venue: null, createdAt: null });
    expect(item.input.call.segments?.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      "customer: Hello?",
      "agent: Hi, it's about Friday. still me",
    ]);
  });

  it("takes the region from the business's number, then from its zone", () => {
    const regionOf = (toPhone: string | null, timezone: string): string =>
      readLinkingCase(
        JSON.stringify({ ...line, call: { ...line.call, direction: "INBOUND", toPhone, timezone } }),
        1,
        "US",
      ).input.business.region;
    expect(regionOf("+441914980001", "America/Chicago")).toBe("GB");
    expect(regionOf(null, "Europe/London")).toBe("GB");
    expect(regionOf("0191 498 0001", "Asia/Tokyo")).toBe("US");
  });

  it("works without truth, meta, transcript", () => {
    const { truth: _truth, meta: _meta, ...bare } = line;
    const item = readLinkingCase(JSON.stringify({ ...bare, call: { ...line.call, transcript: null } }), 1, "US");
    expect(item).toMatchObject({ truth: null, family: null, group: "one" });
    expect(item.input.call.segments).toBeNull();
  });

  it.each([
    ["{", "Line 2 is not JSON."],
    [JSON.stringify({ ...line, id: 3 }), "Line 2: id takes text."],
    ["[]", "Line 2: it takes an object."],
    [JSON.stringify({ ...line, call: { ...line.call, startedAt: "soon" } }), "Line 2: call.startedAt"],
    [JSON.stringify({ ...line, bookings: [{ ...line.bookings[0], status: "MAYBE" }] }), "Line 2: bookings.0.status"],
  ])("names the line and field of %j", (bad, message) => {
    expect(() => readLinkingCases(`${JSON.stringify(line)}\n${bad}\n`, "US")).toThrow(message);
  });
});
