import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { expireTranscripts } from "../recordings/expire-store.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import { confirmByPerson, createCustomerByPerson, linkByPerson, releaseByPerson, unlinkByPerson } from "./decide.js";
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

  it.each([
    ["a\u0000b", "INVALID_VALUE"],
    ["n".repeat(2_001), "TOO_LONG"],
  ])("refuses a note that cannot be kept", async (note, reason) => {
    const customerId = await insertCustomer(database.sql, "Ann Smith", "+14155550163");
    const call = await insertCall(database.sql, { phone: "+14155550163", startedAt: "2026-03-04T20:00:00Z" });
    const decision = database.transaction((tx) =>
      linkByPerson(tx, call, { customerId, bookingId: null, note }, PERSON),
    );
    await expect(decision).rejects.toMatchObject({ code: "BAD_INPUT", field: "note", reason });
  });

  it("keeps a note that was cut within an emoji", async () => {
    const customerId = await insertCustomer(database.sql, "Ann Smith", "+14155550168");
    const call = await insertCall(database.sql, { phone: "+14155550168", startedAt: "2026-03-04T20:00:00Z" });
    const link = { customerId, bookingId: null, note: "She said so \ud83d" };
    await database.transaction((tx) => linkByPerson(tx, call, link, PERSON));
    expect(await database.sql.query("SELECT note FROM link_decisions WHERE recording_id = $1", [call])).toEqual([
      { note: "She said so \ufffd" },
    ]);
  });

  it.each([
    ["customer", "customerId", "DELETE FROM bookings.customers WHERE id = $1"],
    ["booking", "bookingId", "DELETE FROM bookings.bookings WHERE id = $1"],
  ] as const)("finds no %s who is being deleted", async (kind, field, deletion) => {
    const customerId = await insertCustomer(database.sql, "Nora Gone");
    const bookingId = await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z" });
    const call = await insertCall(database.sql, { phone: "+14155550167", startedAt: "2026-03-04T20:00:00Z" });
    const link = {
      customerId: null,
      bookingId: null,
      note: null,
      [field]: kind === "booking" ? bookingId : customerId,
    };
    let decision: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      await tx.query(deletion, [link[field]]);
      decision = database.transaction((other) => linkByPerson(other, call, link, PERSON)).catch((error) => error);
      await untilOneWaits(database.sql, "the decision to wait for the deletion");
    });
    expect(await decision).toMatchObject({ code: "NOT_FOUND", field });
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

  it("keeps once what the same person says again, and whatever differs", async () => {
    const ann = await insertCustomer(database.sql, "Ann Again", "+14155550169");
    const call = await insertCall(database.sql, { phone: "+14155550169", startedAt: "2026-03-04T20:00:00Z" });
    const decide = (decision: (tx: Sql) => Promise<void>) => database.transaction(decision);
    const link = (note: string | null, person = PERSON) =>
      decide((tx) => linkByPerson(tx, call, { customerId: ann, bookingId: null, note }, person));
    const confirm = (person = PERSON) => decide((tx) => confirmByPerson(tx, call, person));
    const unlink = () => decide((tx) => unlinkByPerson(tx, call, PERSON));
    const other = { name: "Lee in the kitchen" };
    for (const said of [
      ...[() => link(null), () => link(null), () => link("She said so."), () => link("She said so.")],
      ...[() => confirm(), () => confirm(), () => confirm(other), () => confirm(other), () => confirm()],
      ...[unlink, unlink, () => link(null), unlink],
    ]) {
      await said();
    }
    const history = await database.sql.query<{ action: string; name: string; note: string | null }>(
      "SELECT action, decided_by_name AS name, note FROM link_decisions WHERE recording_id = $1 ORDER BY id",
      [call],
    );
    expect(history.map(({ action, name, note }) => [action, name, ...(note === null ? [] : [note])])).toEqual([
      ["LINKED", PERSON.name],
      ["LINKED", PERSON.name, "She said so."],
      ["CONFIRMED", PERSON.name],
      ["CONFIRMED", other.name],
      ["CONFIRMED", PERSON.name],
      ["UNLINKED", PERSON.name],
      ["LINKED", PERSON.name],
      ["UNLINKED", PERSON.name],
    ]);
  });

  describe("taking a decision back", () => {
    const phone = "+14155550170";
    const release = (call: string) => database.transaction((tx) => releaseByPerson(tx, call, BUSINESS, PERSON));
    const linkOf = async (call: string) =>
      (
        await database.sql.query(
          `SELECT link_status AS status, customer_id AS "customerId", linked_by AS "linkedBy", linked_by_name AS name
             FROM call_recordings WHERE id = $1`,
          [call],
        )
      )[0];
    const historyOf = (call: string) =>
      database.sql.query(
        `SELECT action, decided_by AS by, decided_by_name AS name, customer_id AS "customerId"
           FROM link_decisions WHERE recording_id = $1 ORDER BY id`,
        [call],
      );
    const eventsOf = async (call: string) =>
      (
        await database.sql.query<{ type: string }>(
          "SELECT type FROM linkage_events WHERE recording_id = $1 ORDER BY id",
          [call],
        )
      ).map(({ type }) => type);
    const linkTo = (call: string, customerId: string) =>
      database.transaction((tx) => linkByPerson(tx, call, { customerId, bookingId: null, note: null }, PERSON));
    let ann: string;
    let bea: string;
    beforeAll(async () => {
      ann = await insertCustomer(database.sql, "Ann Released", phone);
      bea = await insertCustomer(database.sql, "Bea Mistaken", "+14155550171");
    });
    const insertTalk = (startedAt: string, from = phone) =>
      insertCall(database.sql, { phone: from, startedAt, transcript: "Customer: Hi there, how are you?" });

    it("has the program judge the call, and again when facts change", async () => {
      const call = await insertTalk("2026-03-06T20:00:00Z");
      await linkTo(call, bea);
      await release(call);
      expect(await linkOf(call)).toEqual({ status: "CUSTOMER_ONLY", customerId: ann, linkedBy: "auto", name: null });
      expect(await historyOf(call)).toEqual([
        { action: "LINKED", by: "person", name: PERSON.name, customerId: bea },
        { action: "RELEASED", by: "person", name: PERSON.name, customerId: null },
        { action: "JUDGED", by: "auto", name: null, customerId: ann },
      ]);
      expect(await eventsOf(call)).toEqual(["LINKED", "RELINKED"]);
      await insertCustomer(database.sql, "Cy Sharing", phone);
      await relinkChanged(database, () => BUSINESS);
      expect(await linkOf(call)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null });
    });

    it("tells nobody of a link that the program holds as well", async () => {
      const call = await insertTalk("2026-03-06T21:00:00Z", "+14155550171");
      await linkTo(call, bea);
      const told = await eventsOf(call);
      await release(call);
      expect(await linkOf(call)).toMatchObject({ status: "CUSTOMER_ONLY", customerId: bea, linkedBy: "auto" });
      expect(await eventsOf(call)).toEqual(told);
    });

    it("waits again for the transcript of a call that only its words can decide", async () => {
      const call = await insertCall(database.sql, { phone, startedAt: "2026-03-06T22:00:00Z" });
      await linkTo(call, bea);
      await release(call);
      expect(await linkOf(call)).toEqual({ status: "PENDING", customerId: null, linkedBy: null, name: null });
      expect((await historyOf(call)).at(-1)).toMatchObject({ action: "RELEASED", customerId: null });
      expect(await eventsOf(call)).toEqual(["LINKED", "UNLINKED"]);
    });

    it("refuses where no person decided, where words are no longer kept, and for nobody's call", async () => {
      const call = await insertTalk("2025-03-06T23:00:00Z");
      await expect(release(call)).rejects.toMatchObject({ code: "CONFLICT", reason: "NOT_DECIDED" });
      await linkTo(call, bea);
      await database.transaction((tx) =>
        expireTranscripts(tx, { before: new Date("2026-01-01T00:00:00Z"), after: null, most: 10 }),
      );
      await expect(release(call)).rejects.toMatchObject({ code: "CONFLICT", reason: "WORDS_EXPIRED" });
      expect(await linkOf(call)).toMatchObject({ customerId: bea, linkedBy: "person", name: PERSON.name });
      await expect(release("00000000-0000-0000-0000-000000000009")).rejects.toMatchObject({ code: "NOT_FOUND" });
    });
  });

  it("stores calls with their transcripts in statements for many", async () => {
    let statements = 0;
    const calls = Array.from(
      { length: 100 },
      (_, index): RecordingInput => ({
        ...{ externalId: `said-${index}`, direction: "INBOUND", callStartedAt: new Date("2026-03-04T20:00:00Z") },
        ...(index % 2 === 0 ? { transcript: `Customer: This is call ${index}.` } : {}),
      }),
    );
    const { ids } = await database.transaction((tx) =>
      ingestRecordings(
        {
          query(text, values) {
            statements += 1;
            return tx.query(text, values);
          },
        },
        calls,
        BUSINESS,
        new Date(),
      ),
    );
    expect(statements).toBeLessThanOrEqual(12);
    const stored = await database.sql.query(
      `SELECT transcript_status AS status, rc_transcript AS text
         FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place) JOIN call_recordings USING (id) ORDER BY place`,
      [ids],
    );
    expect(stored.slice(0, 2)).toEqual([
      { status: "READY", text: "Customer: This is call 0." },
      { status: "UNAVAILABLE", text: null },
    ]);
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
