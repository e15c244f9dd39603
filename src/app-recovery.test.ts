import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./testing/eventually.js";
import { type RunningApp, startRunningApp } from "./testing/running-app.js";

/** After whatever went wrong, everything goes on by itself within half a minute. */
describe("the pipeline recovers", () => {
  let app: RunningApp;
  beforeAll(async () => {
    // Readings of the call log are hastened, beyond what RingCentral allows in a minute.
    app = await startRunningApp({ rateLimits: { heavy: 1_000 } });
    await subscribed();
  });
  afterAll(() => app.stop());

  const subscribed = () =>
    eventually("an active subscription", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
  const query = <Row>(text: string, values: readonly unknown[] = []) => app.app().database.sql.query<Row>(text, values);

  /** Ended a minute ago, and everything RingCentral has to say of it is there. */
  const place = (knobs: object = {}) => {
    const [recordingId] = app.simulator.placeCall({
      ...{ from: "+19165550123", durationSeconds: 60, knobs },
      startedAt: new Date(Date.now() - 120_000).toISOString(),
      segments: [{ speaker: "customer", text: "Hello, this is Jennifer.", start: 0, end: 3 }],
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 0 },
    }).recordingIds;
    return recordingId;
  };

  /** Seconds from now until the next waiting job of this queue is due. */
  const dueIn = async (queue: string) => {
    const [job] = await query<{ seconds: number }>(
      `SELECT extract(epoch FROM start_after - now())::float AS seconds FROM pgboss.job
        WHERE name = $1 AND state = 'created' ORDER BY start_after LIMIT 1`,
      [queue],
    );
    return job?.seconds;
  };
  const only = async <Row>(rows: Promise<readonly Row[]>) => (await rows)[0];
  const hasten = (queue: string) =>
    query("UPDATE pgboss.job SET start_after = now() WHERE name = $1 AND state = 'created'", [queue]);

  it("reads the call log every few minutes, and every 20 s while a call came without a webhook", async () => {
    const calm = await eventually("the next reading to be planned", async () => {
      const seconds = await dueIn("reconcile");
      return seconds !== undefined && seconds > 60 ? seconds : undefined;
    });
    expect(calm).toBeLessThanOrEqual(180);
    place({ silent: true, silentInsights: true });
    await eventually("the one after it to be soon", async () => {
      await query(
        "UPDATE pgboss.job SET start_after = now() WHERE name = 'reconcile' AND start_after > now() + interval '60 s'",
      );
      const seconds = await dueIn("reconcile");
      return seconds !== undefined && seconds > 1 && seconds <= 20;
    });
  });

  it("does not read it again, nor ask for the business's own numbers, because a process started", async () => {
    const count = (route: string) =>
      app.simulator.counters()[`requests GET /restapi/v1.0/account/:accountId/${route}`] ?? 0;
    const asked = () => count("call-log") + count("call-log-extract-sync") + count("phone-number");
    await eventually("the numbers to be kept", () =>
      only(query("SELECT 1 FROM ringcentral_state WHERE own_phones_due_at > now() + interval '2 minutes'")),
    );
    await hasten("reconcile");
    // One statement: a reading that begins between two would be seen by neither.
    const { since, synced } = await eventually("a reading just now, and no other under way or soon to be", () =>
      only(
        query<{ since: Date; synced: Date }>(
          `SELECT now() AS since, synced_at AS synced FROM ringcentral_state
            WHERE synced_at > now() - interval '5 s'
              AND EXISTS (SELECT 1 FROM pgboss.job WHERE name = 'reconcile' AND state = 'created')
              AND NOT EXISTS (SELECT 1 FROM pgboss.job
                               WHERE name = 'reconcile' AND state IN ('created', 'retry', 'active')
                                 AND start_after < now() + interval '10 s')`,
        ),
      ),
    );
    const before = asked();
    await app.restart();
    await eventually("the look at the subscription", () =>
      only(
        query(
          "SELECT 1 FROM pgboss.job WHERE name = 'keep-subscription' AND state = 'completed' AND completed_on > $1",
          [since],
        ),
      ),
    );
    // Counted before the jobs are read: a reading that begins between the two has asked for nothing yet.
    const asks = asked() - before;
    // What was planned before, or by the clock's five minutes, may have begun meanwhile (and may have been cut short by
    // the restart, to be tried again); starting planned nothing sooner than 20 s after the reading before it.
    const reconciles = await query<{ key: string | null; seconds: number; isNew: boolean; hasBegun: boolean }>(
      `SELECT singleton_key AS key, extract(epoch FROM start_after - $2::timestamptz)::float AS seconds,
              created_on > $1 AS "isNew", coalesce(started_on > $1, false) AS "hasBegun"
         FROM pgboss.job WHERE name = 'reconcile' AND (created_on > $1 OR started_on > $1)`,
      [since, synced],
    );
    expect(reconciles.filter(({ key, seconds, isNew }) => isNew && key !== null && seconds < 19)).toEqual([]);
    expect(asks).toBeLessThanOrEqual(reconciles.filter(({ hasBegun }) => hasBegun).length);
  });

  it("reads the call log soon after a webhook that could not be stored, and again when the log must have it", async () => {
    await query("DELETE FROM pgboss.job WHERE name = 'reconcile' AND state = 'created'");
    await query("ALTER TABLE webhook_receipts RENAME TO webhook_receipts_away");
    expect((await app.postWebhook(JSON.stringify({ uuid: "lost" }))).status).toBeGreaterThanOrEqual(500);
    await query("ALTER TABLE webhook_receipts_away RENAME TO webhook_receipts");
    const planned = await eventually("both readings", async () => {
      const rows = await query<{ key: string; seconds: number }>(
        `SELECT singleton_key AS key, extract(epoch FROM start_after - created_on)::float AS seconds
           FROM pgboss.job WHERE name = 'reconcile' AND singleton_key <> 'next' AND state = 'created'
          ORDER BY start_after`,
      );
      return rows.length >= 2 ? rows : undefined;
    });
    expect(planned.map(({ key }) => key)).toEqual(["soon", "once more"]);
    expect(planned[0]?.seconds).toBeLessThanOrEqual(20);
    expect(planned[1]?.seconds).toBeCloseTo(90, 0);
  });

  it("suspects the subscription when a call came without webhook, and mends it", async () => {
    for (const { id } of app.simulator.listSubscriptions()) app.simulator.blacklistSubscription(id);
    const recordingId = place({ silentInsights: true });
    await eventually("the call to be found", async () => {
      await hasten("reconcile");
      return (await query("SELECT 1 FROM call_recordings WHERE rc_recording_id = $1", [recordingId])).length > 0;
    });
    await subscribed();
    expect(app.simulator.listSubscriptions()).toHaveLength(1);
  });

  it("tries again within 20 s where the subscription could not be made", async () => {
    app.simulator.injectFault({ route: "* /restapi/v1.0/subscription*", kind: "server-error", times: null });
    for (const { id } of app.simulator.listSubscriptions()) app.simulator.expireSubscription(id);
    await app.restart();
    const seconds = await eventually("the next try", async () => {
      const due = await dueIn("keep-subscription");
      return due !== undefined && due > 1 ? due : undefined;
    });
    expect(seconds).toBeLessThanOrEqual(20);
    app.simulator.clearFaults();
    await hasten("keep-subscription");
    await subscribed();
  });

  it("asks for a transcript again within 20 s of an outage", async () => {
    app.simulator.injectFault({ route: "GET /ai/*", kind: "disconnect", times: null });
    const recordingId = place({ silentInsights: true });
    const seconds = await eventually("the next try", async () => {
      const known = await query("SELECT 1 FROM call_recordings WHERE rc_recording_id = $1", [recordingId]);
      const due = await dueIn("fetch-transcript");
      return known.length > 0 && due !== undefined && due > 1 ? due : undefined;
    });
    expect(seconds).toBeLessThanOrEqual(20);
    app.simulator.clearFaults();
  });

  it("does not wait for a recording that was too short to be kept, though its webhook came after the call log", async () => {
    const [recordingId] = app.simulator.placeCall({
      ...{ scenario: "short-recording", from: "+19165550123", durationSeconds: 20 },
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0 },
      knobs: { delivery: { delayMs: [2_000, 2_000] } },
    }).recordingIds;
    await eventually("the call log to be read", async () => {
      await hasten("reconcile");
      return (await query("SELECT 1 FROM ringcentral_unrecorded_sessions")).length > 0;
    });
    expect(await query("SELECT 1 FROM call_recordings WHERE rc_recording_id = $1", [recordingId])).toEqual([]);
    await eventually("the end of the waiting", async () => {
      const [row] = await query<{ status: string }>(
        "SELECT transcript_status AS status FROM call_recordings WHERE rc_recording_id = $1",
        [recordingId],
      );
      return row?.status === "UNAVAILABLE";
    });
  });
});
