import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./testing/eventually.js";
import { type RunningApp, startRunningApp } from "./testing/running-app.js";

/** What those see who run the program: metrics, readiness, a database that a newer version migrated, an orderly end. */
describe("running it", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startRunningApp({}, undefined, () => ({ DRAIN_SECONDS: "1" }));
  });
  afterAll(() => app.stop());

  const metrics = async (): Promise<string[]> => {
    const response = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${app.key}` } });
    return (await response.text()).split("\n");
  };
  const readiness = async () => {
    const response = await fetch(`${app.url}/readyz`);
    return { status: response.status, body: await response.json() };
  };

  it("tells in one scrape whether it is late, failing and sure", async () => {
    await app.get("mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }", {
      input: [{ externalId: "c-1", name: "Jennifer Alvarez", phones: ["(916) 555-0123"] }],
    });
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
    const subscriber = app.subscribe("subscription { recordingLinked { type } }");
    const place = (from: string) =>
      app.simulator.placeCall({
        ...{ from, durationSeconds: 60 },
        segments: [{ speaker: "customer", text: "Hello, it is about our party.", start: 0, end: 4 }],
        startedAt: new Date(Date.now() - 90_000).toISOString(),
        timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 30_500 },
      });
    place("+19165550123");
    place("+19165550199");
    const reviews = "{ reviewQueue { totalCount } }";
    await eventually(
      "both",
      async () => (await app.get(reviews)).reviewQueue.totalCount === 1 && subscriber.received[1],
    );

    const told = await metrics();
    for (const line of [
      'callthread_stage_lag_seconds{stage="RECEIVE"} 0',
      'callthread_stage_lag_seconds{stage="PUBLISH"} 0',
      'callthread_stage_jobs{stage="LINK",state="failed"} 0',
      'callthread_stage_retrying{stage="LINK"} 0',
      'callthread_stage_given_up_last_hour{stage="FETCH_TRANSCRIPT"} 0',
      'callthread_review_backlog{reason="UNKNOWN_CALLER"} 1',
      "callthread_relink_backlog 0",
      'callthread_ringcentral_closed{area="sign-in"} 0',
      'callthread_ringcentral_budget_limit{group="light"} 50',
      "callthread_sockets 1",
      "callthread_subscribers 1",
    ])
      expect(told).toContain(line);
    const value = (name: string): number =>
      Number(
        told
          .find((line) => line.startsWith(name))
          ?.split(" ")
          .at(-1),
      );
    expect(value('callthread_ringcentral_budget_left{group="light"}')).toBeLessThan(50);
    expect(value("callthread_ringcentral_subscription_seconds_left")).toBeGreaterThan(60);
    expect(value("callthread_last_webhook_seconds_ago")).toBeLessThan(60);
    expect(value('callthread_oldest_kept_seconds{kind="receipts"}')).toBeLessThan(60);
    expect(value('callthread_links_total{status="UNMATCHED",by="auto"}')).toBeGreaterThanOrEqual(1);
    expect(value('callthread_link_confidence_count{of="customer"}')).toBeGreaterThanOrEqual(1);
    for (const secret of ["Jennifer", "5550123", "5550199", "party"]) expect(told.join()).not.toContain(secret);
    await subscriber.leave();
  });

  it("starts and works on a database that a newer version has migrated further", async () => {
    await app
      .app()
      .database.sql.query(
        "INSERT INTO callthread_migrations (timestamp, name) VALUES (1900000000000, 'of-a-newer-version-1900000000000')",
      );
    await app.restart();
    expect(await readiness()).toEqual({
      status: 200,
      body: { status: "ready", checks: { database: "ok", queue: "ok" } },
    });
    expect((await app.get('{ customerByPhone(phone: "(916) 555-0123") { name } }')).customerByPhone).toHaveLength(1);
  });

  it("is not ready while migrations are missing or the queue is, and again when they are there", async () => {
    const { sql } = app.app().database;
    await sql.query("UPDATE callthread_migrations SET name = 'hidden-' || name WHERE id = 1");
    await sql.query("ALTER TABLE pgboss.version RENAME TO hidden_version");
    expect(await readiness()).toEqual({
      status: 503,
      body: { status: "not ready", checks: { database: "migrations are missing", queue: "its tables are missing" } },
    });
    await sql.query("ALTER TABLE pgboss.hidden_version RENAME TO version");
    await sql.query("UPDATE callthread_migrations SET name = substr(name, 8) WHERE id = 1");
    expect((await readiness()).status).toBe(200);
  });

  it("says that it is stopping, still answers for DRAIN_SECONDS, and ends sockets so that they come back", async () => {
    const socket = new WebSocket(`${app.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const closed = new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const stopped = app.restart();
    await eventually("word of stopping", async () => (await readiness()).status === 503);
    expect((await readiness()).body).toMatchObject({ status: "stopping" });
    expect((await app.ask('{ customerByPhone(phone: "(916) 555-0123") { name } }')).status).toBe(200);
    expect(await closed).toBe(1012);
    await stopped;
    expect((await readiness()).status).toBe(200);
  });
});
