import { expect, it } from "@jest/globals";
import { matchCustomers } from "./match-customer.js";

const CUSTOMERS = [
  { id: "whole", phones: ["102", "(707) 555-0128"] },
  { id: "neighbour", phones: ["(707) 555-0129"] },
  { id: "short", phones: ["555 0128"] },
  { id: "other short", phones: ["555-0129"] },
  { id: "none", phones: ["anonymous", "102"] },
].map((customer) => ({ ...customer, name: customer.id, lastContactAt: null }));

it.each([
  ["+17075550128", ["whole"]],
  ["555-0128", ["short"]],
  ["anonymous", []],
  ["102", []],
  ["+17075550130", []],
  ["555-0130", []],
])("%s is held by %j", (fromPhone, holders) => {
  const call = { startedAt: new Date("2026-03-04T20:00:00Z"), direction: "INBOUND", fromPhone, toPhone: null } as const;
  const business = { timezone: "America/Los_Angeles", region: "US", ownPhones: [] };
  const input = { call: { ...call, segments: null, insights: null }, customers: CUSTOMERS, bookings: [], business };
  expect(matchCustomers(input).holders.map(({ id }) => id)).toEqual(holders);
});
