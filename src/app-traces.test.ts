import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./testing/eventually.js";
import { type RunningApp, startRunningApp } from "./testing/running-app.js";
import { type CollectedSpan, startTraceCollector, type TraceCollector } from "./testing/trace-collector.js";

/** The running program, a collector beside it, and a call by webhooks. */
describe("traces", () => {
  let collector: TraceCollector;
  let app: RunningApp;
  beforeAll(async () => {
    collector = await startTraceCollector();
    app = await startRunningApp({}, undefined, () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }));
    await app.get("mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }", {
      input: [{ externalId: "c-1", name: "Jennifer Alvarez", phones: ["(916) 555-0123"] }],
    });
    await eventually("the subscription to be made", () =>
      app.simulator.listSubscriptions().some(({ status }) => status === "Active"),
    );
    const subscriber = app.subscribe("subscription { recordingLinked { recording { transcriptStatus } } }");
    // Not yet in the call log, which is read as soon as there is a subscription: where that tells first, no webhook began it.
    app.simulator.placeCall({
      ...{ from: "+19165550123", durationSeconds: 60 },
      segments: [{ speaker: "customer", text: "Hi, this is Jennifer Alvarez about the shellfish.", start: 0, end: 4 }],
      startedAt: new Date(Date.now() - 90_000).toISOString(),
      timers: { callLogAfterMs: "never", recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 30_500 },
    });
    await eventually("an event", () => subscriber.received.length > 0);
    await subscriber.leave();
  });
  afterAll(async () => {
    await app.stop();
    await collector.stop();
  });

  /** From a span up to the root of its trace. */
  const pathOf = (span: CollectedSpan): string[] => {
    const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return parent === undefined ? [span.name] : [...pathOf(parent), span.name];
  };

  it("lead from the webhook through its jobs to the event that a subscriber is told", async () => {
    const delivered = await eventually("a delivery", () =>
      collector.spans.find(({ name }) => name === "event delivered"),
    );
    const published = await eventually("its publishing", () =>
      collector.spans.find(({ name, traceId }) => name === "PUBLISH" && traceId === delivered.traceId),
    );
    await eventually("the webhook's own span", () => pathOf(delivered)[0] === "webhook");
    const path = pathOf(delivered);
    expect(path.slice(0, 2)).toEqual(["webhook", "RECEIVE"]);
    expect(path.slice(-2)).toEqual(["LINK", "event delivered"]);
    expect(pathOf(published).at(-2)).toBe("LINK");
  });

  it("have one for every transcript that is fetched", async () => {
    const fetched = await eventually("a fetch", () => collector.spans.find(({ name }) => name === "FETCH_TRANSCRIPT"));
    await eventually("what came before", () => pathOf(fetched)[0] === "webhook");
    expect(pathOf(fetched)).toEqual(["webhook", "RECEIVE", "FETCH_TRANSCRIPT"]);
  });

  it("carry ids and counts only", () => {
    const keys = new Set(collector.spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    expect([...keys].filter((key) => !KNOWN.includes(key))).toEqual([]);
    const told = collector.bodies.join();
    for (const word of ["Jennifer", "Alvarez", "5550123", "shellfish"]) expect(told).not.toContain(word);
  });

  const KNOWN = [
    "callthread.job.id",
    "callthread.receipt.id",
    "callthread.recording.id",
    "callthread.subscribers",
    "messaging.batch.message_count",
  ];
});
