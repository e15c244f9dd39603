import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readEnvelope, readWebhook } from "./read-webhook.js";

const ACCOUNT = "900100001";
const TELEPHONY = `/restapi/v1.0/account/${ACCOUNT}/extension/900100042/telephony/sessions`;
const INSIGHTS = `/ai/ringsense/v1/public/accounts/${ACCOUNT}/domains/pbx/insights`;

const party = (fields: object = {}) => ({
  accountId: ACCOUNT,
  extensionId: "900100042",
  id: "p-1-3",
  direction: "Inbound",
  to: { phoneNumber: "+18005550100", name: "Agent One", extensionId: "900100042" },
  from: { phoneNumber: "+14155550123", name: "WIRELESS CALLER" },
  recordings: [{ id: "2728084990001", active: false }],
  status: { code: "Disconnected", rcc: false },
  park: {},
  missedCall: false,
  ...fields,
});

const OUTWARDS = {
  from: { phoneNumber: "+18005550100", extensionId: "900100042" },
  to: { phoneNumber: "+14155550123" },
};

const telephony = (body: object, envelope: object = {}) =>
  JSON.stringify({
    uuid: "1000000000000000002",
    event: TELEPHONY,
    timestamp: "2026-01-05T15:04:02.877Z",
    subscriptionId: "5e0b6c2e",
    ownerId: ACCOUNT,
    body: {
      sequence: 11,
      sessionId: "700200300",
      telephonySessionId: "s-1",
      eventTime: "2026-01-05T15:04:02.808Z",
      parties: [party()],
      origin: { type: "Call" },
      ...body,
    },
    ...envelope,
  });

const analysis = (body: object, envelope: object = {}) =>
  JSON.stringify({
    uuid: "1000000000000000101",
    event: INSIGHTS,
    timestamp: "2026-01-05T15:33:57.000Z",
    body: {
      domain: "pbx",
      sourceSessionId: "s-1",
      sourceRecordId: "2728084990001",
      callDirection: "Inbound",
      ownerExtensionId: "900100042",
      recordingDurationMs: 230600,
      recordingStartTime: "2026-01-05T15:00:12.201Z",
      creationTime: "2026-01-05T15:33:24.207Z",
      lastModifiedTime: "2026-01-05T15:33:24.201Z",
      speakerInfo: [
        { speakerId: "p-3", name: "Agent One", accountId: ACCOUNT, extensionId: "900100042" },
        { speakerId: "p-1", name: null, accountId: null, extensionId: null, phoneNumber: "+14155550123" },
      ],
      insights: {},
      ...body,
    },
    ...envelope,
  });

function callsOf(body: string) {
  const reading = readWebhook(body);
  if (reading.kind !== "calls") throw new Error(`expected calls, got ${JSON.stringify(reading)}`);
  return reading.calls;
}

function insightsOf(body: string) {
  const reading = readWebhook(body);
  if (reading.kind !== "insights") throw new Error(`expected insights, got ${JSON.stringify(reading)}`);
  return reading.insights;
}

