import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { labelLine } from "../evaluate/label-line.js";
import { readLinkingCases } from "../evaluate/linking-cases.js";
import type { BusinessFacts } from "../linking/facts.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { confirmByPerson, linkByPerson } from "./decide.js";
import { decidedCalls } from "./decided-calls.js";
import { linkEntities } from "./link-entities.js";

const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] };
const PERSON = { name: "Dana at the desk" };

describe("what people decided", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("can be read as labelled cases, with all that the program judges by, and changes nothing", async () => {
    const customerId = await insertCustomer(database.sql, "Ruth Olsen", "+14155550131");
    const [first, second] = [
      await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30 }),
      await insertBooking(database.sql, { customerId, eventAt: "2026-03-21T01:00:00Z", guestCount: 12 }),
    ];
    const call = { phone: "+14155550131", startedAt: "2026-03-04T20:00:00Z" };
    const corrected = await insertCall(database.sql, {
      ...call,
      transcript: "Customer: It's about the party.\nAgent: Sure.",
    });
    const left = await insertCall(database.sql, { ...call, transcript: "Customer: Hello again.\nAgent: Hello." });
    const confirmed = await insertCall(database.sql, {
      ...{ ...call, startedAt: "2026-03-05T20:00:00Z" },
      transcript: "Customer: On March 13th we are 30 people.\nAgent: 30 people on March 13th, noted.",
    });
    await database.transaction(async (tx) => {
      await linkEntities(tx, [corrected, left, confirmed], BUSINESS);
      await linkByPerson(tx, corrected, { customerId: null, bookingId: second, note: null }, PERSON);
      await confirmByPerson(tx, confirmed, PERSON);
    });

    const lines: string[] = [];
    for await (const decided of decidedCalls(database, BUSINESS, null)) lines.push(labelLine(decided));
    const cases = readLinkingCases(lines.join("\n"), "US");
    expect(cases.map(({ id, truth }) => [id, truth])).toEqual([
      [corrected, { customerId, bookingId: second }],
      [confirmed, { customerId, bookingId: first }],
    ]);
    expect(cases[0]?.input.bookings).toHaveLength(2);
    expect(cases[0]?.input.call.segments?.map(({ speaker }) => speaker)).toEqual(["customer", "agent"]);
    const by = await database.sql.query<{ by: string }>("SELECT linked_by AS by FROM call_recordings WHERE id = $1", [
      corrected,
    ]);
    expect(by).toEqual([{ by: "person" }]);
  });
});
