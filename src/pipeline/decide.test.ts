import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BusinessFacts } from "../linking/facts.js";
import { insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { createCustomerByPerson, linkByPerson, unlinkByPerson } from "./decide.js";
import { ingestRecordings } from "./ingest.js";
import type { RecordingInput } from "./recording-input.js";

const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] };
const PERSON = { name: "Dana at the desk" };

describe("what people decide", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const create = (call: string, name: string) =>
    database.transaction((tx) => createCustomerByPerson(tx, call, name, BUSINESS, PERSON));

  it("makes one customer of a caller, however often the button is pressed", async () => {
    const call = await insertCall(database.sql, { phone: "+14155550161", startedAt: "2026-03-04T20:00:00Z" });
    const pressed = await Promise.allSettled([create(call, "New Person"), create(call, "New Person")]);
    expect(pressed.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(create(call, "New Person")).rejects.toMatchObject({ code: "CONFLICT", reason: "CUSTOMER_KNOWN" });
    const customers = await database.sql.query("SELECT FROM bookings.customers WHERE name = 'New Person'");
    expect(customers).toHaveLength(1);
    await database.transaction((tx) => unlinkByPerson(tx, call, PERSON));
    await expect(create(call, "Somebody Else of That Number")).resolves.toEqual(expect.any(String));
  });

  it.each(["", "  ", "a\u0000b", "n".repeat(201)])("refuses the name %j as name", async (name) => {
    const call = await insertCall(database.sql, { phone: "+14155550162", startedAt: "2026-03-04T20:00:00Z" });
    await expect(create(call, name)).rejects.toMatchObject({ code: "BAD_INPUT", field: "name" });
  });

  it.each(["a\u0000b", "n".repeat(2_001)])("refuses a note that cannot be kept", async (note) => {
    const customerId = await insertCustomer(database.sql, "Ann Smith", "+14155550163");
    const call = await insertCall(database.sql, { phone: "+14155550163", startedAt: "2026-03-04T20:00:00Z" });
    const decision = database.transaction((tx) =>
      linkByPerson(tx, call, { customerId, bookingId: null, note }, PERSON),
    );
    await expect(decision).rejects.toMatchObject({ code: "BAD_INPUT", field: "note" });
  });

  it("stores the same calls from several at once, whatever order each has them in", async () => {
    const calls = Array.from(
      { length: 40 },
      (_, index): RecordingInput => ({
        ...{ externalId: `together-${index}`, direction: "INBOUND", fromPhone: "+14155550164" },
        callStartedAt: new Date("2026-03-04T20:00:00Z"),
      }),
    );
    const stored = await Promise.all(
      [calls, calls.toReversed(), calls, calls.toReversed()].map((inputs) =>
        database.transaction((tx) => ingestRecordings(tx, inputs, BUSINESS, new Date())),
      ),
    );
    expect(stored.map(({ created }) => created).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 40]);
    expect(stored[1]?.ids).toEqual(stored[0]?.ids.toReversed());
  });
});