describe("telephony session events", () => {
  it("are read whole", () => {
    expect(readWebhook(Buffer.from(telephony({})))).toEqual({
      uuid: "1000000000000000002",
      event: TELEPHONY,
      subscriptionId: "5e0b6c2e",
      kind: "calls",
      calls: [
        {
          rcRecordingId: "2728084990001",
          telephonySessionId: "s-1",
          direction: "INBOUND",
          fromPhone: "+14155550123",
          toPhone: "+18005550100",
          startedAt: new Date("2026-01-05T15:04:02.808Z"),
          durationSeconds: null,
          contentUri: null,
          factsSource: "webhook",
          final: true,
        },
      ],
    });
  });

  it.each([
    ["an outbound call", { direction: "Outbound", ...OUTWARDS }, "OUTBOUND"],
    ["a direction in another case", { direction: "OUTBOUND", ...OUTWARDS }, "OUTBOUND"],
    ["a withheld caller", { from: {} }, "INBOUND"],
    ["an anonymous caller", { from: { phoneNumber: "anonymous" } }, "INBOUND"],
    ["a missing side", { from: null }, "INBOUND"],
    ["an extension number in the number's field", { from: { phoneNumber: "102" } }, "INTERNAL"],
    ["a longer extension number", { from: { phoneNumber: "11101" } }, "INTERNAL"],
    [
      "a colleague behind a direct number",
      { from: { phoneNumber: "+14155550142", extensionId: "900100043" } },
      "INTERNAL",
    ],
    ["an outbound call to a colleague", { direction: "Outbound", to: { phoneNumber: "102" } }, "INTERNAL"],
    ["no direction, ours at the receiving end", { direction: undefined }, "INBOUND"],
    [
      "an unknown direction, ours at the calling end",
      { direction: "Sideways", from: { extensionId: "900100042" }, to: { phoneNumber: "+14155550123" } },
      "OUTBOUND",
    ],
  ])("%s", (_, fields, direction) => {
    expect(callsOf(telephony({ parties: [party(fields)] }))[0]?.direction).toBe(direction);
  });

  it.each([
    ["a blind transfer", { code: "Disconnected", reason: "BlindTransfer" }, false],
    ["a warm transfer", { code: "Gone", reason: "AttendedTransfer" }, false],
    ["a conference, which the specification does not list", { code: "Disconnected", reason: "Conference" }, false],
    ["a session that goes on elsewhere", { code: "Disconnected", peerId: { telephonySessionId: "s-2" } }, false],
    ["a call that still runs", { code: "Answered" }, false],
    ["a parked call", { code: "Parked" }, false],
    ["an ended call", { code: "Disconnected", reason: "CallFinished" }, true],
    ["a reason nobody has heard of", { code: "Disconnected", reason: "Undefined" }, true],
    ["an unknown code", { code: "Teleported" }, false],
    ["no status", null, false],
  ])("%s tells whether the call is over", (_, status, final) => {
    expect(callsOf(telephony({ parties: [party({ status })] }))[0]?.final).toBe(final);
  });

  it("take all recordings of all our parties, each once", () => {
    const calls = callsOf(
      telephony({
        parties: [
          party({ recordings: [{ id: "r1", active: true }, { id: 2 }] }),
          party({ extensionId: "900100043", recordings: [{ id: "2" }, { id: "r3" }], status: { code: "Answered" } }),
        ],
      }),
    );
    expect(calls.map(({ rcRecordingId, final }) => [rcRecordingId, final])).toEqual([
      ["r1", true],
      ["2", false],
      ["r3", false],
    ]);
  });

  it.each([
    ["the outside caller's own party", party({ extensionId: undefined })],
    ["a party of another account", party({ accountId: "777" })],
    ["a party without an account", party({ accountId: null })],
    ["a party without recordings", party({ recordings: [] })],
    ["a party whose recordings are no list", party({ recordings: "yes" })],
    ["a recording without id", party({ recordings: [{ active: true }, null, { id: "" }] })],
    ["no party at all", null],
  ])("ignore %s", (_, odd) => {
    expect(readWebhook(telephony({ parties: [odd] }))).toMatchObject({ kind: "ignored", uuid: "1000000000000000002" });
  });

  it("ask the event's address which account is ours, and take any where it does not say", () => {
    const foreign = { parties: [party({ accountId: "777" })] };
    expect(readWebhook(telephony(foreign)).kind).toBe("ignored");
    expect(readWebhook(telephony(foreign, { event: "/restapi/v1.0/account/~/telephony/sessions" })).kind).toBe("calls");
  });

  it("take the envelope's time where their own is missing, and say so where both are", () => {
    const [call] = callsOf(telephony({ eventTime: null }));
    expect(call?.startedAt).toEqual(new Date("2026-01-05T15:04:02.877Z"));
    expect(readWebhook(telephony({ eventTime: "yesterday" }, { timestamp: undefined }))).toMatchObject({
      kind: "unparsable",
      reason: "the telephony session event has no time",
    });
  });
});

