import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { confirmByPerson, linkByPerson, unlinkByPerson } from "./decide.js";
import { linkEntities } from "./link-entities.js";
import { previewRelink, type RelinkChange } from "./preview-relink.js";

const BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: [] };
const PERSON = { name: "Dana at the desk" };

describe("the preview of relinking", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const contents = () =>
    database.sql.query(
      `SELECT (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM call_recordings AS r) AS recordings,
              (SELECT count(*) FROM link_decisions) AS decisions, (SELECT count(*) FROM linkage_events) AS events`,
    );
  const preview = async (since: Date | null = null) => {
    const changes: RelinkChange[] = [];
    const before = await contents();
    const result = await previewRelink(database, BUSINESS, since, (change) => changes.push(change));
    expect(await contents()).toEqual(before);
    return { ...result, changes };
  };
  const call = (phone: string, startedAt: string) =>
    insertCall(database.sql, { phone, startedAt, transcript: "Customer: Hello, it is about tonight." });

  it("shows what would change and how often the program agrees with people, and keeps nothing of it", async () => {
    const { sql } = database;
    const ann = await insertCustomer(sql, "Ann Lee", "+12025550101");
    const party = await insertBooking(sql, { customerId: ann, eventAt: "2026-05-02T01:00:00Z", title: "Party" });
    const linked = await call("+12025550101", "2026-05-01T19:00:00Z");
    const confirmed = await call("+12025550101", "2026-05-01T20:00:00Z");
    const corrected = await call("+12025550101", "2026-05-01T21:00:00Z");
    const unlinked = await call("+12025550101", "2026-05-01T22:00:00Z");
    const stranger = await call("+12025550102", "2026-05-01T23:00:00Z");
    await database.transaction((tx) => linkEntities(tx, [linked, confirmed, corrected, unlinked, stranger], BUSINESS));
    await database.transaction(async (tx) => {
      await confirmByPerson(tx, confirmed, PERSON);
      await linkByPerson(tx, corrected, { customerId: ann, bookingId: null, note: null }, PERSON);
      await unlinkByPerson(tx, unlinked, PERSON);
    });
    const unchanged = await preview();
    expect(unchanged).toMatchObject({ judged: 2, changed: 0, changes: [] });
    expect(unchanged.labels).toEqual({
      count: 3,
      before: { right: 1, wrong: 2, open: 0 },
      after: { right: 1, wrong: 2, open: 0 },
    });

    const bob = await insertCustomer(sql, "Bob Ray", "+12025550102");
    await sql.query("DELETE FROM bookings.bookings WHERE id = $1", [party]);
    const changed = await preview();
    expect(changed.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ recordingId: stranger, after: expect.objectContaining({ customerId: bob }) }),
      ]),
    );
    // The stranger's, and the one that the deleted booking let go; the confirmed one keeps its customer.
    expect(changed.changed).toBe(2);
    expect((await preview(new Date("2026-05-01T22:30:00Z"))).changed).toBe(1);
  });

  it("goes through more calls than one transaction takes", async () => {
    await database.sql.query(
      `INSERT INTO call_recordings (external_id, direction, outside_phone, call_started_at, facts_source)
       SELECT 'many-' || n, 'INBOUND', '+12025550101', '2026-06-01T00:00:00Z', 'ingest' FROM generate_series(1, 450) AS n`,
    );
    expect((await preview(new Date("2026-06-01T00:00:00Z"))).judged).toBe(450);
  });
});
