import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./testing/eventually.js";
import { findPgbouncer, type Pooler, startPgbouncer } from "./testing/pgbouncer.js";
import { type RunningApp, startRunningApp } from "./testing/running-app.js";

const program = findPgbouncer();

/** Where PgBouncer is installed: everything goes through it in transaction mode but what has a session of its own. */
(program === undefined ? describe.skip : describe)("behind PgBouncer in transaction mode", () => {
  let pooler: Pooler;
  let app: RunningApp;
  beforeAll(async () => {
    pooler = await startPgbouncer(program ?? "", process.env.TEST_POSTGRES_URL ?? "");
    app = await startRunningApp({}, undefined, (url) => ({
      DATABASE_URL: pooler.through(url),
      DATABASE_DIRECT_URL: url,
    }));
  });
  afterAll(async () => {
    await app.stop();
    await pooler.stop();
  });

  it("receives, links and publishes a call, and wakes subscribers", async () => {
    await app.get("mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }", {
      input: [{ externalId: "c-1", name: "Jennifer Alvarez", phones: ["(916) 555-0123"] }],
    });
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
    const subscriber = app.subscribe("subscription { recordingLinked { type recording { customer { name } } } }");
    app.simulator.placeCall({
      ...{ from: "+19165550123", durationSeconds: 60 },
      segments: [{ speaker: "customer", text: "Hi, this is Jennifer Alvarez.", start: 0, end: 4 }],
      startedAt: new Date(Date.now() - 90_000).toISOString(),
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 30_500 },
    });
    const told = await eventually("an event", () => subscriber.received[0]);
    expect(told.recordingLinked.recording.customer.name).toBe("Jennifer Alvarez");
    await subscriber.leave();
  });

  it("answers many requests at once over three connections, with prepared statements", async () => {
    const ask = () => app.get('{ customerByPhone(phone: "(916) 555-0123") { name history(first: 5) { totalCount } } }');
    const answers = await Promise.all(Array.from({ length: 100 }, ask));
    for (const { customerByPhone } of answers) expect(customerByPhone[0].name).toBe("Jennifer Alvarez");
  });

  it("has only those listen who have a direct connection, and leaves no session of the pooler marked", async () => {
    const { sql } = app.app().database;
    const rows = await sql.query<{ name: string }>(
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'callthread listen %'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining(["callthread listen callthread_events", "callthread listen callthread_facts"]),
    );
    // Of all server connections behind the pooler, asked side by side: no lock outlives its transaction, no setting either.
    const states = await Promise.all(
      Array.from({ length: 20 }, () =>
        sql.query<{ locks: number; timeout: string; listening: number }>(
          `SELECT (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks,
                  current_setting('statement_timeout') AS timeout,
                  (SELECT count(*)::int FROM pg_listening_channels()) AS listening`,
        ),
      ),
    );
    for (const [state] of states) expect(state).toEqual({ locks: 0, timeout: "0", listening: 0 });
  });

  it("keeps the time of a transaction's statements on the server", async () => {
    const [row] = await app
      .app()
      .database.transaction((tx) =>
        tx.query<{ timeout: string }>("SELECT current_setting('statement_timeout') AS timeout"),
      );
    expect(row?.timeout).toBe("30s");
  });

  it("is ready", async () => {
    const response = await fetch(`${app.url}/readyz`);
    expect(await response.json()).toEqual({ status: "ready", checks: { database: "ok", queue: "ok" } });
  });
});
