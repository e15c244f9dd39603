import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { loadConfig } from "../config.js";
import { getPhoneNumber, setPhoneClass } from "../customers/phone-class-store.js";
import { getOne } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { decisionsAt, decisionsOf } from "../recordings/link-decision.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { readBusiness } from "./business.js";
import { confirmByPerson, linkByPerson, unlinkByPerson } from "./decide.js";
import { linkEntities, linkUnlocked } from "./link-entities.js";
import { relinkChanged } from "./relink.js";

const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] };
const PERSON = { name: "Dana at the desk" };

describe("linking what is stored", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const link = (...ids: string[]) => database.transaction((tx) => linkEntities(tx, ids, BUSINESS));
  const relink = () => relinkChanged(database, () => BUSINESS);
  const stateOf = (id: string) =>
    getOne<{ status: string; customerId: string | null; bookingId: string | null; linkedBy: string | null }>(
      database.sql,
      `SELECT link_status AS status, customer_id AS "customerId", booking_id AS "bookingId", linked_by AS "linkedBy"
         FROM call_recordings WHERE id = $1`,
      [id],
    );
  const eventsOf = async (id: string) => {
    const rows = await database.sql.query<{ type: string }>(
      "SELECT type FROM linkage_events WHERE recording_id = $1 ORDER BY id",
      [id],
    );
    return rows.map((row) => row.type);
  };

  it("passes over a call that is being written, and judges the others meanwhile", async () => {
    await insertCustomer(database.sql, "Priya Raman", "+14155550187");
    const [free, held] = [
      await insertCall(database.sql, { phone: "+14155550187", startedAt: "2026-03-04T20:00:00Z" }),
      await insertCall(database.sql, { phone: "+14155550187", startedAt: "2026-03-05T20:00:00Z" }),
    ];
    const linkFree = () => database.transaction((tx) => linkUnlocked(tx, [free, held], BUSINESS));
    await database.transaction(async (tx) => {
      await tx.query("UPDATE call_recordings SET updated_at = now() WHERE id = $1", [held]);
      expect(await linkFree()).toEqual([held]);
    });
    expect(await stateOf(free)).toMatchObject({ status: "CUSTOMER_ONLY" });
    expect(await stateOf(held)).toMatchObject({ status: "PENDING" });
    expect(await linkFree()).toEqual([]);
    expect(await stateOf(held)).toMatchObject({ status: "CUSTOMER_ONLY" });
  });

  it("says who called before the transcript is there, and what about when it is", async () => {
    const customerId = await insertCustomer(database.sql, "Jennifer Alvarez", "+14155550111");
    const bookingId = await insertBooking(database.sql, {
      ...{ customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30, title: "Birthday hibachi" },
    });
    await insertBooking(database.sql, { customerId, eventAt: "2026-04-18T01:00:00Z", guestCount: 12 });
    const call = await insertCall(database.sql, { phone: "+14155550111", startedAt: "2026-03-04T20:00:00Z" });
    await link(call);
    expect(await stateOf(call)).toMatchObject({ status: "CUSTOMER_ONLY", customerId, bookingId: null });
    await database.sql.query(
      `UPDATE call_recordings SET transcript_status = 'READY', transcript_stored_at = now(), transcript_segments = $2::jsonb
        WHERE id = $1`,
      [
        call,
        JSON.stringify([
          {
            speaker: "customer",
            name: null,
            text: "Hi, it's about our party on Friday the 13th, for thirty people.",
            start: 1,
            end: 4,
          },
          { speaker: "agent", name: null, text: "Yes, March 13th at six for 30 guests.", start: 4, end: 8 },
        ]),
      ],
    );
    await link(call);
    expect(await stateOf(call)).toEqual({ status: "LINKED", customerId, bookingId, linkedBy: "auto" });
    expect(await eventsOf(call)).toEqual(["LINKED", "LINKED"]);
  });

  it("links by what the decisions of the business's people taught, where it is given that", async () => {
    const customerId = await insertCustomer(database.sql, "Ines Ward", "+14155550122");
    const bookingId = await insertBooking(database.sql, {
      ...{ customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30, title: "Birthday hibachi" },
    });
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550122", startedAt: "2026-03-04T20:00:00Z" },
      transcript: "Customer: Hi, it's about our party on March 13th.",
    });
    const weightBy = async (adaptation: Record<string, string>): Promise<number> => {
      const business = await readBusiness(database.sql, loadConfig({}, adaptation));
      await database.transaction((tx) => linkEntities(tx, [call], business));
      const { weight } = await getOne<{ weight: number }>(
        database.sql,
        `SELECT (evidence ->> 'weight')::float AS weight
           FROM call_recordings, jsonb_array_elements(link_evidence) AS evidence
          WHERE call_recordings.id = $1 AND booking_id = $2 AND evidence ->> 'signal' = 'exact_date'`,
        [call, bookingId],
      );
      return weight;
    };
    const builtIn = await weightBy({});
    const talk = { exact_date: 1.5, "exact_date@existing": 1.5 };
    const added = (await weightBy({ LINK_ADAPTATION: JSON.stringify({ calls: 20, talk }) })) - builtIn;
    expect(added).toBeCloseTo(1.5, 2);
    expect(await weightBy({})).toBe(builtIn);
  });

  it("judges a call of a customer with very many bookings alike, whichever calls it is judged with", async () => {
    const customerId = await insertCustomer(database.sql, "Harbor Events", "+14155550166");
    const weeks = Array.from({ length: 130 }, (_, week) => new Date(Date.UTC(2023, 5, 3 + 7 * week, 1)));
    for (const eventAt of weeks)
      await insertBooking(database.sql, { customerId, eventAt: eventAt.toISOString(), guestCount: 10 });
    const bookingId = await insertBooking(database.sql, {
      ...{ customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30, title: "Birthday hibachi" },
    });
    const early = await insertCall(database.sql, { phone: "+14155550166", startedAt: "2023-06-01T20:00:00Z" });
    const late = await insertCall(database.sql, { phone: "+14155550166", startedAt: "2026-03-04T20:00:00Z" });
    const says = (text: string) => JSON.stringify([{ speaker: "customer", name: null, text, start: 1, end: 4 }]);
    await database.sql.query(
      `UPDATE call_recordings SET transcript_status = 'READY', transcript_stored_at = now(), transcript_segments = $2::jsonb
        WHERE id = $1`,
      [late, says("Hi, it's about the birthday hibachi on Friday the 13th of March at six, for thirty people.")],
    );
    await link(late);
    const alone = await stateOf(late);
    expect(alone).toMatchObject({ status: "LINKED", bookingId });
    await link(early, late);
    expect(await stateOf(late)).toEqual(alone);
  });

  it("changes nothing and tells nobody when it is run again", async () => {
    const customerId = await insertCustomer(database.sql, "Omar Haddad", "+14155550112");
    await insertBooking(database.sql, { customerId, eventAt: "2026-03-05T02:00:00Z", guestCount: 14 });
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550112", startedAt: "2026-03-04T20:00:00Z" },
      transcript:
        "Customer: Hi, we have the dinner tonight at six for fourteen people, are you still coming?\nAgent: Yes, at six.",
    });
    expect(await link(call)).toEqual([call]);
    expect(await link(call)).toEqual([]);
    expect(await eventsOf(call)).toHaveLength(1);
  });

  it("waits with a shared number until the transcript decides, and asks nobody before", async () => {
    await insertCustomer(database.sql, "Lena Park", "+14155550113");
    await insertCustomer(database.sql, "Tom Park", "+14155550113");
    const call = await insertCall(database.sql, { phone: "+14155550113", startedAt: "2026-03-04T20:00:00Z" });
    await link(call);
    expect(await stateOf(call)).toMatchObject({ status: "PENDING", customerId: null });
    expect(await eventsOf(call)).toEqual([]);
  });

  it("suggests, but never links, whom a caller with an unknown number says to be", async () => {
    const customerId = await insertCustomer(database.sql, "Penélope O'Hara", "+14155550120");
    const bookingId = await insertBooking(database.sql, {
      ...{ customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30, title: "Birthday hibachi" },
    });
    const call = await insertCall(database.sql, {
      ...{ phone: "+17075550121", startedAt: "2026-03-04T20:00:00Z" },
      transcript:
        "Customer: Hi, this is Penelope O'Hara, I'm calling from work. Our birthday hibachi on March 13th at five is for 30 people, right?\nAgent: Yes, 30 guests on March 13th.",
    });
    await link(call);
    expect(await stateOf(call)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null, bookingId: null });
    const { candidates } = await getOne<{ candidates: { kind: string; id: string }[] }>(
      database.sql,
      "SELECT link_candidates AS candidates FROM call_recordings WHERE id = $1",
      [call],
    );
    expect(candidates.map(({ id }) => id)).toEqual(expect.arrayContaining([customerId, bookingId]));
  });

  it("judges an unknown caller again when a booking of the customer changes whose name was said", async () => {
    const customerId = await insertCustomer(database.sql, "Orla Keating", "+14155550142");
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550143", startedAt: "2026-03-04T20:00:00Z" },
      transcript:
        "Customer: Hi, this is Orla Keating, it's about our party on Friday the 13th at six, for thirty people.",
    });
    await link(call);
    await relink();
    expect(await stateOf(call)).toMatchObject({ status: "UNMATCHED" });
    await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30 });
    await relink();
    expect(await stateOf(call)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null });
  });

  it("asks a person about calls from a number that is set as shared, unless a name or a booking is spoken of", async () => {
    const customerId = await insertCustomer(database.sql, "Karl Reiter", "+14155550124");
    const call = { phone: "+14155550124", startedAt: "2026-03-04T20:00:00Z" };
    const vague = await insertCall(database.sql, {
      ...call,
      transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
    });
    const named = await insertCall(database.sql, {
      ...{ ...call, startedAt: "2026-03-05T20:00:00Z" },
      transcript: "Customer: Hi, this is Karl Reiter.\nAgent: Hi Karl.",
    });
    await link(vague, named);
    expect(await stateOf(vague)).toMatchObject({ status: "CUSTOMER_ONLY", customerId });
    await setPhoneClass(database.sql, "+14155550124", "COMPANY_MAIN_LINE", "Dana");
    await relink();
    expect(await stateOf(vague)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null });
    expect(await stateOf(named)).toMatchObject({ status: "CUSTOMER_ONLY", customerId });
    await setPhoneClass(database.sql, "+14155550124", null, "Dana");
    await relink();
    expect(await stateOf(vague)).toMatchObject({ status: "CUSTOMER_ONLY", customerId });
  });

  it("learns that a number is shared from what people say of its calls", async () => {
    const first = await insertCustomer(database.sql, "Lia Sommer", "+14155550125");
    const second = await insertCustomer(database.sql, "Max Sommer", "+14155550126");
    const calls: string[] = [];
    for (const day of ["04", "05", "06"]) {
      calls.push(
        await insertCall(database.sql, {
          ...{ phone: "+14155550125", startedAt: `2026-03-${day}T20:00:00Z` },
          transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
        }),
      );
    }
    const [one = "", other = "", third = ""] = calls;
    await database.transaction((tx) =>
      linkByPerson(tx, one, { customerId: first, bookingId: null, note: null }, PERSON),
    );
    await link(third);
    expect(await stateOf(third)).toMatchObject({ customerId: first });
    await database.transaction((tx) =>
      linkByPerson(tx, other, { customerId: second, bookingId: null, note: null }, PERSON),
    );
    expect(await getPhoneNumber(database.sql, "+14155550125")).toMatchObject({ class: "SHARED", isSet: false });
    await link(third);
    expect(await stateOf(third)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null });
  });

  it("judges a shared number's later calls again when an earlier one turns out to be somebody's", async () => {
    const ines = await insertCustomer(database.sql, "Ines Walker", "+14155550127");
    await insertCustomer(database.sql, "Otto Walker", "+14155550127");
    const at = (day: string) =>
      insertCall(database.sql, {
        ...{ phone: "+14155550127", startedAt: `2026-03-${day}T20:00:00Z` },
        transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
      });
    const [before, early, late] = [await at("03"), await at("04"), await at("05")];
    const lastCallers = async (id: string) => {
      const { evidence } = await getOne<{ evidence: { signal: string; detail: string }[] }>(
        database.sql,
        "SELECT link_evidence AS evidence FROM call_recordings WHERE id = $1",
        [id],
      );
      return evidence.filter(({ signal }) => signal === "last_to_call").map(({ detail }) => detail);
    };
    // In the wrong order, as webhooks come.
    await link(late);
    await link(early);
    await link(before);
    expect(await lastCallers(late)).toEqual([]);
    const byPerson = { customerId: ines, bookingId: null, note: null };
    await database.transaction((tx) => linkByPerson(tx, early, byPerson, PERSON));
    await relink();
    const [detail] = await lastCallers(late);
    expect(detail).toContain("Ines Walker");
    expect(await lastCallers(before)).toEqual([]);
    await database.transaction((tx) => unlinkByPerson(tx, early, PERSON));
    await relink();
    expect(await lastCallers(late)).toEqual([]);
  });

  it("judges a shared number's later calls again when an earlier one turns out to have been at another time", async () => {
    const phone = "+14155550191";
    const [ines, otto] = [
      await insertCustomer(database.sql, "Ines Marlow", phone),
      await insertCustomer(database.sql, "Otto Marlow", phone),
    ];
    const at = (time: string) =>
      insertCall(database.sql, {
        ...{ phone, startedAt: `2026-03-04T${time}:00Z` },
        transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
      });
    const [earlier, between, moving, later] = [
      await at("18:10"),
      await at("18:20"),
      await at("18:30"),
      await at("18:40"),
    ];
    const isOf = (id: string, customerId: string) =>
      database.transaction((tx) => linkByPerson(tx, id, { customerId, bookingId: null, note: null }, PERSON));
    await isOf(earlier, ines);
    await isOf(between, otto);
    await isOf(moving, ines);
    await link(later);
    await relink();
    const lastCaller = async () => {
      const { evidence } = await getOne<{ evidence: { signal: string; detail: string }[] }>(
        database.sql,
        "SELECT link_evidence AS evidence FROM call_recordings WHERE id = $1",
        [later],
      );
      return evidence.find(({ signal }) => signal === "last_to_call")?.detail;
    };
    expect(await lastCaller()).toContain("Ines Marlow");
    // A webhook knows when it was told of the recording, the analysis when the call began.
    const move = (time: string) =>
      database.sql.query("UPDATE call_recordings SET call_started_at = $2 WHERE id = $1", [
        moving,
        `2026-03-04T${time}:00Z`,
      ]);
    await move("18:00");
    await relink();
    expect(await lastCaller()).toContain("Otto Marlow");
    await move("18:25");
    await relink();
    expect(await lastCaller()).toContain("Ines Marlow");
    await move("18:50");
    await relink();
    expect(await lastCaller()).toContain("Otto Marlow");
  });

  it("links an old call when its customer appears, whoever writes the row", async () => {
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550114", startedAt: "2024-01-04T20:00:00Z" },
      transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
    });
    await link(call);
    expect((await stateOf(call)).customerId).toBeNull();
    const { id } = await getOne<{ id: string }>(
      database.sql,
      "INSERT INTO bookings.customers (name, phone) VALUES ('Nadia Brook', '(415) 555-0114') RETURNING id",
    );
    await relink();
    expect(await stateOf(call)).toMatchObject({ customerId: id, status: "CUSTOMER_ONLY" });
    await database.sql.query("UPDATE bookings.customers SET phone = '415 555 0199' WHERE id = $1", [id]);
    await relink();
    expect((await stateOf(call)).customerId).toBeNull();
  });

  it("says whose a shared number's call is once it is nobody else's any more", async () => {
    const phone = "+14155550192";
    const ines = await insertCustomer(database.sql, "Ines Lohse", phone);
    const otto = await insertCustomer(database.sql, "Otto Lohse", phone);
    const call = await insertCall(database.sql, {
      ...{ phone, startedAt: "2026-03-04T20:00:00Z" },
      transcript: "Customer: Do you cater in Napa?\nAgent: We do.",
    });
    await link(call);
    await relink();
    expect(await stateOf(call)).toMatchObject({ status: "NEEDS_REVIEW", customerId: null });
    await database.sql.query("DELETE FROM bookings.customer_phones WHERE customer_id = $1", [otto]);
    await relink();
    expect(await stateOf(call)).toMatchObject({ status: "CUSTOMER_ONLY", customerId: ines });
  });

  it("tells of what it cannot judge again, and leaves that to be judged the next time", async () => {
    const phone = "+14155550193";
    const calls = [
      await insertCall(database.sql, { phone, startedAt: "2026-03-04T20:00:00Z" }),
      await insertCall(database.sql, { phone, startedAt: "2026-03-05T20:00:00Z" }),
    ];
    await link(...calls);
    await relink();
    const customerId = await insertCustomer(database.sql, "Nele Vogt", phone);
    await database.sql.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not these'; END $$`,
    );
    await database.sql.query(
      "CREATE TRIGGER refuse BEFORE INSERT ON link_decisions FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    await expect(relink()).rejects.toThrow("not these");
    await database.sql.query("DROP TRIGGER refuse ON link_decisions");
    expect(await relink()).toBe(calls.length);
    for (const call of calls) expect(await stateOf(call)).toMatchObject({ customerId });
    expect(await relink()).toBe(0);
  });

  it("keeps a person's word against every change of facts, and every decision", async () => {
    const right = await insertCustomer(database.sql, "Ruth Olsen", "+14155550115");
    const said = await insertCustomer(database.sql, "Ines Moreau", "+14155550116");
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550115", startedAt: "2026-03-04T20:00:00Z" },
      transcript: "Customer: Hello, it's me again.\nAgent: Hi.",
    });
    await link(call);
    await database.transaction((tx) =>
      linkByPerson(tx, call, { customerId: said, bookingId: null, note: "She said so" }, PERSON),
    );
    await insertBooking(database.sql, { customerId: right, eventAt: "2026-03-05T02:00:00Z" });
    await relink();
    expect(await link(call)).toEqual([]);
    expect(await stateOf(call)).toMatchObject({ customerId: said, linkedBy: "person" });
    await database.transaction((tx) => confirmByPerson(tx, call, PERSON));
    await database.transaction((tx) => unlinkByPerson(tx, call, PERSON));
    const actions = await database.sql.query<{ action: string; by: string }>(
      "SELECT action, decided_by AS by FROM link_decisions WHERE recording_id = $1 ORDER BY id",
      [call],
    );
    expect(actions.map(({ action, by }) => `${by} ${action}`)).toEqual([
      "auto JUDGED",
      "person LINKED",
      "person CONFIRMED",
      "person UNLINKED",
    ]);
    expect(await eventsOf(call)).toEqual(["LINKED", "RELINKED", "UNLINKED"]);
    const [, linked] = await decisionsOf(database.sql, [call]).then(([all = []]) => all.toReversed());
    const between = new Date((linked?.decidedAt.getTime() ?? 0) + 1);
    const held = await decisionsAt(database.sql, [
      { recordingId: call, at: new Date("2020-01-01T00:00:00Z") },
      { recordingId: call, at: between },
    ]);
    expect(held[0]).toBeNull();
    expect(held[1]).toMatchObject({ customerId: said, note: "She said so" });
  });

  it("refuses a booking of another customer, and a link to nobody", async () => {
    const customerId = await insertCustomer(database.sql, "Ada Quist", "+14155550117");
    const other = await insertCustomer(database.sql, "Bo Quist", "+14155550118");
    const bookingId = await insertBooking(database.sql, { customerId: other, eventAt: "2026-03-05T02:00:00Z" });
    const call = await insertCall(database.sql, { phone: "+14155550117", startedAt: "2026-03-04T20:00:00Z" });
    const attempt = (link: { customerId: string | null; bookingId: string | null }) =>
      database.transaction((tx) => linkByPerson(tx, call, { ...link, note: null }, PERSON));
    await expect(attempt({ customerId, bookingId })).rejects.toMatchObject({ code: "CONFLICT", field: "bookingId" });
    await expect(attempt({ customerId: null, bookingId: null })).rejects.toMatchObject({
      ...{ code: "BAD_INPUT", field: "customerId", reason: "NOBODY_GIVEN" },
    });
    await expect(database.transaction((tx) => confirmByPerson(tx, call, PERSON))).rejects.toMatchObject({
      reason: "NOTHING_TO_CONFIRM",
    });
  });

  it("asks people by the names that customers have today", async () => {
    const phone = "+14155550175";
    const bo = await insertCustomer(database.sql, "Bo Quill", phone);
    await insertCustomer(database.sql, "Ada Quill", phone);
    const talk = "Customer: Do you have parking?\nAgent: We do.";
    const call = await insertCall(database.sql, { phone, startedAt: "2026-03-04T20:00:00Z", transcript: talk });
    await link(call);
    const asked = async () => (await decisionsOf(database.sql, [call]))[0]?.[0];
    expect(await asked()).toMatchObject({ status: "NEEDS_REVIEW", explanation: expect.stringContaining("Bo Quill") });
    await database.sql.query("UPDATE bookings.customers SET name = 'Bob Quillan' WHERE id = $1", [bo]);
    await relink();
    expect((await asked())?.explanation).toMatch(/Bob Quillan/);
    expect(await eventsOf(call)).toEqual(["SENT_TO_REVIEW"]);
  });

  it("gives a call that a person linked to a booking to whom that booking becomes", async () => {
    const [one, other] = [
      await insertCustomer(database.sql, "Ida Falk", "+14155550171"),
      await insertCustomer(database.sql, "Rolf Falk", "+14155550172"),
    ];
    const bookingId = await insertBooking(database.sql, { customerId: one, eventAt: "2026-03-05T02:00:00Z" });
    const call = await insertCall(database.sql, { phone: "+14155550173", startedAt: "2026-03-04T20:00:00Z" });
    await database.transaction((tx) => linkByPerson(tx, call, { customerId: null, bookingId, note: null }, PERSON));
    await database.sql.query("UPDATE bookings.bookings SET customer_id = $2 WHERE id = $1", [bookingId, other]);
    await relink();
    await database.sql.query("UPDATE bookings.customers SET name = 'Rolf Falck' WHERE id = $1", [other]);
    await relink();
    expect(await stateOf(call)).toEqual({ status: "LINKED", customerId: other, bookingId, linkedBy: "person" });
    expect(await eventsOf(call)).toEqual(["LINKED", "RELINKED"]);
    const [[latest]] = (await decisionsOf(database.sql, [call])) as [[unknown]];
    expect(latest).toMatchObject({
      action: "LINKED",
      decidedByName: PERSON.name,
      note: "The booking became this customer's.",
    });
  });

  it("judges a call that it linked to a booking itself anew when that becomes another's", async () => {
    const [one, other] = [
      await insertCustomer(database.sql, "Ida Brandt", "+14155550176"),
      await insertCustomer(database.sql, "Rolf Brandt", "+14155550177"),
    ];
    const bookingId = await insertBooking(database.sql, {
      ...{ customerId: one, eventAt: "2026-03-14T01:00:00Z", guestCount: 30 },
    });
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550176", startedAt: "2026-03-04T20:00:00Z" },
      transcript: "Customer: It's about our party on March 13th, for thirty people.\nAgent: Yes, at six for 30 guests.",
    });
    await link(call);
    expect(await stateOf(call)).toEqual({ status: "LINKED", customerId: one, bookingId, linkedBy: "auto" });
    await database.sql.query("UPDATE bookings.bookings SET customer_id = $2 WHERE id = $1", [bookingId, other]);
    await relink();
    expect(await stateOf(call)).toEqual({
      status: "CUSTOMER_ONLY",
      customerId: one,
      bookingId: null,
      linkedBy: "auto",
    });
    const [history = []] = await decisionsOf(database.sql, [call]);
    expect(history.map(({ customerId, note }) => ({ customerId, note }))).toEqual([
      { customerId: one, note: null },
      { customerId: one, note: null },
    ]);
  });

  it("keeps the customer that a person said when the booking is deleted", async () => {
    const customerId = await insertCustomer(database.sql, "Uma Frost", "+14155550122");
    const bookingId = await insertBooking(database.sql, { customerId, eventAt: "2026-03-05T02:00:00Z" });
    const call = await insertCall(database.sql, { phone: "+14155550122", startedAt: "2026-03-04T20:00:00Z" });
    await database.transaction((tx) => linkByPerson(tx, call, { customerId: null, bookingId, note: null }, PERSON));
    await database.sql.query("DELETE FROM bookings.bookings WHERE id = $1", [bookingId]);
    await relink();
    expect(await stateOf(call)).toEqual({ status: "CUSTOMER_ONLY", customerId, bookingId: null, linkedBy: "person" });
  });

  it("lets go of a booking that is deleted, and judges its calls again", async () => {
    const customerId = await insertCustomer(database.sql, "Vera Holm", "+14155550119");
    const bookingId = await insertBooking(database.sql, {
      customerId,
      eventAt: "2026-03-05T02:00:00Z",
      guestCount: 14,
    });
    const call = await insertCall(database.sql, {
      ...{ phone: "+14155550119", startedAt: "2026-03-04T20:00:00Z" },
      transcript: "Customer: Tonight's dinner for fourteen at six, is all fine?\nAgent: Yes, tonight at six.",
    });
    await link(call);
    expect((await stateOf(call)).bookingId).toBe(bookingId);
    await database.sql.query("DELETE FROM bookings.bookings WHERE id = $1", [bookingId]);
    await relink();
    expect(await stateOf(call)).toMatchObject({ status: "CUSTOMER_ONLY", customerId, bookingId: null });
  });
});
