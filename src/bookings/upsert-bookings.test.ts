import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { BadItems } from "../bad-items.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import type { BookingInput } from "./booking-input.js";
import { upsertBookings } from "./upsert-bookings.js";

const at = (text: string): Date => new Date(text);
const NOBODY = "00000000-0000-4000-8000-000000000000";

let database: TestDatabase;
let ann = "";
let bob = "";
beforeAll(async () => {
  database = await createTestDatabase();
  const rows = await database.sql.query<{ id: string }>(
    "INSERT INTO bookings.customers (external_id, name) VALUES ('ann', 'Ann'), ('bob', 'Bob') RETURNING id",
  );
  ann = rows[0]?.id ?? "";
  bob = rows[1]?.id ?? "";
});
afterAll(() => database.drop());

const upsert = (inputs: BookingInput[]) => database.transaction((tx) => upsertBookings(tx, inputs));
const bookingOf = async (id: string | undefined) =>
  (await database.sql.query("SELECT * FROM bookings.bookings WHERE id = $1", [id]))[0];

async function problemsOf(inputs: unknown[]): Promise<string[]> {
  try {
    await upsert(inputs as BookingInput[]);
  } catch (error) {
    if (error instanceof BadItems) {
      return error.problems.map(({ index, path, reason }) => `input[${index}].${path} ${reason}`);
    }
    throw error;
  }
  return [];
}

