import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { untilOneWaits } from "../testing/until-one-waits.js";
import { closeCircuits, listOpenCircuits, openCircuit, PROBE_PAUSE_MS, passCircuit } from "./circuit.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 8 });
});
afterAll(() => database.drop());
beforeEach(() => database.sql.query("DELETE FROM ringcentral_circuits"));

const START = Date.UTC(2026, 0, 5, 15);
const at = (ms: number) => new Date(START + ms);
const REFUSAL = { reason: "RingCentral refuses insights.", errorCode: "RAH-3005", permissionName: null };

describe("a circuit", () => {
  it("lets everybody pass while closed", async () => {
    expect(await passCircuit(database.sql, "insights", at(0))).toEqual({ kind: "closed" });
  });

  it("keeps its own area closed, and no other", async () => {
    const probeAt = await openCircuit(database.sql, "insights", REFUSAL, at(0));
    expect(probeAt).toEqual(at(PROBE_PAUSE_MS));
    expect(await passCircuit(database.sql, "insights", at(1))).toEqual({
      kind: "open",
      retryAt: probeAt,
      circuit: { area: "insights", openedAt: at(0), probeAt, ...REFUSAL },
    });
    expect(await passCircuit(database.sql, "call-log", at(1))).toEqual({ kind: "closed" });
  });

  it("of the sign-in holds every area", async () => {
    await openCircuit(database.sql, "sign-in", REFUSAL, at(0));
    expect(await passCircuit(database.sql, "call-log", at(1))).toMatchObject({
      kind: "open",
      circuit: { area: "sign-in" },
    });
  });

  it("gives the probe to one of many that ask at once, and again a pause later", async () => {
    await openCircuit(database.sql, "insights", REFUSAL, at(0));
    for (const ms of [PROBE_PAUSE_MS, 2 * PROBE_PAUSE_MS]) {
      const passages = await Promise.all(
        Array.from({ length: 8 }, () => passCircuit(database.sql, "insights", at(ms))),
      );
      expect(passages.filter(({ kind }) => kind === "probe")).toHaveLength(1);
      expect(passages.filter(({ kind }) => kind === "open")).toHaveLength(7);
      expect(await passCircuit(database.sql, "insights", at(ms + 1))).toMatchObject({
        kind: "open",
        retryAt: at(ms + PROBE_PAUSE_MS),
      });
    }
  });

  it("lets pass whoever asks while it is being closed", async () => {
    await openCircuit(database.sql, "insights", REFUSAL, at(0));
    await openCircuit(database.sql, "sign-in", REFUSAL, at(0));
    let asked: ReturnType<typeof passCircuit> | undefined;
    await database.transaction(async (tx) => {
      await closeCircuits(tx, ["insights", "sign-in"]);
      asked = passCircuit(database.sql, "insights", at(PROBE_PAUSE_MS));
      await untilOneWaits(database.sql, "it to wait for the closing");
    });
    expect(await asked).toEqual({ kind: "closed" });
  });

  it("gives the probe to whoever asks while one of two is being closed", async () => {
    await openCircuit(database.sql, "insights", REFUSAL, at(0));
    await openCircuit(database.sql, "sign-in", REFUSAL, at(0));
    let asked: ReturnType<typeof passCircuit> | undefined;
    await database.transaction(async (tx) => {
      await closeCircuits(tx, ["sign-in"]);
      asked = passCircuit(database.sql, "insights", at(PROBE_PAUSE_MS));
      await untilOneWaits(database.sql, "it to wait for the closing");
    });
    expect(await asked).toEqual({ kind: "probe" });
    expect(await listOpenCircuits(database.sql)).toMatchObject([{ area: "insights", probeAt: at(2 * PROBE_PAUSE_MS) }]);
  });

  it("stays open after a failed probe, since when it first opened, and closes on success", async () => {
    await openCircuit(database.sql, "insights", REFUSAL, at(0));
    await openCircuit(database.sql, "insights", { ...REFUSAL, reason: "Still." }, at(PROBE_PAUSE_MS));
    expect(await listOpenCircuits(database.sql)).toEqual([
      { area: "insights", openedAt: at(0), probeAt: at(2 * PROBE_PAUSE_MS), ...REFUSAL, reason: "Still." },
    ]);
    await closeCircuits(database.sql, ["insights", "sign-in"]);
    expect(await listOpenCircuits(database.sql)).toEqual([]);
  });
});
