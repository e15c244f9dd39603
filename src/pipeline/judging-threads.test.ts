import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database, openDatabase } from "../database/open.js";
import { getOne } from "../database/sql.js";
import { eventually } from "../testing/eventually.js";
import { runCli, startCli } from "../testing/run-cli.js";
import { insertBooking, insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createDatabaseFromTemplate, dropDatabase } from "../testing/test-database.js";

/** Enough for threads. */
const CALLS = 2_400;

describe("relinking in threads", () => {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    url = await createDatabaseFromTemplate();
    database = await openDatabase({ url, poolSize: 2 });
  });
  afterAll(async () => {
    await database.close();
    await dropDatabase(url);
  });

  const counts = () =>
    getOne<{ linked: number; decisions: number; events: number; queued: number }>(
      database.sql,
      `SELECT (SELECT count(*)::int FROM call_recordings WHERE link_status = 'LINKED' AND linked_by = 'auto') AS linked,
              (SELECT count(*)::int FROM link_decisions) AS decisions,
              (SELECT count(*)::int FROM linkage_events) AS events,
              (SELECT count(*)::int FROM relink_queue) AS queued`,
    );

  it("judges every call once, though it is killed on the way and run again", async () => {
    const customerId = await insertCustomer(database.sql, "Jennifer Alvarez", "+14155550111");
    await insertBooking(database.sql, { customerId, eventAt: "2026-03-14T01:00:00Z", guestCount: 30 });
    const call = await insertCall(database.sql, {
      phone: "+14155550111",
      startedAt: "2026-03-04T20:00:00Z",
      transcript: "Customer: It's Jennifer Alvarez, about our party on Friday the 13th for thirty people at five pm.",
    });
    await database.sql.query(
      `INSERT INTO call_recordings
         (rc_recording_id, direction, from_phone, to_phone, outside_phone, call_started_at, facts_source, rc_transcript,
          transcript_segments, transcript_status, transcript_stored_at)
       SELECT 'copy-' || copy, direction, from_phone, to_phone, outside_phone, call_started_at, facts_source, rc_transcript,
              transcript_segments, transcript_status, transcript_stored_at
         FROM call_recordings, generate_series(2, $2) AS copy WHERE id = $1`,
      [call, CALLS],
    );
    await database.sql.query(
      "UPDATE call_recordings SET link_status = 'UNMATCHED', linked_by = 'person', decided_at = now() WHERE id = $1",
      [call],
    );

    const killed = startCli(["relink"], { DATABASE_URL: url });
    await eventually("the first links", async () => (await counts()).linked > 0);
    killed.signal("SIGKILL");
    await killed.ended;
    expect(await runCli(["relink"], { DATABASE_URL: url })).toMatchObject({ code: 0 });

    const all = CALLS - 1;
    expect(await counts()).toEqual({ linked: all, decisions: all, events: all, queued: 0 });
  });
});
