import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildAppSchema } from "../app-schema.js";
import { linkByPerson } from "../pipeline/decide.js";
import { linkEntities } from "../pipeline/link-entities.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [] };
const DAYS = { first: "2026-03-01T20:00:00Z", second: "2026-03-02T20:00:00Z", third: "2026-03-03T20:00:00Z" };

describe("relinkRecordings", () => {
  let database: TestDatabase;
  let graphql: TestGraphql;
  const calls = new Map<string, string>();
  const known = { customerId: "", bookingId: "" };
  beforeAll(async () => {
    database = await createTestDatabase();
    graphql = await startTestGraphql(await buildAppSchema(null), database);
    const customerId = await insertCustomer(database.sql, "Jen Alvarez");
    const bookingId = await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z" });
    Object.assign(known, { customerId, bookingId });
    const store = async (name: string, startedAt: string, link: { customerId?: string; bookingId?: string } | null) => {
      const id = await insertCall(database.sql, { phone: "+14155550111", startedAt, transcript: "Customer: Hello." });
      calls.set(id, name);
      await database.transaction(async (tx) => {
        if (link === null) await linkEntities(tx, [id], BUSINESS);
        else await linkByPerson(tx, id, { customerId: null, bookingId: null, note: null, ...link }, { name: "Dana" });
      });
      return id;
    };
    await store("a person's", DAYS.second, { bookingId });
    const judged = [
      await store("of the booking", DAYS.first, { bookingId }),
      await store("of the customer", DAYS.second, { customerId }),
      await store("of nobody", DAYS.third, null),
    ];
    await database.sql.query("UPDATE call_recordings SET linked_by = 'auto' WHERE id = ANY($1)", [judged]);
  });
  afterAll(async () => {
    await graphql.stop();
    await database.drop();
  });

  it.each<[string, () => Record<string, unknown>, string[]]>([
    ["nothing", () => ({}), ["of nobody", "of the booking", "of the customer"]],
    ["from then on", () => ({ from: DAYS.second }), ["of nobody", "of the customer"]],
    ["before then", () => ({ to: DAYS.second }), ["of the booking"]],
    ["a customer", () => ({ customerId: known.customerId }), ["of the booking", "of the customer"]],
    ["a booking", () => ({ bookingId: known.bookingId }), ["of the booking"]],
    ["statuses", () => ({ status: ["UNMATCHED", "CUSTOMER_ONLY"] }), ["of nobody", "of the customer"]],
    ["no status at all", () => ({ status: [] }), []],
    ["two conditions", () => ({ customerId: known.customerId, from: DAYS.second }), ["of the customer"]],
  ])("asked for %s, queues those and no person's", async (_what, filter, expected) => {
    await database.sql.query("DELETE FROM relink_queue");
    const { data, errors } = await graphql.ask(
      "mutation ($filter: RelinkFilter!) { relinkRecordings(filter: $filter) { queued } }",
      { filter: filter() },
      ["link"],
    );
    expect(errors).toBeUndefined();
    expect(data.relinkRecordings.queued).toBe(expected.length);
    const queued = await database.sql.query<{ id: string }>("SELECT recording_id AS id FROM relink_queue");
    expect(queued.map(({ id }) => calls.get(id)).toSorted()).toEqual(expected);
  });
});
