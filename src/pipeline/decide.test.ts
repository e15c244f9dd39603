import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BusinessFacts } from "../linking/facts.js";
import { insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { createCustomerByPerson, linkByPerson, unlinkByPerson } from "./decide.js";
import { ingestRecordings } from "./ingest.js";
import type { RecordingInput } from "./recording-input.js";
import { relinkChanged } from "./relink.js";
import { queueRelink } from "./relink-store.js";

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

  it("judges a number's other calls again once people's words show that several people call from it, and once they no longer do", async () => {
    const phone = "+14155550165";
    const ann = await insertCustomer(database.sql, "Ann Holder", phone);
    const bea = await insertCustomer(database.sql, "Bea Borrower", "+14155550166");
    const at = (hour: number) => ({ phone, startedAt: `2026-03-05T${hour}:00:00Z`, transcript: "Customer: Hi there." });
    const calls = await Promise.all([17, 18, 19].map((hour) => insertCall(database.sql, at(hour))));
    const [one = "", two = "", third = ""] = calls;
    const statusOf = async (): Promise<string | undefined> => {
      await relinkChanged(database, () => BUSINESS);
      const rows = await database.sql.query<{ status: string }>(
        "SELECT link_status AS status FROM call_recordings WHERE id = $1",
        [third],
      );
      return rows[0]?.status;
    };
    await database.transaction((tx) => queueRelink(tx, calls));
    expect(await statusOf()).toBe("CUSTOMER_ONLY");
    const say = (call: string, customerId: string) =>
      database.transaction((tx) => linkByPerson(tx, call, { customerId, bookingId: null, note: null }, PERSON));
    await Promise.all([say(one, ann), say(two, bea)]);
    expect(await statusOf()).toBe("NEEDS_REVIEW");
    await say(two, ann);
    expect(await statusOf()).toBe("CUSTOMER_ONLY");
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
