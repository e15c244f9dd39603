import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import pino from "pino";
import { getOne } from "../database/sql.js";
import type { SyncOutcome, SyncPosition } from "../ringcentral/call-log-requests.js";
import { getConnectionState } from "../ringcentral/connection-state.js";
import { RateLimited } from "../ringcentral/failures.js";
import type { RecordedCall } from "../ringcentral/recorded-call.js";
import { isUnrecorded } from "../ringcentral/unrecorded-sessions.js";
import { createQueuedDatabase, type QueuedDatabase } from "../testing/queued-database.js";
import { reconcile } from "./reconcile.js";

const NOW = new Date("2026-03-31T12:00:00Z");
const SYNCED = new Date("2026-03-31T11:58:00Z");

const call = (rcRecordingId: string): RecordedCall => ({
  ...{ rcRecordingId, telephonySessionId: `s-${rcRecordingId}`, direction: "INBOUND", fromPhone: "+14155550123" },
  ...{ toPhone: "+12135550199", startedAt: new Date("2026-03-31T11:00:00Z"), durationSeconds: 60, contentUri: null },
  ...{ factsSource: "call_log", final: true },
});
const page = (syncToken: string, changes: Partial<Extract<SyncOutcome, { kind: "page" }>> = {}): SyncOutcome => ({
  ...{ kind: "page", syncToken, syncedAt: SYNCED, more: false, calls: [], unrecordedSessionIds: [] },
  ...{ unreadableRecords: 0, ...changes },
});

describe("reading the call log", () => {
  let database: QueuedDatabase;
  let asked: SyncPosition[];
  let lines: string[];
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  beforeAll(async () => {
    database = await createQueuedDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    asked = [];
    lines = [];
    await database.sql.query("TRUNCATE call_recordings CASCADE");
    await database.sql.query("DELETE FROM pgboss.job");
    await keepState({});
  });

  const keepState = (state: { token?: string; syncedAt?: string; gapFrom?: string }) =>
    database.sql.query("UPDATE ringcentral_state SET sync_token = $1, synced_at = $2, reconcile_from = $3", [
      ...[state.token ?? null, state.syncedAt ?? null, state.gapFrom ?? null],
    ]);
  /** Has RingCentral answer so, one after the other. */
  const read = (...answers: (SyncOutcome | Error)[]) =>
    reconcile({
      ...{
        database,
        queue: database.queue,
        log: pino({ level: "warn" }, { write: (line: string) => lines.push(line) }),
        transcriptDelayMs: 0,
        now: () => NOW,
      },
      business: () => ({ timezone: "America/Los_Angeles", region: "US", ownPhones: [] }),
      client: {
        async syncCalls(position) {
          asked.push(position);
          const answer = answers.shift();
          if (answer === undefined) throw new Error("It was asked once too often.");
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
    });
  const jobs = async (name: string) =>
    (
      await getOne<{ count: number }>(database.sql, "SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1", [
        name,
      ])
    ).count;

  it.each<[string, Parameters<typeof keepState>[0], string]>([
    ["a day ago where it was never read", {}, "2026-03-30T12:00:00Z"],
    ["ten minutes before the last time", { syncedAt: "2026-03-31T09:00:00Z" }, "2026-03-31T08:50:00Z"],
    [
      "ten minutes before webhooks were missed first",
      { syncedAt: "2026-03-31T09:00:00Z", gapFrom: "2026-03-29T10:00:00Z" },
      "2026-03-29T09:50:00Z",
    ],
    [
      "ten minutes before the last time, where none were missed until later",
      { syncedAt: "2026-03-31T09:00:00Z", gapFrom: "2026-03-31T10:00:00Z" },
      "2026-03-31T08:50:00Z",
    ],
    ["thirty days ago at most", { syncedAt: "2026-01-01T00:00:00Z" }, "2026-03-01T12:00:00Z"],
  ])("begins %s", async (_when, state, from) => {
    await keepState(state);
    await read(page("next"));
    expect(asked).toEqual([{ from: new Date(from) }]);
    expect(await getConnectionState(database.sql)).toMatchObject({
      ...{ syncToken: "next", syncedAt: SYNCED, reconcileFrom: null },
    });
  });

  it("goes on from its token, and begins anew where RingCentral has forgotten that", async () => {
    await keepState({ token: "old", syncedAt: "2026-03-31T09:00:00Z" });
    await read({ kind: "tokenExpired" }, page("next"));
    expect(asked).toEqual([{ syncToken: "old" }, { from: new Date("2026-03-31T08:50:00Z") }]);
  });

  it("keeps each page, and goes on with the next after a refusal", async () => {
    const gapFrom = new Date("2026-03-29T10:00:00Z");
    await keepState({ gapFrom: gapFrom.toISOString() });
    const refusal = new RateLimited("heavy", NOW);
    expect(await read(page("second", { more: true, calls: [call("1")] }), refusal)).toEqual({ isAmiss: true });
    expect(asked.slice(1)).toEqual([{ syncToken: "second" }]);
    expect(logged()).toEqual([expect.objectContaining({ reason: refusal.message })]);
    expect(await getConnectionState(database.sql)).toMatchObject({
      ...{ syncToken: "second", syncedAt: null, reconcileFrom: gapFrom },
    });
    expect(await read(page("third", { calls: [call("2")] }))).toEqual({ isAmiss: true });
    expect(asked.at(-1)).toEqual({ syncToken: "second" });
    expect(await getConnectionState(database.sql)).toMatchObject({ syncedAt: SYNCED, reconcileFrom: null });
    expect(await database.sql.query("SELECT FROM call_recordings")).toHaveLength(2);
  });

  it("finds something amiss where no webhook told of a call, and has the subscription looked at, and the call linked", async () => {
    expect(await read(page("first", { calls: [call("1")] }))).toEqual({ isAmiss: true });
    expect([await jobs("keep-subscription"), await jobs("link"), await jobs("fetch-transcript")]).toEqual([1, 1, 1]);
    await database.sql.query("DELETE FROM pgboss.job");
    expect(await read(page("second", { calls: [call("1")] }))).toEqual({ isAmiss: false });
    expect([await jobs("keep-subscription"), await jobs("link"), await jobs("fetch-transcript")]).toEqual([0, 0, 0]);
  });

  it("waits no more for the words of a call that was too short to be recorded", async () => {
    await read(page("first", { calls: [call("1")] }));
    await read(page("second", { unrecordedSessionIds: ["s-1"] }));
    expect(await database.sql.query("SELECT transcript_status AS status FROM call_recordings")).toEqual([
      { status: "UNAVAILABLE" },
    ]);
    expect(await isUnrecorded(database.sql, "s-1")).toBe(true);
  });

  it("says how many records could not be read", async () => {
    await read(page("first", { more: true, unreadableRecords: 3 }), page("second"));
    expect(logged()).toEqual([expect.objectContaining({ records: 3 })]);
  });

  it("fails where the failure is not RingCentral's", async () => {
    await expect(read(new Error("a mistake of ours"))).rejects.toThrow("a mistake of ours");
  });
});
