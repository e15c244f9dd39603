import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { CallRequest } from "./call-request.js";

const CALL_LOG = "/restapi/v1.0/account/~/call-log";
const CUSTOMER = "+14155550123";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
  simulation.simulator.setRateLimits({ heavy: 1_000 });
});
afterEach(() => simulation.close());

const place = (request: Partial<CallRequest> = {}) =>
  simulation.simulator.placeCall({ from: CUSTOMER, durationSeconds: 60, ...request });

/** The ids that a query answers. */
async function ids(query: string): Promise<string[]> {
  const { status, body } = await simulation.get(CALL_LOG + query);
  expect(status).toBe(200);
  return body.records.map(({ id }: { id: string }) => id);
}

describe("a record of the call log", () => {
  it("appears, then names its recording", async () => {
    const { recordingIds, callLogIds } = place();
    await simulation.simulator.advance(60_000 + 24_999);
    expect(await ids("")).toEqual([]);
    await simulation.simulator.advance(1);
    expect(await ids("")).toEqual(callLogIds);
    expect(await ids("?recordingType=All")).toEqual([]);
    await simulation.simulator.advance(35_000);
    expect(await ids("?recordingType=All")).toEqual(callLogIds);
    const { body } = await simulation.get(`${CALL_LOG}/${callLogIds[0]}`);
    expect(body.recording).toEqual({
      id: recordingIds[0],
      type: "Automatic",
      uri: `${simulation.simulator.url}/restapi/v1.0/account/900100001/recording/${recordingIds[0]}`,
      contentUri: `${simulation.simulator.mediaUrl}/restapi/v1.0/account/900100001/recording/${recordingIds[0]}/content`,
    });
    expect(body.extension.id).toBe(900_100_042);
    expect(body.lastModifiedTime).toBe("2026-01-05T15:02:00.000Z");
  });

  it("may show up while the call runs, and change", async () => {
    const { callLogIds } = place({ knobs: { inProgressRecord: true } });
    await simulation.simulator.advance(10_000);
    const running = await simulation.get(`${CALL_LOG}/${callLogIds[0]}`);
    expect(running.body).toMatchObject({ result: "In Progress", duration: 10 });
    await simulation.simulator.advance(75_000);
    const over = await simulation.get(`${CALL_LOG}/${callLogIds[0]}`);
    expect(over.body).toMatchObject({ result: "Accepted", duration: 60, durationMs: 60_000 });
  });

  it("never appears, or never names its recording, where the timers say so", async () => {
    place({ timers: { callLogAfterMs: "never" } });
    const { callLogIds } = place({ timers: { recordingFieldAfterMs: "never" } });
    await simulation.simulator.advance(3_000_000);
    expect(await ids("")).toEqual(callLogIds);
    expect(await ids("?withRecording=true")).toEqual([]);
  });

  it.each<[string, Partial<CallRequest>, object]>([
    ["withheld", { scenario: "withheld" }, { from: { phoneNumber: "", name: "Anonymous" } }],
    ["short", { scenario: "short-recording" }, { shortRecording: true, recording: undefined }],
    ["missed", { scenario: "missed" }, { result: "Missed", recording: undefined }],
    ["voicemail", { scenario: "voicemail" }, { result: "Voicemail", recording: undefined }],
    [
      "outbound",
      { scenario: "outbound", from: null, to: CUSTOMER },
      { direction: "Outbound", from: { name: "Agent One" } },
    ],
    ["digits", { knobs: { logNumberStyle: "digits" } }, { from: { phoneNumber: "14155550123" } }],
    ["national", { knobs: { logNumberStyle: "national" } }, { from: { phoneNumber: "(415)555-0123" } }],
    ["masked", { from: "+1415555XXXX" }, { from: { phoneNumber: "+1415555XXXX" } }],
    [
      "internal",
      { scenario: "internal", from: "101", to: "102" },
      {
        from: { extensionNumber: "101", extensionId: "900100042", name: "Agent One" },
        to: { extensionNumber: "102", extensionId: "900100043", name: "Agent Two" },
        internalType: "Sip",
        transport: "VoIP",
      },
    ],
  ])("is right for a call that is %s", async (_what, request, expected) => {
    const { callLogIds } = place(request);
    await simulation.simulator.advance(300_000);
    const { body } = await simulation.get(`${CALL_LOG}/${callLogIds[0]}`);
    expect({ recording: undefined, ...body }).toMatchObject(expected);
  });

  it("has a second recording on a leg, or a second record for a second session", async () => {
    const blind = place({ scenario: "blind-transfer", durationSeconds: 200 });
    const warm = place({ scenario: "warm-transfer", durationSeconds: 200 });
    const conference = place({ scenario: "conference", durationSeconds: 200 });
    await simulation.simulator.advance(600_000);
    const read = async (id = "") => (await simulation.get(`${CALL_LOG}/${id}?view=Detailed`)).body;
    const { legs } = await read(blind.callLogIds[0]);
    expect(legs.map(({ recording }: { recording: { id: string } }) => recording.id)).toEqual(blind.recordingIds);
    for (const placed of [warm, conference]) {
      const records = [await read(placed.callLogIds[0]), await read(placed.callLogIds[1])];
      expect(records.map(({ recording }) => recording.id)).toEqual(placed.recordingIds);
      expect(records.map(({ telephonySessionId }) => telephonySessionId)).toEqual(placed.telephonySessionIds);
    }
    expect(await read(conference.callLogIds[1])).toMatchObject({ sessionId: "0", to: { phoneNumber: "conference" } });
  });
});