describe("insights events", () => {
  it("are read whole, sorted, with both spellings of highlights", () => {
    const insights = insightsOf(
      analysis({
        eventType: "Create",
        insights: {
          Transcript: [
            { end: 9.5, text: "I would like to book.", start: 4.2, speakerId: "p-1" },
            { end: 3.9, text: "How can I help?", start: 1.2, speakerId: "p-3" },
            { end: 12, text: "Who is that?", start: 10, speakerId: "p-9" },
          ],
          Summary: [{ start: 0, end: 1, value: "Booked a cleaning." }],
          Highlights: [{ value: "One." }],
          HighLights: [{ value: "Two." }],
          NextSteps: [{ value: "Send the confirmation." }, { value: null }, 7],
          AIScore: [{ value: 8 }],
          Sentiment: [{ value: "Positive" }],
          BulletedSummary: [{ value: "Friday.", section: "Overview" }],
          CallNotes: [{ value: "Call notes.\nFriday." }],
          SomethingNew: [{ value: 1 }],
        },
      }),
    );
    expect(insights).toEqual({
      rcRecordingId: "2728084990001",
      telephonySessionId: "s-1",
      startedAt: new Date("2026-01-05T15:00:12.201Z"),
      durationSeconds: 231,
      direction: "INBOUND",
      modifiedAt: new Date("2026-01-05T15:33:24.201Z"),
      segments: [
        { speaker: "agent", name: "Agent One", text: "How can I help?", startSeconds: 1.2, endSeconds: 3.9 },
        { speaker: "customer", name: null, text: "I would like to book.", startSeconds: 4.2, endSeconds: 9.5 },
        { speaker: "unknown", name: null, text: "Who is that?", startSeconds: 10, endSeconds: 12 },
      ],
      summary: "Booked a cleaning.",
      bullets: ["Friday."],
      highlights: ["One.", "Two."],
      nextSteps: ["Send the confirmation."],
      score: "8",
      notes: "Call notes.\nFriday.",
      sentiment: "POSITIVE",
      outsidePhone: "+14155550123",
      insidePhone: null,
    });
  });

  it.each([
    ["empty insights", {}],
    ["null insights", null],
    ["insights that are text", "none"],
    ["an empty transcript", { Transcript: [] }],
    ["a transcript of silence", { Transcript: [{ text: " ", start: 1, end: 2, speakerId: "p-1" }] }],
    ["a transcript that is text", { Transcript: "hello" }],
  ])("%s are an analysis without a transcript", (_, insights) => {
    expect(insightsOf(analysis({ insights }))).toMatchObject({
      segments: null,
      summary: null,
      bullets: [],
      sentiment: null,
      score: null,
    });
  });

  it.each([
    ["ids of our account", { accountId: ACCOUNT, extensionId: "1" }, "agent"],
    ["an account of ours alone", { accountId: ACCOUNT }, "agent"],
    ["an extension alone", { extensionId: "900100043" }, "agent"],
    ["an extension number alone", { phoneNumber: "102" }, "agent"],
    ["another account", { accountId: "777", extensionId: "5" }, "customer"],
    ["a number", { phoneNumber: "+14155550123" }, "customer"],
    ["nothing, beside a colleague", { name: "Speaker 2" }, "customer"],
  ])("a speaker with %s", (_, fields, role) => {
    const insights = insightsOf(
      analysis({
        speakerInfo: [
          { speakerId: "p-3", accountId: ACCOUNT, extensionId: "900100042" },
          { speakerId: "x", ...fields },
        ],
        insights: { Transcript: [{ text: "Hello.", speakerId: "x" }] },
      }),
    );
    expect(insights.segments?.[0]?.speaker).toBe(role);
  });

  it("leaves speakers unknown where nothing tells the sides apart", () => {
    const insights = insightsOf(
      analysis({
        speakerInfo: [{ speakerId: "a", name: "Speaker 1" }, { speakerId: "b" }],
        insights: { Transcript: [{ text: "Hello.", speakerId: "a" }, { text: "Hi." }] },
      }),
    );
    expect(insights.segments).toEqual([
      { speaker: "unknown", name: "Speaker 1", text: "Hello.", startSeconds: null, endSeconds: null },
      { speaker: "unknown", name: null, text: "Hi.", startSeconds: null, endSeconds: null },
    ]);
  });

  it("do not say which way a call among colleagues went", () => {
    const speakerInfo = ["1", "2"].map((id) => ({ speakerId: id, accountId: ACCOUNT, extensionId: id }));
    expect(insightsOf(analysis({ speakerInfo })).direction).toBeNull();
  });

  it("keep what PostgreSQL cannot store out", () => {
    const insights = insightsOf(
      analysis({
        insights: { Transcript: [{ text: "a\u0000b \ud800", speakerId: "p-1" }], Summary: [{ value: "\u0000" }] },
      }),
    );
    expect(insights.segments?.[0]?.text).toBe("ab \ufffd");
    expect(insights.summary).toBeNull();
  });

  it("fall back on other times", () => {
    const without = { recordingStartTime: null, creationTime: undefined, lastModifiedTime: "nonsense" };
    expect(insightsOf(analysis(without))).toMatchObject({
      startedAt: new Date("2026-01-05T15:33:57.000Z"),
      modifiedAt: new Date("2026-01-05T15:33:57.000Z"),
    });
    expect(readWebhook(analysis(without, { timestamp: null }))).toMatchObject({ kind: "unparsable" });
  });
});

