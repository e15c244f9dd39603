import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, SIMULATION_START, type Simulation } from "../testing/simulation.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { createRingCentralClient, type RingCentralClient } from "./client.js";
import { NotPermitted, RateLimited } from "./failures.js";
import { readWebhook } from "./read-webhook.js";
import type { RecordedCall } from "./recorded-call.js";
import { EVENT_FILTERS } from "./subscription-upkeep.js";

const MINUTE_MS = 60_000;
const CALLER = "+14155550123";

let database: TestDatabase;
let simulation: Simulation;
let client: RingCentralClient;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.sql.query("UPDATE ringcentral_rate_groups SET granted_at = '{}', blocked_until = NULL");
  await database.sql.query("DELETE FROM ringcentral_circuits");
  await database.sql.query("DELETE FROM ringcentral_token");
  simulation = await openSimulation();
  client = clientOf(simulation);
});
afterEach(() => simulation.close());

const clientOf = ({ simulator }: Simulation) =>
  createRingCentralClient({
    serverUrl: simulator.url,
    credentials: simulator.credentials,
    sql: database.sql,
    now: () => new Date(simulator.clock().now),
    wait: (ms) => simulator.advance(ms),
    retryPauseMs: 1,
  });

const readInbox = () => simulation.inbox.events.map(({ body }) => readWebhook(JSON.stringify(body)));
const callsOfInbox = () => readInbox().flatMap((reading) => (reading.kind === "calls" ? reading.calls : []));

/** Every call of the log that changed since the start, over all pages. */
async function syncAll(): Promise<{ calls: RecordedCall[]; syncToken: string }> {
  const calls: RecordedCall[] = [];
  let position: Parameters<RingCentralClient["syncCalls"]>[0] = { from: SIMULATION_START };
  for (;;) {
    const page = await client.syncCalls(position);
    if (page.kind !== "page") throw new Error("the token expired");
    calls.push(...page.calls);
    position = { syncToken: page.syncToken };
    if (!page.more) return { calls, syncToken: page.syncToken };
  }
}

describe("a call on a simulated account", () => {
  it("is told of by webhook, refined by the call log, and understood by its insights", async () => {
    await simulation.subscribe(EVENT_FILTERS);
    const placed = simulation.simulator.placeCall({
      from: CALLER,
      durationSeconds: 90,
      segments: [
        { speaker: "agent", text: "How can I help?", start: 1, end: 2 },
        { speaker: "customer", text: "We are thirty now.", start: 3, end: 5 },
      ],
      insights: { summary: "Thirty guests.", nextSteps: ["Update the booking."], sentiment: "Positive" },
      timers: { insightsAfterMs: 5 * MINUTE_MS },
    });
    const [recordingId = ""] = placed.recordingIds;

    await simulation.simulator.advance(2 * MINUTE_MS);
    expect(callsOfInbox().at(-1)).toMatchObject({
      rcRecordingId: recordingId,
      telephonySessionId: placed.telephonySessionId,
      direction: "INBOUND",
      fromPhone: CALLER,
      durationSeconds: null,
      factsSource: "webhook",
      final: true,
    });
    expect(await client.fetchInsights(recordingId)).toEqual({ kind: "notReady" });

    await simulation.simulator.advance(MINUTE_MS);
    const { calls } = await syncAll();
    expect(calls).toEqual([
      {
        rcRecordingId: recordingId,
        telephonySessionId: placed.telephonySessionId,
        direction: "INBOUND",
        fromPhone: CALLER,
        toPhone: simulation.simulator.account.mainPhoneE164,
        startedAt: new Date(placed.startedAt),
        durationSeconds: 90,
        contentUri: expect.stringContaining(simulation.simulator.mediaUrl),
        factsSource: "call_log",
        final: true,
      },
    ]);
    const range = { from: SIMULATION_START, to: new Date(SIMULATION_START.getTime() + 60 * MINUTE_MS) };
    expect(await client.listCalls(range)).toMatchObject({ calls, nextPage: null, unreadableRecords: 0 });

    await simulation.simulator.advance(5 * MINUTE_MS);
    const fetched = await client.fetchInsights(recordingId);
    if (fetched.kind !== "ready") throw new Error(`expected insights, got ${fetched.kind}`);
    expect(fetched.insights).toMatchObject({
      rcRecordingId: recordingId,
      telephonySessionId: placed.telephonySessionId,
      direction: "INBOUND",
      summary: "Thirty guests.",
      nextSteps: ["Update the booking."],
      sentiment: "POSITIVE",
      outsidePhone: CALLER,
    });
    expect(fetched.insights.segments?.map(({ speaker, text }) => [speaker, text])).toEqual([
      ["agent", "How can I help?"],
      ["customer", "We are thirty now."],
    ]);
    const delivered = readInbox().find(({ kind }) => kind === "insights");
    expect(delivered).toMatchObject({ kind: "insights", insights: fetched.insights });
  });

  it.each([
    ["inbound-direct", "INBOUND", 1],
    ["outbound", "OUTBOUND", 1],
    ["internal", "INTERNAL", 1],
    ["withheld", "INBOUND", 1],
    ["queue", "INBOUND", 1],
    ["two-recordings", "INBOUND", 2],
    ["blind-transfer", "INBOUND", 2],
    ["missed", null, 0],
    ["voicemail", null, 0],
  ] as const)("%s is the same call by webhook and by log", async (scenario, direction, count) => {
    await simulation.subscribe(EVENT_FILTERS);
    const outside = scenario === "outbound" ? { to: CALLER } : scenario === "withheld" ? {} : { from: CALLER };
    const sides = scenario === "internal" ? { from: "101", to: "102" } : outside;
    const { recordingIds } = simulation.simulator.placeCall({ scenario, ...sides, durationSeconds: 120 });
    await simulation.simulator.advance(10 * MINUTE_MS);
    const { calls } = await syncAll();
    expect(calls.map(({ rcRecordingId }) => rcRecordingId).sort()).toEqual([...recordingIds].sort());
    expect(recordingIds).toHaveLength(count);
    const told = callsOfInbox();
    for (const call of calls) {
      expect(call.direction).toBe(direction);
      expect(told.find(({ rcRecordingId }) => rcRecordingId === call.rcRecordingId)?.direction).toBe(direction);
    }
  });

  it("too short to be kept is told of by webhook, and taken back by the log", async () => {
    await simulation.subscribe(EVENT_FILTERS);
    const placed = simulation.simulator.placeCall({ scenario: "short-recording", from: CALLER, durationSeconds: 20 });
    await simulation.simulator.advance(10 * MINUTE_MS);
    expect(callsOfInbox().map(({ rcRecordingId }) => rcRecordingId)).toEqual(placed.recordingIds);
    expect(await client.syncCalls({ from: SIMULATION_START })).toMatchObject({
      calls: [],
      unrecordedSessionIds: [placed.telephonySessionId],
    });
  });

  it("tells notes from the whole analysis", async () => {
    const { recordingIds } = simulation.simulator.placeCall({
      from: CALLER,
      durationSeconds: 60,
      segments: [{ speaker: "customer", text: "Hello.", start: 1, end: 2 }],
      insights: { callNotes: "Notes." },
      timers: { insightsAfterMs: 20 * MINUTE_MS },
      knobs: { aiNotesFirst: true, aiNotesAfterMs: 5 * MINUTE_MS },
    });
    const [recordingId = ""] = recordingIds;
    await simulation.simulator.advance(7 * MINUTE_MS);
    expect(await client.fetchInsights(recordingId)).toMatchObject({ kind: "partial", insights: { notes: "Notes." } });
    await simulation.simulator.advance(20 * MINUTE_MS);
    expect(await client.fetchInsights(recordingId)).toMatchObject({ kind: "ready" });
  });
});

