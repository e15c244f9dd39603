import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { TelephonyBody } from "./call-event.js";
import type { CallRequest, Scenario } from "./call-request.js";

const CUSTOMER = "+14155550123";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
  await simulation.subscribe(["/restapi/v1.0/account/~/telephony/sessions"]);
});
afterEach(() => simulation.close());

interface Envelope {
  readonly event: string;
  readonly body: TelephonyBody;
}

/** Places a call, lets an hour pass and answers the telephony events that came. */
async function play(request: Partial<CallRequest> & { scenario: Scenario }) {
  const placed = simulation.simulator.placeCall({ from: CUSTOMER, durationSeconds: 242, ...request });
  await simulation.simulator.advance(3_600_000);
  return { placed, envelopes: simulation.inbox.events.map(({ body }) => body as Envelope) };
}

describe("what the events say", () => {
  it("of an inbound call's end, field by field", async () => {
    const { placed, envelopes } = await play({ scenario: "inbound-ivr", callerName: "WIRELESS CALLER" });
    const middle = placed.telephonySessionId.slice(2);
    expect(envelopes.at(-2)).toEqual({
      uuid: expect.stringMatching(/^\d{19}$/),
      event: "/restapi/v1.0/account/900100001/extension/900100042/telephony/sessions",
      timestamp: "2026-01-05T15:04:02.000Z",
      subscriptionId: expect.any(String),
      ownerId: "900100001",
      body: {
        sequence: 10,
        sessionId: expect.stringMatching(/^\d+$/),
        telephonySessionId: placed.telephonySessionId,
        serverId: "10.13.22.27.TAM",
        eventTime: "2026-01-05T15:04:02.000Z",
        parties: [
          {
            accountId: "900100001",
            extensionId: "900100042",
            id: `p-${middle}-3`,
            direction: "Inbound",
            to: { phoneNumber: "+18005550100", name: "Agent One", extensionId: "900100042" },
            from: { phoneNumber: CUSTOMER, name: "WIRELESS CALLER" },
            recordings: [{ id: placed.recordingIds[0], active: false }],
            status: { code: "Disconnected", rcc: false },
            park: {},
            missedCall: false,
            standAlone: false,
            muted: false,
          },
        ],
        origin: { type: "Call" },
      },
    });
  });

  it("of an inbound caller: party 1, Outbound, without extension", async () => {
    const { envelopes } = await play({ scenario: "inbound-ivr" });
    expect(envelopes[0]?.body.parties[0]).toMatchObject({ direction: "Outbound", from: { phoneNumber: CUSTOMER } });
    expect(envelopes[0]?.body.parties[0]).not.toHaveProperty("extensionId");
  });

  it("of an outbound call: the agent is party 1 and the customer is `to`", async () => {
    const { envelopes } = await play({ scenario: "outbound", from: null, to: CUSTOMER });
    expect(envelopes.at(-2)?.body.parties[0]).toMatchObject({
      extensionId: "900100042",
      direction: "Outbound",
      to: { phoneNumber: CUSTOMER },
      from: { phoneNumber: "+14155550142", deviceId: expect.any(String) },
    });
  });

  it("of an internal call: extension numbers in `phoneNumber`", async () => {
    const { envelopes } = await play({ scenario: "internal", from: "101", to: "102" });
    expect(envelopes.at(-2)?.body.parties[0]).toMatchObject({
      from: { phoneNumber: "+14155550142", extensionId: "900100042" },
      to: { phoneNumber: "102", extensionId: "900100043" },
    });
  });

  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["anonymous", "anonymous"],
  ] as const)("of a withheld number: %s", async (withheldStyle, phoneNumber) => {
    const { envelopes } = await play({ scenario: "withheld", knobs: { withheldStyle } });
    const from = envelopes.at(-2)?.body.parties[0]?.from;
    expect(from?.phoneNumber).toBe(phoneNumber);
    expect(from?.name).toBe("Anonymous");
  });

  it("of a conference: session id 0, no customer beside the host's recording", async () => {
    const { envelopes, placed } = await play({ scenario: "conference" });
    const last = envelopes.at(-1);
    expect(last?.body).toMatchObject({ sessionId: "0", origin: { type: "Conference" } });
    expect(last?.body.parties[0]).toMatchObject({
      conferenceRole: "Host",
      to: { phoneNumber: "conference" },
      recordings: [{ id: placed.recordingIds[1] }],
    });
    expect(JSON.stringify(last)).not.toContain(CUSTOMER);
  });

  it("of an origin that is not Call", async () => {
    const { envelopes } = await play({ scenario: "inbound-direct", knobs: { originType: "RingOut" } });
    expect(new Set(envelopes.map(({ body }) => body.origin.type))).toEqual(new Set(["RingOut"]));
  });

  it("of a warm transfer: the consulted agent's other side changes from the colleague to the customer", async () => {
    const { envelopes, placed } = await play({ scenario: "warm-transfer" });
    const consulted = envelopes
      .filter(({ body }) => body.telephonySessionId === placed.telephonySessionIds[1])
      .flatMap(({ body }) => body.parties)
      .filter(({ id }) => id.endsWith("-2"));
    expect(consulted.map(({ status, from }) => [status.code, from.phoneNumber])).toEqual([
      ["Setup", "101"],
      ["Answered", "101"],
      ["Answered", CUSTOMER],
      ["Disconnected", CUSTOMER],
    ]);
  });

  it("of parties that change together: one notification for both where asked for", async () => {
    const { envelopes } = await play({ scenario: "inbound-ivr", knobs: { partiesTogether: true } });
    const last = envelopes.at(-1);
    expect(last?.body.parties.map(({ status, recordings }) => [status.code, recordings?.length])).toEqual([
      ["Disconnected", 1],
      ["Disconnected", undefined],
    ]);
    expect(envelopes.map(({ body }) => body.sequence)).toEqual(envelopes.map((_, index) => index + 2));
  });

  it("happens at once for what lies in the past", async () => {
    const { envelopes } = await play({ scenario: "inbound-ivr", startedAt: "2026-01-05T14:00:00Z" });
    expect(envelopes).toHaveLength(10);
    expect(envelopes[0]?.body.eventTime).toBe("2026-01-05T14:00:00.000Z");
  });
});

