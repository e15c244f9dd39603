import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { CallRequest } from "./call-request.js";

const SYNC = "/restapi/v1.0/account/~/call-log-extract-sync";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
});
afterEach(() => simulation.close());

const place = (request: Partial<CallRequest> = {}) =>
  simulation.simulator.placeCall({ from: "+14155550123", durationSeconds: 60, ...request });

describe("call-log-extract-sync", () => {
  const sync = async (query: string) => {
    const { status, body } = await simulation.get(`${SYNC}${query}`);
    expect(status).toBe(200);
    const { syncToken, newerRecordsExist } = body.syncInfo;
    return { ids: body.records.map(({ id }: { id: string }) => id), token: syncToken as string, newerRecordsExist };
  };

  it("hands out every change once, in pages, the ones of the same millisecond together", async () => {
    for (let count = 0; count < 5; count += 1) place({ durationSeconds: 60 + 10 * count });
    place({ durationSeconds: 80 });
    await simulation.simulator.advance(600_000);
    const first = await sync("?syncType=FSync&recordCount=3");
    expect([first.ids.length, first.newerRecordsExist]).toEqual([4, true]);
    const second = await sync(`?syncType=ISync&syncToken=${first.token}`);
    expect([second.ids.length, second.newerRecordsExist]).toEqual([2, false]);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(6);
    expect((await sync(`?syncType=ISync&syncToken=${second.token}`)).ids).toEqual([]);
  });

  it("finds what changed in the very millisecond of the last reading", async () => {
    const quick = { startedAt: "2026-01-05T14:59:00Z", timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0 } };
    const first = place(quick);
    const reading = await sync("?syncType=FSync");
    expect(reading.ids).toEqual(first.callLogIds);
    const second = place(quick);
    expect((await sync(`?syncType=ISync&syncToken=${reading.token}`)).ids).toEqual(second.callLogIds);
  });

  it("tells of a record that was amended, with what it says now", async () => {
    const { callLogIds } = place();
    await simulation.simulator.advance(600_000);
    const { token } = await sync("?syncType=FSync");
    await simulation.simulator.advance(1_000);
    simulation.simulator.amendCall(callLogIds[0] ?? "", { durationSeconds: 99, fromPhone: "+14155550199" });
    const { body } = await simulation.get(`${SYNC}?syncType=ISync&syncToken=${token}`);
    expect(body.records).toMatchObject([{ id: callLogIds[0], duration: 99, from: { phoneNumber: "+14155550199" } }]);
  });

  it("looks back an hour at changes, not at starts", async () => {
    const { callLogIds } = place({ timers: { callLogAfterMs: 2 * 3_600_000 } });
    place({ startedAt: "2025-12-01T12:00:00Z", knobs: { historical: true } });
    await simulation.simulator.advance(2 * 3_600_000 + 120_000);
    await simulation.signIn();
    expect((await sync("?syncType=FSync")).ids).toEqual(callLogIds);
    expect((await sync("?syncType=FSync&dateFrom=2025-11-01T00:00:00Z")).ids).toHaveLength(2);
  });

  it("needs a living token", async () => {
    const { token } = await sync("?syncType=FSync");
    simulation.simulator.expireSyncTokens();
    expect(await simulation.get(`${SYNC}?syncType=ISync&syncToken=${token}`)).toMatchObject({
      status: 400,
      body: { errors: [{ errorCode: "CLG-101", parameterName: "syncToken" }] },
    });
    expect(await simulation.get(`${SYNC}?syncType=ISync`)).toMatchObject({ status: 400 });
    expect(await simulation.get(`${SYNC}?recordCount=1001`)).toMatchObject({ status: 400 });
  });

  it("misses no recording and repeats no change, however calls, time and readings interleave", async () => {
    const lag = fc.integer({ min: 0, max: 90_000 });
    const action = fc.oneof(
      fc.record({ place: fc.record({ durationSeconds: fc.integer({ min: 1, max: 300 }), callLog: lag, field: lag }) }),
      fc.record({ advance: fc.integer({ min: 0, max: 120_000 }) }),
      fc.record({ read: fc.integer({ min: 1, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 25 }), async (actions) => {
        const world = await openSimulation({ rateLimits: { heavy: 10_000 } });
        const seen: string[] = [];
        const withRecording = new Set<string>();
        const placed: string[] = [];
        let position = "syncType=FSync&dateFrom=2026-01-05T00:00:00Z&recordCount=2";
        const read = async (): Promise<boolean> => {
          const { body } = await world.get(`${SYNC}?view=Detailed&${position}`);
          position = `syncType=ISync&syncToken=${body.syncInfo.syncToken}`;
          for (const { id, lastModifiedTime, recording } of body.records) {
            seen.push(`${id} ${lastModifiedTime}`);
            if (recording !== undefined) withRecording.add(recording.id);
          }
          return body.syncInfo.newerRecordsExist;
        };
        for (const step of actions) {
          if ("advance" in step) await world.simulator.advance(step.advance);
          else if ("read" in step) for (let count = 0; count < step.read; count += 1) await read();
          else {
            const { durationSeconds, callLog, field } = step.place;
            const timers = { callLogAfterMs: callLog, recordingFieldAfterMs: field };
            placed.push(...world.simulator.placeCall({ durationSeconds, timers }).recordingIds);
          }
        }
        await world.simulator.advance(600_000);
        await world.signIn();
        while (await read());
        await world.close();
        expect(withRecording).toEqual(new Set(placed));
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { numRuns: 25 },
    );
  });
});