describe("other bodies", () => {
  it.each([
    ["text", "hello"],
    ["nothing", ""],
    ["half a body", telephony({}).slice(0, 80)],
    ["null", "null"],
    ["a list", "[]"],
    ["a number", "7"],
    ["binary", Buffer.from([0xff, 0xfe, 0x00])],
    ["no event", "{}"],
    ["an event that is an object", JSON.stringify({ event: {} })],
    ["a body that is text", JSON.stringify({ event: TELEPHONY, body: "x" })],
    ["no body", JSON.stringify({ event: INSIGHTS })],
    ["insights without a recording", analysis({ sourceRecordId: null })],
    ["insights whose recording has an absurd id", analysis({ sourceRecordId: "9".repeat(5000) })],
  ])("%s is unparsable", (_, body) => {
    expect(readWebhook(body).kind).toBe("unparsable");
  });

  it.each([
    ["another domain", analysis({}, { event: INSIGHTS.replace("pbx", "rcv") })],
    ["messages", JSON.stringify({ uuid: "1", event: "/restapi/v1.0/account/1/extension/2/message-store", body: {} })],
  ])("%s is ignored", (_, body) => {
    expect(readWebhook(body).kind).toBe("ignored");
  });

  it("reads a renewal reminder", () => {
    const event = "/restapi/v1.0/subscription/~?threshold=259200&interval=43200";
    expect(
      readWebhook(JSON.stringify({ uuid: 9, event, subscriptionId: "5e0b", body: { expiresIn: 259200 } })),
    ).toEqual({ uuid: "9", event, subscriptionId: "5e0b", kind: "renewal-reminder", expiresInSeconds: 259200 });
    expect(readWebhook(JSON.stringify({ event }))).toMatchObject({ kind: "renewal-reminder", expiresInSeconds: null });
  });

  it("names fields, never what stood in them", () => {
    const reading = readWebhook(analysis({ sourceRecordId: { secret: "spoken words" } }));
    expect(reading).toMatchObject({
      kind: "unparsable",
      reason: "the insights event cannot be read: sourceRecordId",
    });
  });

  it("reads a byte-order mark away and gives the envelope alone", () => {
    expect(readEnvelope(`\ufeff${telephony({})}`)).toEqual({
      uuid: "1000000000000000002",
      event: TELEPHONY,
      subscriptionId: "5e0b6c2e",
    });
    expect(readEnvelope("{")).toEqual({ uuid: null, event: null, subscriptionId: null });
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(TELEPHONY, INSIGHTS), (json, event) => {
        expect(typeof readWebhook(json).kind).toBe("string");
        expect(typeof readWebhook(`{"event":"${event}","body":${json}}`).kind).toBe("string");
      }),
      { numRuns: 300 },
    );
  });
});

it.each([-4.8e109, 1e308, 1e-320])("takes a time of %p, which no column holds, for none", (start) => {
  const { segments } = insightsOf(analysis({ insights: { Transcript: [{ text: "Hello", start, end: 2 }] } }));
  expect(segments).toMatchObject([{ text: "Hello", startSeconds: null }]);
});
