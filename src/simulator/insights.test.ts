import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { CallRequest } from "./call-request.js";

const BASE = "/ai/ringsense/v1/public/accounts/~/domains/pbx";
const CUSTOMER = "+14155550123";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
  await simulation.subscribe([BASE.replace("domains/pbx", "domains/pbx/insights")]);
});
afterEach(() => simulation.close());

const FULL: CallRequest = {
  from: CUSTOMER,
  callerName: "WIRELESS CALLER",
  durationSeconds: 242,
  segments: [
    { speaker: "agent", text: "How can I help?", start: 1.2, end: 3.9 },
    { speaker: "customer", text: "A dinner on Friday.", start: 4.2, end: 9.5 },
    { speaker: "agent", text: "Gladly.", start: 10, end: 11 },
  ],
  insights: {
    summary: "The caller booked a dinner.",
    nextSteps: ["Send the confirmation."],
    sentiment: "Positive",
    highlights: ["Friday."],
    bulletedSummary: ["A dinner on Friday."],
    callNotes: "Wants Friday.",
    aiScore: "8",
  },
  timers: { insightsAfterMs: 600_000 },
};

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire.
const bodies = (): any[] => simulation.inbox.events.map(({ body }) => (body as { body: unknown }).body);

async function place(changes: Partial<CallRequest> = {}, afterMs = 900_000) {
  const placed = simulation.simulator.placeCall({ ...FULL, ...changes });
  await simulation.simulator.advance(242_000 + afterMs);
  return placed;
}