describe("a client of a simulated account", () => {
  it("follows what changes, and begins anew when its token is forgotten", async () => {
    const { syncToken } = await syncAll();
    simulation.simulator.placeCall({ from: CALLER, durationSeconds: 60 });
    await simulation.simulator.advance(5 * MINUTE_MS);
    expect(await client.syncCalls({ syncToken })).toMatchObject({ kind: "page", calls: [{ fromPhone: CALLER }] });
    simulation.simulator.expireSyncTokens();
    expect(await client.syncCalls({ syncToken })).toEqual({ kind: "tokenExpired" });
    expect((await syncAll()).calls).toHaveLength(1);
  });

  it("knows the account's own numbers", async () => {
    expect(await client.listOwnNumbers()).toEqual(["+18005550100", "+14155550100", "+14155550142", "+14155550143"]);
  });

  it("survives tokens that die, answers that break and pages of gateways", async () => {
    await client.listOwnNumbers();
    simulation.simulator.revokeTokens();
    await client.listOwnNumbers();
    for (const kind of ["server-error", "html", "truncated-json", "disconnect", "token-invalid"] as const) {
      simulation.simulator.injectFault({ route: "GET *", kind });
      expect(await client.listOwnNumbers()).toHaveLength(4);
      await simulation.simulator.advance(MINUTE_MS);
    }
  });

  it("stops at a missing permission and goes on by itself once it is granted", async () => {
    simulation.simulator.setPermissions({ userPermissions: [] });
    await expect(client.fetchInsights("1")).rejects.toThrow(NotPermitted);
    simulation.simulator.setPermissions({ userPermissions: ["ReadRingSenseInsights"] });
    await simulation.simulator.advance(5 * MINUTE_MS);
    expect(await client.fetchInsights("1")).toEqual({ kind: "notReady" });
  });

  it("is never refused for its rate, with several processes at once and time going by", async () => {
    const clients = [client, clientOf(simulation), clientOf(simulation)];
    const range = { from: SIMULATION_START, to: SIMULATION_START };
    let answered = 0;
    let putOff = 0;
    for (let step = 0; step < 12; step += 1) {
      const outcomes = await Promise.allSettled(clients.flatMap((one) => [one.listCalls(range), one.listCalls(range)]));
      for (const outcome of outcomes) {
        if (outcome.status === "fulfilled") answered += 1;
        else {
          expect(outcome.reason).toBeInstanceOf(RateLimited);
          putOff += 1;
        }
      }
      await simulation.simulator.advance(20_000);
    }
    expect(answered).toBeGreaterThanOrEqual(30);
    expect(putOff).toBeGreaterThan(0);
    expect(simulation.simulator.counters()["answers 429"] ?? 0).toBe(0);
  });
});