describe("upsertBookings", () => {
  it("creates, finds again, and changes only what is given", async () => {
    const party = {
      externalId: "B-1",
      customerExternalId: "ann",
      eventDate: at("2026-12-05T02:00:00Z"),
      endsAt: at("2026-12-05T05:00:00Z"),
      guestCount: 30,
      status: "CONFIRMED" as const,
      title: "Birthday",
      venue: "Ann's garden",
      notes: "two vegetarians\nno sesame",
    };
    const { ids, ...counts } = await upsert([party]);
    expect(counts).toMatchObject({ created: 1, updated: 0, unchanged: 0 });
    expect(await bookingOf(ids[0])).toMatchObject({ customer_id: ann, status: "confirmed", notes: party.notes });

    expect(await upsert([party])).toMatchObject({ unchanged: 1, ids });
    expect(await upsert([{ externalId: "B-1", eventDate: party.eventDate }])).toMatchObject({ unchanged: 1 });
    expect(await upsert([{ id: ids[0] ?? "", eventDate: party.eventDate, guestCount: null, title: "" }])).toMatchObject(
      {
        updated: 1,
      },
    );
    expect(await bookingOf(ids[0])).toMatchObject({ guest_count: null, title: null, venue: "Ann's garden" });
  });

  it.each<[string, Record<string, unknown>]>([
    ["another external id", { externalId: "B-other" }],
    ["another customer", { customerId: undefined, customerExternalId: "bob" }],
    ["another date, and the same end", { eventDate: at("2026-12-05T01:00:00Z") }],
    ["another end", { endsAt: at("2026-12-05T06:00:00Z") }],
    ["more guests", { guestCount: 31 }],
    ["another status", { status: "CANCELLED" }],
    ["another title", { title: "Anniversary" }],
    ["another venue", { venue: "the hall" }],
    ["other notes", { notes: "three vegetarians" }],
  ])("stores %s alone, and the same again is no change", async (_case, change) => {
    const party = {
      ...{ externalId: `B-${randomUUID()}`, customerId: ann, status: "CONFIRMED" as const, guestCount: 30 },
      ...{ eventDate: at("2026-12-05T02:00:00Z"), endsAt: at("2026-12-05T05:00:00Z") },
      ...{ title: "Birthday", venue: "Ann's garden", notes: "two vegetarians" },
    };
    const { ids } = await upsert([party]);
    const before = await bookingOf(ids[0]);
    const changed = { ...party, ...change, id: ids[0] ?? "" };
    expect(await upsert([changed])).toMatchObject({ updated: 1, ids });
    expect(await bookingOf(ids[0])).not.toEqual({ ...before, updated_at: expect.any(Date) });
    expect(await upsert([changed])).toMatchObject({ unchanged: 1, ids });
  });

  it("takes a booking with no external id for none of those that have none", async () => {
    const [known = ""] = (await upsert([{ customerId: ann, eventDate: at("2026-12-05T02:00:00Z") }])).ids;
    const both = [
      { id: known, eventDate: at("2026-12-06T02:00:00Z") },
      { externalId: null, customerId: ann, customerExternalId: "ann", eventDate: at("2026-12-07T02:00:00Z") },
    ];
    expect(await upsert(both)).toMatchObject({ created: 1, updated: 1 });
  });

  it("takes texts that were cut within an emoji, and the same again for no change", async () => {
    const cut = { externalId: "B-cut", customerId: ann, eventDate: at("2026-12-05T02:00:00Z") };
    const texts = { title: "Party \ud83c", venue: "The hall \ud83c", notes: "Bring cake \ud83c" };
    const { ids } = await upsert([{ ...cut, ...texts }]);
    expect(await bookingOf(ids[0])).toMatchObject({ title: "Party \ufffd", notes: "Bring cake \ufffd" });
    expect(await upsert([{ ...cut, ...texts }])).toMatchObject({ unchanged: 1 });
  });

  it("refuses an external id that another booking has", async () => {
    const theirs = { externalId: "B-taken", customerId: ann, eventDate: at("2026-12-05T02:00:00Z") };
    await upsert([theirs]);
    const { ids } = await upsert([{ ...theirs, externalId: "B-mine" }]);
    for (const id of [ids[0], NOBODY])
      expect(await problemsOf([{ ...theirs, id }])).toEqual(["input[0].externalId EXTERNAL_ID_TAKEN"]);
  });

  it("moves the end with the event where no end is given", async () => {
    const { ids } = await upsert([
      { customerId: ann, eventDate: at("2026-12-05T02:00:00Z"), endsAt: at("2026-12-05T05:00:00Z") },
    ]);
    await upsert([{ id: ids[0] ?? "", eventDate: at("2027-01-09T02:00:00Z") }]);
    expect(await bookingOf(ids[0])).toMatchObject({ ends_at: at("2027-01-09T05:00:00Z"), status: "pending" });
  });

  it("may go to another customer", async () => {
    const { ids } = await upsert([{ customerId: ann, eventDate: at("2026-12-05T02:00:00Z") }]);
    await upsert([{ id: ids[0] ?? "", customerExternalId: "bob", eventDate: at("2026-12-05T02:00:00Z") }]);
    expect(await bookingOf(ids[0])).toMatchObject({ customer_id: bob });
  });

  const eventDate = at("2026-12-05T02:00:00Z");
  it.each<[string, Record<string, unknown>, string[]]>([
    ["nobody's booking", { customerId: undefined }, ["input[1].customerId NO_CUSTOMER"]],
    ["an unknown customer", { customerId: NOBODY }, ["input[1].customerId UNKNOWN_CUSTOMER"]],
    [
      "an unknown external customer",
      { customerId: undefined, customerExternalId: "carol" },
      ["input[1].customerExternalId UNKNOWN_CUSTOMER"],
    ],
    ["two customers", { customerExternalId: "bob" }, ["input[1].customerExternalId CUSTOMERS_DIFFER"]],
    ["a customer id that is none", { customerId: "7" }, ["input[1].customerId INVALID_ID"]],
    ["an end before the start", { endsAt: at("2026-12-05T01:00:00Z") }, ["input[1].endsAt END_BEFORE_START"]],
    ["an end at the start", { endsAt: eventDate }, ["input[1].endsAt END_BEFORE_START"]],
    ["no guests", { guestCount: 0 }, ["input[1].guestCount TOO_SMALL"]],
    ["fewer than no guests", { guestCount: -3 }, ["input[1].guestCount TOO_SMALL"]],
    ["half a guest", { guestCount: 2.5 }, ["input[1].guestCount INVALID_VALUE"]],
    ["a city of guests", { guestCount: 100_001 }, ["input[1].guestCount TOO_LONG"]],
    ["an unknown status", { status: "MAYBE" }, ["input[1].status INVALID_VALUE"]],
    ["no date", { eventDate: undefined }, ["input[1].eventDate INVALID_VALUE"]],
    ["a date that is none", { eventDate: new Date("never") }, ["input[1].eventDate INVALID_VALUE"]],
    ["the year 1066", { eventDate: at("1066-10-14T09:00:00Z") }, ["input[1].eventDate TOO_SMALL"]],
    ["a title too long", { title: "x".repeat(301) }, ["input[1].title TOO_LONG"]],
    ["a NUL in the notes", { notes: "a\0b" }, ["input[1].notes INVALID_VALUE"]],
  ])("refuses %s, naming the field, and stores nothing", async (_case, wrong, problems) => {
    const good = { customerId: ann, eventDate };
    const before = await database.sql.query("SELECT id FROM bookings.bookings");
    expect(await problemsOf([good, { ...good, ...wrong }])).toEqual(problems);
    expect(await database.sql.query("SELECT id FROM bookings.bookings")).toEqual(before);
  });

  it.each(["id", "externalId"])("refuses two items of one %s", async (field) => {
    const item = { [field]: field === "id" ? randomUUID() : "B-same", customerId: ann, eventDate };
    expect(await problemsOf([item, item])).toEqual([`input[1].${field} REPEATED`]);
  });

  it("refuses two items that name one booking, by its id and by its external id", async () => {
    const { ids } = await upsert([{ externalId: "B-twice", customerId: ann, eventDate, guestCount: 10 }]);
    const again = [
      { externalId: "B-twice", eventDate, guestCount: 20 },
      { id: ids[0], eventDate, guestCount: 30 },
    ];
    expect(await problemsOf(again)).toEqual(["input[1].id REPEATED"]);
    expect(await problemsOf(again.toReversed())).toEqual(["input[1].externalId REPEATED"]);
    expect(await bookingOf(ids[0])).toMatchObject({ guest_count: 10 });
  });

  it("creates one booking where a request brings the same as another that is not done yet", async () => {
    const input = [{ externalId: "B-race", customerId: ann, eventDate }];
    let second: ReturnType<typeof upsert> | undefined;
    const first = await database.transaction(async (tx) => {
      const result = await upsertBookings(tx, input);
      second = upsert(input);
      await untilOneWaits(database.sql, "the second to wait for the first");
      return result;
    });
    expect(first.created).toBe(1);
    expect(await second).toMatchObject({ created: 0, updated: 0, unchanged: 1, ids: first.ids });
  });

  it("stores 1,000 in a handful of statements", async () => {
    let statements = 0;
    const result = await database.transaction((tx) =>
      upsertBookings(
        {
          query(text, values) {
            statements++;
            return tx.query(text, values);
          },
        },
        Array.from({ length: 1000 }, (_, n) => ({ externalId: `bulk-${n}`, customerId: ann, eventDate })),
      ),
    );
    expect(result.created).toBe(1000);
    expect(statements).toBeLessThanOrEqual(5);
  });
});
