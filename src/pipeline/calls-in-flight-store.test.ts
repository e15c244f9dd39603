import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import pino from "pino";
import { setPhoneClass } from "../customers/phone-class-store.js";
import { getOne, type Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { eventually } from "../testing/eventually.js";
import { createQueuedDatabase, type QueuedDatabase } from "../testing/queued-database.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { confirmByPerson, linkByPerson } from "./decide.js";
import { linkAtOnce } from "./link-at-once.js";
import { relinkChanged } from "./relink.js";

const BUSINESS: BusinessFacts = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] };
const PERSON = { name: "Dana at the desk" };

/** What changes while a call is being stored concerns it although nobody sees it yet. */
describe("facts that change while a call is judged and stored", () => {
  let database: QueuedDatabase;
  beforeAll(async () => {
    database = await createQueuedDatabase();
  });
  afterAll(() => database.drop());

  const judge = (tx: Sql, id: string) => {
    const log = pino({ level: "silent" });
    const stage = { queue: database.queue, log, business: () => BUSINESS, transcriptDelayMs: 0, now: () => new Date() };
    return linkAtOnce(stage, tx, [id]);
  };
  const linkOf = (id: string) =>
    getOne<{ customerId: string | null; bookingId: string | null; evidence: { signal: string; detail: string }[] }>(
      database.sql,
      `SELECT customer_id AS "customerId", booking_id AS "bookingId", link_evidence AS evidence
         FROM call_recordings WHERE id = $1`,
      [id],
    );

  /** Judges a call in a transaction that is committed only after `change` was, and was taken up. */
  const storeBeside = (call: Parameters<typeof insertCall>[1], change: () => Promise<unknown>) =>
    commitAfter(async (tx) => {
      const stored = await insertCall(tx, call);
      await judge(tx, stored);
      return stored;
    }, change);

  /** Does `work` in a transaction that is committed only after `change` was, and was taken up. */
  const commitAfter = async <T>(work: (tx: Sql) => Promise<T>, change: () => Promise<unknown>): Promise<T> => {
    let relinked: Promise<unknown> = Promise.resolve();
    const result = await database.transaction(async (tx) => {
      const done = await work(tx);
      await change();
      let isRelinked = false;
      relinked = relinkChanged(database, () => BUSINESS).finally(() => {
        isRelinked = true;
      });
      await eventually("the change to be acted upon, or to wait for this call", async () => {
        const waiting = await database.sql.query(
          `SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE '%FROM pg_locks%'`,
        );
        return isRelinked || waiting.length > 0;
      });
      return done;
    });
    await relinked;
    return result;
  };

  it("links a call to the booking that was made meanwhile", async () => {
    const customerId = await insertCustomer(database.sql, "Jennifer Alvarez", "+14155550111");
    await relinkChanged(database, () => BUSINESS);
    let bookingId = "";
    const id = await storeBeside(
      {
        ...{ phone: "+14155550111", startedAt: "2026-03-04T20:00:00Z" },
        transcript:
          "Customer: We will be 30 guests on Friday, March 13.\nAgent: 30 on the 13th, at 6 pm. You are booked.",
      },
      async () => {
        bookingId = await insertBooking(database.sql, {
          ...{ customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30, title: "Birthday hibachi" },
        });
      },
    );
    expect(await linkOf(id)).toMatchObject({ customerId, bookingId });
  });

  it("knows the customer who was added meanwhile", async () => {
    let customerId = "";
    const id = await storeBeside(
      {
        phone: "+14155550112",
        startedAt: "2026-03-04T20:00:00Z",
        transcript: "Customer: Do you cater?\nAgent: We do.",
      },
      async () => {
        customerId = await insertCustomer(database.sql, "Ines Marlow", "+14155550112");
      },
    );
    expect(await linkOf(id)).toMatchObject({ customerId });
  });

  it("knows of a shared number who called last, though that call was stored meanwhile", async () => {
    const phone = "+14155550113";
    await insertCustomer(database.sql, "Ines Walker", phone);
    await insertCustomer(database.sql, "Otto Walker", phone);
    await relinkChanged(database, () => BUSINESS);
    const words = (said: string) => `Customer: ${said}\nAgent: We do cater in Napa, what else can I do for you?`;
    const id = await storeBeside(
      { phone, startedAt: "2026-03-05T20:00:00Z", transcript: words("Do you cater in Napa?") },
      () =>
        database.transaction(async (tx) => {
          const transcript = words("Hello, this is Ines Walker. Do you cater in Napa?");
          await judge(tx, await insertCall(tx, { phone, startedAt: "2026-03-04T20:00:00Z", transcript }));
        }),
    );
    const { evidence } = await linkOf(id);
    expect(evidence.filter(({ signal }) => signal === "last_to_call").map(({ detail }) => detail)).toEqual([
      expect.stringContaining("Ines Walker"),
    ]);
  });

  it("minds the class that its number was given meanwhile", async () => {
    const phone = "+14155550114";
    await insertCustomer(database.sql, "Priya Raman", phone);
    await relinkChanged(database, () => BUSINESS);
    const id = await storeBeside(
      { phone, startedAt: "2026-03-04T20:00:00Z", transcript: "Customer: Do you cater?\nAgent: We do." },
      () => database.transaction((tx) => setPhoneClass(tx, phone, "SHARED", PERSON.name)),
    );
    expect(await linkOf(id)).toMatchObject({ customerId: null });
  });

  it("minds what people's words on its number's other calls taught meanwhile", async () => {
    const phone = "+14155550115";
    const holder = await insertCustomer(database.sql, "Jonas Weber", phone);
    const colleague = await insertCustomer(database.sql, "Mia Kern");
    const person = (customerId: string) => ({ customerId, bookingId: null, note: null });
    const [first, second] = [
      await insertCall(database.sql, { phone, startedAt: "2026-03-01T20:00:00Z" }),
      await insertCall(database.sql, { phone, startedAt: "2026-03-02T20:00:00Z" }),
    ];
    await database.transaction((tx) => linkByPerson(tx, first, person(holder), PERSON));
    await relinkChanged(database, () => BUSINESS);
    const id = await storeBeside(
      { phone, startedAt: "2026-03-04T20:00:00Z", transcript: "Customer: Do you cater?\nAgent: We do." },
      () => database.transaction((tx) => linkByPerson(tx, second, person(colleague), PERSON)),
    );
    expect(await linkOf(id)).toMatchObject({ customerId: null });
  });

  describe("and a person decides on it", () => {
    let booking = "";
    let call = "";
    let heir = "";
    const moveBooking = () =>
      database.sql.query("UPDATE bookings.bookings SET customer_id = $2 WHERE id = $1", [booking, heir]);
    beforeEach(async () => {
      const customerId = await insertCustomer(database.sql, "Ada Before");
      heir = await insertCustomer(database.sql, "Ben After");
      booking = await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z" });
      call = await insertCall(database.sql, { phone: "+14155550116", startedAt: "2026-03-04T20:00:00Z" });
      await relinkChanged(database, () => BUSINESS);
    });

    it("takes the call along with the booking that becomes another's meanwhile", async () => {
      const link = { customerId: null, bookingId: booking, note: null };
      await commitAfter((tx) => linkByPerson(tx, call, link, PERSON), moveBooking);
      expect(await linkOf(call)).toMatchObject({ customerId: heir, bookingId: booking });
    });

    it("takes it along where the person confirms what was", async () => {
      await database.transaction((tx) =>
        linkByPerson(tx, call, { customerId: null, bookingId: booking, note: null }, PERSON),
      );
      await database.sql.query("UPDATE call_recordings SET linked_by = 'auto' WHERE id = $1", [call]);
      await commitAfter((tx) => confirmByPerson(tx, call, PERSON), moveBooking);
      expect(await linkOf(call)).toMatchObject({ customerId: heir, bookingId: booking });
    });

    it("knows whose the booking is where the person confirms what nobody has judged again yet", async () => {
      await database.transaction((tx) =>
        linkByPerson(tx, call, { customerId: null, bookingId: booking, note: null }, PERSON),
      );
      await database.sql.query("UPDATE call_recordings SET linked_by = 'auto' WHERE id = $1", [call]);
      await moveBooking();
      // As it is while those wait to be judged again that the move touches.
      await database.sql.query("DELETE FROM fact_changes");
      await database.transaction((tx) => confirmByPerson(tx, call, PERSON));
      expect(await linkOf(call)).toMatchObject({ customerId: heir, bookingId: booking });
    });
  });
});