describe("insights of a recording", () => {
  it("come as an event and by asking, the same, as RingCentral writes them", async () => {
    const { recordingIds, telephonySessionId } = await place();
    const [agent, customer] = [3, 1].map((number) => `p-${telephonySessionId.slice(2)}-${number}`);
    const expected = {
      title: "Call from WIRELESS CALLER to Agent One",
      rsRecordUri: expect.stringMatching(/^https:/),
      domain: "pbx",
      sourceSessionId: telephonySessionId,
      sourceRecordId: recordingIds[0],
      callDirection: "Inbound",
      ownerExtensionId: "900100042",
      recordingDurationMs: 230_400,
      recordingStartTime: "2026-01-05T15:00:11.600Z",
      creationTime: "2026-01-05T15:14:02.000Z",
      lastModifiedTime: "2026-01-05T15:14:01.994Z",
      speakerInfo: [
        { speakerId: agent, name: "Agent One", accountId: "900100001", extensionId: "900100042" },
        { speakerId: customer, name: null, accountId: null, extensionId: null, phoneNumber: CUSTOMER },
      ],
      insights: {
        Transcript: [
          { speakerId: customer, text: "A dinner on Friday.", start: 4.2, end: 9.5 },
          { speakerId: agent, text: "How can I help?", start: 1.2, end: 3.9 },
          { speakerId: agent, text: "Gladly.", start: 10, end: 11 },
        ],
        Summary: [{ value: "The caller booked a dinner.", start: 0, end: 1 }],
        HighLights: [{ value: "Friday.", start: 1.2, end: 3.9, speakerId: agent }],
        NextSteps: [{ value: "Send the confirmation.", start: 1.2, end: 3.9, speakerId: agent }],
        BulletedSummary: [{ value: "A dinner on Friday.", section: "Overview" }],
        AIScore: [{ value: "8" }],
        CallNotes: [{ value: "Wants Friday." }],
        Sentiment: [{ value: "Positive" }],
      },
    };
    expect(bodies()).toEqual([{ eventType: "Create", ...expected }]);
    expect((await simulation.get(`${BASE}/records/${recordingIds[0]}/insights`)).body).toEqual(expected);
    const ofSession = await simulation.get(`${BASE}/sessions/${telephonySessionId}/insights`);
    expect(ofSession.body).toMatchObject({ records: [expected], paging: { page: 1, totalElements: 1 } });
  });

  it("are told of after the hang-up even where they take no time", async () => {
    await simulation.subscribe(["/restapi/v1.0/account/~/telephony/sessions"]);
    await place({ timers: { insightsAfterMs: 0 } });
    expect(
      bodies()
        .map((body) => ("insights" in body ? "insights" : body.parties[0].status.code))
        .slice(-3),
    ).toEqual(["Disconnected", "Disconnected", "insights"]);
  });

  it("are 404 before they are ready, for a recording and for a session, then 200", async () => {
    const { recordingIds, telephonySessionId } = await place({}, 599_999);
    const paths = [`${BASE}/records/${recordingIds[0]}/insights`, `${BASE}/sessions/${telephonySessionId}/insights`];
    const statuses = () => Promise.all(paths.map(async (path) => (await simulation.get(path)).status));
    expect(await statuses()).toEqual([404, 404]);
    await simulation.simulator.advance(1);
    expect(await statuses()).toEqual([200, 200]);
  });

  it("take between five and thirty minutes by default, and the event half a minute more", async () => {
    const { insightsAt, endedAt } = await place({ timers: {} }, 30 * 60_000 + 33_000);
    const lagMs = Date.parse(insightsAt ?? "") - Date.parse(endedAt);
    expect(lagMs).toBeGreaterThanOrEqual(5 * 60_000);
    expect(lagMs).toBeLessThanOrEqual(30 * 60_000);
    const sentAtMs = simulation.inbox.events.map(({ body }) => Date.parse((body as { timestamp: string }).timestamp));
    expect(sentAtMs).toEqual([Date.parse(insightsAt ?? "") + 33_000]);
  });

  it("can be asked for by type", async () => {
    const { recordingIds } = await place();
    const path = `${BASE}/records/${recordingIds[0]}/insights`;
    for (const query of ["?insightTypes=Highlights,Sentiment", "?insightTypes=Highlights&insightTypes=Sentiment"]) {
      expect(Object.keys((await simulation.get(path + query)).body.insights)).toEqual(["HighLights", "Sentiment"]);
    }
    expect(await simulation.get(`${path}?insightTypes=Topics`)).toMatchObject({ status: 400 });
    expect(await simulation.get(path.replace("pbx", "rcx"))).toMatchObject({ status: 404 });
  });

  it("come twice where AI Notes was on, first without a transcript", async () => {
    const { recordingIds } = await place({ knobs: { aiNotesFirst: true } }, 300_000);
    expect(bodies().map(({ insights }) => Object.keys(insights))).toEqual([["Summary", "CallNotes"]]);
    expect(Object.keys((await simulation.get(`${BASE}/records/${recordingIds[0]}/insights`)).body.insights)).toEqual([
      "Summary",
      "CallNotes",
    ]);
    await simulation.simulator.advance(300_000);
    expect(bodies().map(({ insights }) => "Transcript" in insights)).toEqual([false, true]);
  });

  it("are replaced by a later analysis", async () => {
    const segments = [{ speaker: "agent" as const, text: "Corrected.", start: 0, end: 1 }];
    const reanalysis = { afterMs: 60_000, segments, insights: { sentiment: "Negative" as const } };
    const { recordingIds } = await place({ knobs: { reanalysis } });
    expect(bodies().map(({ eventType, lastModifiedTime }) => [eventType, lastModifiedTime])).toEqual([
      ["Create", "2026-01-05T15:14:01.994Z"],
      ["Update", "2026-01-05T15:15:02.000Z"],
    ]);
    const { body } = await simulation.get(`${BASE}/records/${recordingIds[0]}/insights`);
    expect(body.insights).toMatchObject({ Transcript: [{ text: "Corrected." }], Sentiment: [{ value: "Negative" }] });
    expect(body.insights.Summary).toEqual([{ value: "The caller booked a dinner.", start: 0, end: 1 }]);
  });

  it.each<[string, CallRequest["knobs"], string[]]>([
    [
      "without some",
      { omitInsights: ["Transcript", "Sentiment"] },
      ["Summary", "HighLights", "NextSteps", "BulletedSummary", "AIScore", "CallNotes"],
    ],
    ["empty", { omitInsights: ["all"] }, []],
    [
      "in the specification's spelling",
      { highlightsSpelling: "Highlights", omitInsights: ["AIScore", "CallNotes", "BulletedSummary", "Summary"] },
      ["Transcript", "Highlights", "NextSteps", "Sentiment"],
    ],
  ])("can be %s", async (_what, knobs, types) => {
    await place({ knobs });
    expect(bodies().map(({ insights }) => Object.keys(insights))).toEqual([types]);
  });

  it.each<[string, Partial<CallRequest>]>([
    ["an unlicensed user", { knobs: { licensed: false } }],
    ["a recording that is never analysed", { timers: { insightsAfterMs: "never" } }],
    ["a recording too short to keep", { scenario: "short-recording" }],
  ])("stay 404 for %s, without an event", async (_what, changes) => {
    const { recordingIds } = await place(changes, 3_000_000);
    expect((await simulation.get(`${BASE}/records/${recordingIds[0]}/insights`)).status).toBe(404);
    expect(bodies()).toEqual([]);
  });

  it("of an internal call name both colleagues", async () => {
    await place({ scenario: "internal", from: "101", to: "102" });
    expect(bodies()[0]).toMatchObject({
      callDirection: "Outbound",
      speakerInfo: [{ extensionId: "900100042" }, { extensionId: "900100043", name: "Agent Two" }],
    });
  });
});