describe("asking for the call log", () => {
  it("filters", async () => {
    const inbound = place();
    const outbound = place({ scenario: "outbound", from: null, to: "+14155550177", agent: "102" });
    await simulation.simulator.advance(600_000);
    const [ofInbound = "", ofOutbound = ""] = [...inbound.callLogIds, ...outbound.callLogIds];
    expect(new Set(await ids(""))).toEqual(new Set([ofInbound, ofOutbound]));
    for (const [query, expected] of [
      ["?direction=Inbound", [ofInbound]],
      ["?phoneNumber=14155550177", [ofOutbound]],
      [`?telephonySessionId=${inbound.telephonySessionId}`, [ofInbound]],
      ["?extensionNumber=102", [ofOutbound]],
      ["?type=Fax", []],
      ["?recordingType=OnDemand", []],
      ["?metadataCategory=AiNotes", []],
    ] as const) {
      expect([query, await ids(query)]).toEqual([query, expected]);
    }
    const own = await simulation.get("/restapi/v1.0/account/~/extension/900100043/call-log");
    expect(own.body.records.map(({ id }: { id: string }) => id)).toEqual([ofOutbound]);
  });

  it("looks back 24 hours unless told otherwise", async () => {
    const { callLogIds } = place();
    await simulation.simulator.advance(25 * 3_600_000);
    await simulation.signIn();
    expect(await ids("")).toEqual([]);
    expect(await ids("?dateFrom=2026-01-05T00:00:00Z")).toEqual(callLogIds);
    expect(await ids("?dateTo=2026-01-06T14:00:00Z")).toEqual(callLogIds);
  });

  it("is paged without totals until nextPage is absent", async () => {
    for (let count = 0; count < 7; count += 1) place({ timers: { callLogAfterMs: 0 } });
    await simulation.simulator.advance(60_000);
    const seen: string[] = [];
    let next: string | undefined = `${CALL_LOG}?perPage=3`;
    while (next !== undefined) {
      const { body } = await simulation.get(next);
      expect(body.paging).not.toHaveProperty("totalElements");
      seen.push(...body.records.map(({ id }: { id: string }) => id));
      next = body.navigation.nextPage?.uri;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it.each([
    ["?perPage=1001", "perPage"],
    ["?page=0", "page"],
    ["?dateFrom=yesterday", "dateFrom"],
    ["?direction=Sideways", "direction"],
  ])("refuses %s by name", async (query, parameterName) => {
    expect(await simulation.get(CALL_LOG + query)).toMatchObject({
      status: 400,
      body: { errorCode: "CMN-101", parameterName },
    });
  });

  it("refuses sessionId together with another filter", async () => {
    const refused = await simulation.get(`${CALL_LOG}?sessionId=1&direction=Inbound`);
    expect(refused).toMatchObject({ status: 400, body: { errorCode: "CLG-110" } });
  });

  it("answers several ids with 207 and parts", async () => {
    const [first, second] = [place(), place()];
    await simulation.simulator.advance(600_000);
    const path = `${CALL_LOG}/${first.callLogIds[0]},unknown,${second.callLogIds[0]}`;
    const { status, headers, body } = await simulation.get(path);
    const boundary = /^multipart\/mixed; boundary=(.+)$/.exec(headers.get("content-type") ?? "")?.[1] ?? "";
    const parts = (body as string)
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => JSON.parse(part.split("\r\n\r\n")[1] ?? ""));
    expect(status).toBe(207);
    expect(parts[0].response.map((item: { status: number }) => item.status)).toEqual([200, 404, 200]);
    expect(parts.slice(1).map(({ id, errorCode }) => id ?? errorCode)).toEqual([
      first.callLogIds[0],
      "CMN-102",
      second.callLogIds[0],
    ]);
  });
});
