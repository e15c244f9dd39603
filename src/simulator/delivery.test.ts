import { describe, expect, it } from "@jest/globals";
import { openSimulation } from "../testing/simulation.js";
import type { DeliveryOverrides } from "./delivery.js";
import type { SimulatorOptions } from "./start.js";

interface Envelope {
  readonly uuid: string;
  readonly body: { readonly sequence: number; readonly telephonySessionId: string };
}

/** Places forty calls under these knobs and answers what arrived. */
async function deliver(knobs: DeliveryOverrides, options: SimulatorOptions = {}): Promise<Envelope[]> {
  const simulation = await openSimulation(options);
  await simulation.subscribe(["/restapi/v1.0/account/~/telephony/sessions"]);
  simulation.simulator.setDelivery(knobs);
  for (let count = 0; count < 40; count += 1) {
    simulation.simulator.placeCall({ scenario: "outbound", to: "+14155550123", durationSeconds: 60 });
  }
  await simulation.simulator.advance(3_600_000);
  await simulation.close();
  return simulation.inbox.events.map(({ body }) => body as Envelope);
}

const EVENTS = 40 * 8;
const uuids = (envelopes: Envelope[]) => new Set(envelopes.map(({ uuid }) => uuid));
const facts = (envelopes: Envelope[]) => envelopes.map(({ body }) => `${body.telephonySessionId} ${body.sequence}`);

describe("delivery", () => {
  it("is perfect by default", async () => {
    const envelopes = await deliver({});
    expect(envelopes).toHaveLength(EVENTS);
    expect(uuids(envelopes).size).toBe(EVENTS);
  });

  it("loses as many as told", async () => {
    const envelopes = await deliver({ dropRate: 0.25 });
    expect(envelopes.length).toBeGreaterThan(EVENTS * 0.65);
    expect(envelopes.length).toBeLessThan(EVENTS * 0.85);
    expect(await deliver({ dropRate: 1 })).toEqual([]);
  });

  it("doubles with the same uuid, or with a new one", async () => {
    const same = await deliver({ duplicateRate: 1 });
    expect([same.length, uuids(same).size]).toEqual([2 * EVENTS, EVENTS]);
    const renewed = await deliver({ duplicateRate: 1, duplicateUuid: "new" });
    expect([renewed.length, uuids(renewed).size]).toEqual([2 * EVENTS, 2 * EVENTS]);
    expect(new Set(facts(renewed)).size).toBe(EVENTS);
  });

  it("lets later events overtake earlier ones", async () => {
    const envelopes = await deliver({ reorderRate: 0.3 });
    expect(envelopes).toHaveLength(EVENTS);
    const overtaken = envelopes.filter(({ body }, index) =>
      envelopes
        .slice(0, index)
        .some(
          (earlier) =>
            earlier.body.telephonySessionId === body.telephonySessionId && earlier.body.sequence > body.sequence,
        ),
    );
    expect(overtaken.length).toBeGreaterThan(10);
  });

  it("is the same again for the same seed and start, and different for another seed", async () => {
    const knobs: DeliveryOverrides = { dropRate: 0.2, duplicateRate: 0.2, reorderRate: 0.2, delayMs: [0, 5_000] };
    const first = await deliver(knobs, { seed: 7 });
    expect(facts(await deliver(knobs, { seed: 7 }))).toEqual(facts(first));
    expect(facts(await deliver(knobs, { seed: 8 }))).not.toEqual(facts(first));
  });

  it("waits as long as told", async () => {
    const simulation = await openSimulation();
    await simulation.subscribe([
      "/restapi/v1.0/account/~/telephony/sessions?withRecordings=true&statusCode=Disconnected",
    ]);
    simulation.simulator.placeCall({ durationSeconds: 60, knobs: { delivery: { delayMs: [2_000, 2_000] } } });
    await simulation.simulator.advance(61_999);
    expect(simulation.inbox.events).toEqual([]);
    await simulation.simulator.advance(1);
    expect(simulation.inbox.events).toHaveLength(1);
    await simulation.close();
  });

  it("can be left out for one call, and for its insights", async () => {
    const simulation = await openSimulation();
    await simulation.subscribe([
      "/restapi/v1.0/account/~/telephony/sessions",
      "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights",
    ]);
    simulation.simulator.placeCall({ durationSeconds: 60, knobs: { silent: true, silentInsights: true } });
    simulation.simulator.placeCall({ durationSeconds: 60, knobs: { historical: true } });
    await simulation.simulator.advance(3_600_000);
    expect(simulation.inbox.events).toEqual([]);
    await simulation.close();
  });
});
