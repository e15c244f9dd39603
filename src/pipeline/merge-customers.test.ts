import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { upsertCustomers } from "../customers/upsert-customers.js";
import { getOne } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { decisionsOf } from "../recordings/link-decision.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import { linkByPerson } from "./decide.js";
import { linkEntities } from "./link-entities.js";
import { mergeCustomers } from "./merge-customers.js";
import { relinkChanged } from "./relink.js";

const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] };
const PERSON = { name: "Dana at the desk" };

describe("making one customer of two that are the same", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const merge = (kept: string, merged: string) => database.transaction((tx) => mergeCustomers(tx, kept, merged));
  const link = (id: string) => database.transaction((tx) => linkEntities(tx, [id], BUSINESS));
  const say = (id: string, said: { customerId?: string; bookingId?: string }) =>
    database.transaction((tx) =>
      linkByPerson(tx, id, { customerId: null, bookingId: null, note: null, ...said }, PERSON),
    );
  const stateOf = (id: string) =>
    getOne<{ customerId: string | null }>(
      database.sql,
      `SELECT link_status AS status, customer_id AS "customerId", booking_id AS "bookingId", linked_by AS "linkedBy"
         FROM call_recordings WHERE id = $1`,
      [id],
    );
  const historyOf = async (id: string) => (await decisionsOf(database.sql, [id]))[0] ?? [];
  const lastEventOf = (id: string) =>
    getOne(
      database.sql,
      `SELECT type, customer_id AS "customerId", booking_id AS "bookingId", previous
         FROM linkage_events WHERE recording_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
  /** Begins `second` while `first` is not committed yet, and has it wait for that. Returns what became of it. */
  const oneAfterTheOther = async (
    first: Parameters<TestDatabase["transaction"]>[0],
    second: () => Promise<unknown>,
  ) => {
    let outcome: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      await first(tx);
      outcome = second().catch((error) => error);
      await untilOneWaits(database.sql, "the second to wait for the first");
    });
    return outcome;
  };

  it("leaves what the merged one was known by to the one who stays, so that an import finds them", async () => {
    const lead = await insertCustomer(database.sql, "Lead", "+14155550129");
    const upsert = (externalId: string, email: string | null) =>
      database.transaction((tx) =>
        upsertCustomers(tx, [{ externalId, email, name: "Pia Lund", phones: ["+14155550129"] }], BUSINESS),
      );
    const known = async (id: string) =>
      database.sql.query(
        `SELECT customer.external_id AS "externalId", email FROM bookings.customers AS customer WHERE id = $1`,
        [id],
      );
    const [nameless] = (await upsert("crm-7", null)).ids as [string];
    await merge(lead, nameless);
    expect(await known(lead)).toEqual([{ externalId: "crm-7", email: null }]);
    const [merged] = (await upsert("crm-8", "pia@example.com")).ids as [string];
    await merge(lead, merged);
    expect(await known(lead)).toEqual([{ externalId: "crm-7", email: "pia@example.com" }]);
    expect(await upsert("crm-7", "pia@example.com")).toMatchObject({ created: 0, ids: [lead] });
    const [twin] = (await upsert("crm-9", "other@example.com")).ids as [string];
    await merge(lead, twin);
    expect(await known(lead)).toEqual([{ externalId: "crm-7", email: "pia@example.com" }]);
  });

  it("puts the merged one's numbers after those of the one who stays", async () => {
    const kept = await insertCustomer(database.sql, "Uwe Lind", "+14155550131", "+14155550132", "+14155550133");
    const merged = await insertCustomer(database.sql, "U. Lind", "+14155550134", "+14155550132");
    await merge(kept, merged);
    const phones = await database.sql.query<{ phone: string }>(
      "SELECT phone_e164 AS phone FROM bookings.customer_phones WHERE customer_id = $1 ORDER BY position",
      [kept],
    );
    expect(phones.map(({ phone }) => phone)).toEqual(["+14155550131", "+14155550132", "+14155550133", "+14155550134"]);
  });

  it("gives the merged one's calls to the one who stays, people's decisions included", async () => {
    const kept = await insertCustomer(database.sql, "Jen Voss", "+14155550127");
    const merged = await insertCustomer(database.sql, "Jennifer Voss", "+14155550128");
    const bookingId = await insertBooking(database.sql, { customerId: merged, eventAt: "2026-03-05T02:00:00Z" });
    const call = { phone: "+14155550128", startedAt: "2026-03-04T20:00:00Z" };
    const [judged, said] = [
      await insertCall(database.sql, { ...call, transcript: "Customer: Do you cater in Napa?\nAgent: We do." }),
      await insertCall(database.sql, call),
    ];
    await link(judged);
    await say(said, { bookingId });
    const [asJudged] = await historyOf(judged);
    const [asSaid] = await historyOf(said);
    await merge(kept, merged);
    const handedOver = { note: "The customer was merged into this one.", customerId: kept };
    const anew = { id: expect.any(String), decidedAt: expect.any(Date) };
    expect((await historyOf(judged))[0]).toEqual({ ...asJudged, ...handedOver, ...anew });
    expect((await historyOf(said))[0]).toEqual({ ...asSaid, ...handedOver, ...anew });
    expect(await lastEventOf(said)).toEqual({
      ...{ type: "RELINKED", customerId: kept, bookingId },
      previous: { status: "LINKED", customerId: merged, bookingId },
    });
    await relinkChanged(database, () => BUSINESS);
    expect(await stateOf(judged)).toMatchObject({ customerId: kept });
    expect(await stateOf(said)).toEqual({ status: "LINKED", customerId: kept, bookingId, linkedBy: "person" });
  });

  it("leaves a call to whom a person gives it meanwhile", async () => {
    const kept = await insertCustomer(database.sql, "Ole Friis", "+14155550135");
    const merged = await insertCustomer(database.sql, "Ole H. Friis", "+14155550136");
    const other = await insertCustomer(database.sql, "Maren Friis");
    const call = await insertCall(database.sql, { phone: "+14155550136", startedAt: "2026-03-04T20:00:00Z" });
    await link(call);
    const given = { customerId: other, bookingId: null, note: null };
    await oneAfterTheOther(
      (tx) => linkByPerson(tx, call, given, PERSON),
      () => merge(kept, merged),
    );
    expect(await stateOf(call)).toMatchObject({ customerId: other, linkedBy: "person" });
  });

  it("does so once where each is merged into the other at the same time", async () => {
    const one = await insertCustomer(database.sql, "Ida Holt", "+14155550137");
    const other = await insertCustomer(database.sql, "Ida B. Holt", "+14155550138");
    const second = await oneAfterTheOther(
      (tx) => mergeCustomers(tx, one, other),
      () => merge(other, one),
    );
    expect(second).toMatchObject({ code: "NOT_FOUND", field: "keptId" });
    const left = await database.sql.query("SELECT id FROM bookings.customers WHERE id = ANY($1)", [[one, other]]);
    expect(left).toEqual([{ id: one }]);
  });

  it("refuses whom there is not, and a customer with themselves", async () => {
    const [kept, gone] = [await insertCustomer(database.sql, "Nils Rask"), "00000000-0000-4000-8000-000000000000"];
    await expect(merge(kept, gone)).rejects.toMatchObject({ code: "NOT_FOUND", field: "mergedId" });
    await expect(merge(gone, kept)).rejects.toMatchObject({ code: "NOT_FOUND", field: "keptId" });
    await expect(merge(kept, kept)).rejects.toMatchObject({
      ...{ code: "BAD_INPUT", field: "mergedId", reason: "SAME_CUSTOMER" },
    });
  });
});