describe("what is said in a call", () => {
  const segments = Array.from({ length: 20 }, (_, index) => ({
    speaker: index % 2 === 0 ? ("agent" as const) : ("customer" as const),
    text: `sentence ${index}`,
    start: index * 10,
    end: index * 10 + 8,
  }));

  it.each(["inbound-ivr", "blind-transfer", "warm-transfer", "conference", "two-recordings"] as const)(
    "is in exactly one of the recordings of a %s call, counted from that recording's start",
    async (scenario) => {
      const { placed } = await play({ scenario, segments, timers: { insightsAfterMs: 0 } });
      await simulation.signIn();
      const texts: string[] = [];
      for (const recordingId of placed.recordingIds) {
        const { body } = await simulation.get(
          `/ai/ringsense/v1/public/accounts/~/domains/pbx/records/${recordingId}/insights`,
        );
        for (const { text, start, end } of body.insights.Transcript) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end * 1000).toBeLessThanOrEqual(body.recordingDurationMs);
          texts.push(text);
        }
      }
      expect(texts.toSorted()).toEqual(segments.map(({ text }) => text).toSorted());
    },
  );

  it("makes a call last at least as long", async () => {
    const { placed } = await play({ scenario: "inbound-ivr", segments, durationSeconds: 20 });
    expect(Date.parse(placed.endedAt) - Date.parse(placed.startedAt)).toBe(5_000 + 198_000);
  });
});

describe("a call that cannot be", () => {
  it.each<[CallRequest, string]>([
    [{ scenario: "queue", direction: "Outbound", durationSeconds: 10 }, "direction"],
    [{ scenario: "outbound", durationSeconds: 10 }, "to"],
    [{ scenario: "conference", direction: "Internal", durationSeconds: 10 }, "scenario"],
    [{ durationSeconds: 0 }, "durationSeconds"],
    [{ durationSeconds: 10, startedAt: "yesterday" }, "startedAt"],
    [{ durationSeconds: 10, timers: { insightsAfterMs: -1 } }, "timers.insightsAfterMs"],
    [{ durationSeconds: 10, segments: [{ speaker: "agent", text: "", start: 2, end: 1 }] }, "segments.0.end"],
  ])("%j is refused by the name of %s", (request, field) => {
    expect(() => simulation.simulator.placeCall(request)).toThrow(
      expect.objectContaining({ code: "BAD_INPUT", field }),
    );
  });
});
