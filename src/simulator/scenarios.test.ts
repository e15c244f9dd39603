import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { EventParty, TelephonyBody } from "./call-event.js";
import type { CallRequest, Scenario } from "./call-request.js";

const ALL_EVENTS = "/restapi/v1.0/account/~/telephony/sessions";
const CUSTOMER = "+14155550123";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
  await simulation.subscribe([ALL_EVENTS]);
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

/** One event in a line: session, party, status, reason and peer, recordings (a star for those that run). */
function line({ body }: Envelope, placed: { recordingIds: readonly string[]; telephonySessionIds: readonly string[] }) {
  const party = onlyParty(body);
  const { code, reason, peerId } = party.status;
  const peer = peerId
    ? `→s${placed.telephonySessionIds.indexOf(peerId.telephonySessionId) + 1}p${numberOf(peerId.partyId)}`
    : "";
  const recordings = (party.recordings ?? []).map(
    ({ id, active }) => `r${placed.recordingIds.indexOf(id) + 1}${active ? "*" : ""}`,
  );
  const session = placed.telephonySessionIds.indexOf(body.telephonySessionId) + 1;
  const who = `s${session}p${numberOf(party.id)}`;
  return [who, `${code}${reason ? `/${reason}` : ""}${peer}`, ...recordings].join(" ");
}

const numberOf = (partyId: string): string => partyId.split("-").at(-1) ?? "";

function onlyParty(body: TelephonyBody): EventParty {
  const [party, ...others] = body.parties;
  if (party === undefined || others.length > 0) throw new Error("One party a notification is expected.");
  return party;
}

const EXPECTED: Record<Scenario, readonly string[]> = {
  "inbound-ivr": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Disconnected r1",
    "s1p1 Disconnected",
  ],
  "inbound-direct": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p2 Proceeding",
    "s1p1 Answered",
    "s1p2 Answered",
    "s1p2 Answered r1*",
    "s1p2 Disconnected r1",
    "s1p1 Disconnected",
  ],
  outbound: [
    "s1p1 Setup",
    "s1p2 Proceeding",
    "s1p1 Proceeding",
    "s1p2 Answered",
    "s1p1 Answered",
    "s1p1 Answered r1*",
    "s1p1 Disconnected r1",
    "s1p2 Disconnected",
  ],
  internal: [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p2 Proceeding",
    "s1p2 Answered",
    "s1p1 Answered",
    "s1p1 Answered r1*",
    "s1p1 Disconnected r1",
    "s1p2 Disconnected",
  ],
  withheld: [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Disconnected r1",
    "s1p1 Disconnected",
  ],
  missed: ["s1p1 Setup", "s1p2 Setup", "s1p2 Proceeding", "s1p2 Disconnected", "s1p1 Disconnected"],
  voicemail: [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p2 Proceeding",
    "s1p2 VoiceMail",
    "s1p2 Disconnected",
    "s1p1 Disconnected",
  ],
  queue: [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Answered",
    "s1p3 Setup",
    "s1p4 Setup",
    "s1p3 Proceeding",
    "s1p4 Proceeding",
    "s1p3 Disconnected/AgentAnswered",
    "s1p2 Disconnected",
    "s1p4 Answered",
    "s1p4 Answered r1*",
    "s1p4 Disconnected r1",
    "s1p1 Disconnected",
  ],
  "blind-transfer": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Disconnected/BlindTransfer r1",
    "s1p4 Setup",
    "s1p4 Proceeding",
    "s1p4 Answered",
    "s1p4 Answered r2*",
    "s1p4 Disconnected r2",
    "s1p1 Disconnected",
  ],
  "warm-transfer": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Hold r1",
    "s2p1 Setup",
    "s2p2 Setup",
    "s2p2 Answered",
    "s1p3 Gone/AttendedTransfer→s2p1 r1",
    "s1p1 Gone/AttendedTransfer→s2p3",
    "s2p1 Disconnected/AttendedTransfer",
    "s2p3 Answered",
    "s2p2 Answered r2*",
    "s2p2 Disconnected r2",
    "s2p3 Disconnected",
  ],
  conference: [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s2p1 Setup",
    "s1p3 Gone/Conference→s2p1 r1",
    "s1p1 Gone/Conference→s2p2",
    "s2p2 Answered",
    "s2p3 Answered",
    "s2p1 Answered r2*",
    "s2p2 Disconnected",
    "s2p3 Disconnected",
    "s2p1 Disconnected r2",
  ],
  "short-recording": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Disconnected r1",
    "s1p1 Disconnected",
  ],
  "two-recordings": [
    "s1p1 Setup",
    "s1p2 Setup",
    "s1p1 Answered",
    "s1p2 Disconnected",
    "s1p3 Setup",
    "s1p3 Proceeding",
    "s1p3 Answered",
    "s1p3 Answered r1*",
    "s1p3 Answered r1",
    "s1p3 Answered r1 r2*",
    "s1p3 Disconnected r1 r2",
    "s1p1 Disconnected",
  ],
};

describe.each(Object.entries(EXPECTED) as [Scenario, readonly string[]][])("a call of kind %s", (scenario, lines) => {
  it("tells its story party by party", async () => {
    const target =
      scenario === "outbound"
        ? { from: null, to: CUSTOMER }
        : scenario === "internal"
          ? { from: "101", to: "102" }
          : {};
    const { placed, envelopes } = await play({ scenario, ...target });
    expect(envelopes.map((envelope) => line(envelope, placed))).toEqual(lines);
    for (const sessionId of placed.telephonySessionIds) {
      const ofSession = envelopes.filter(({ body }) => body.telephonySessionId === sessionId);
      expect(ofSession.map(({ body }) => body.sequence)).toEqual(ofSession.map((_, index) => index + 2));
    }
    for (const { event, body } of envelopes) {
      const { extensionId } = onlyParty(body);
      const owner = extensionId === undefined ? "" : `/extension/${extensionId}`;
      expect(event).toBe(`/restapi/v1.0/account/900100001${owner}/telephony/sessions`);
    }
  });
});

describe("filters on telephony events", () => {
  it.each([
    ["?withRecordings=true&statusCode=Disconnected", ["s1p3 Disconnected r1"]],
    ["?withRecordings=true", ["s1p3 Answered r1*", "s1p3 Disconnected r1"]],
    ["?statusCode=Setup&direction=Outbound", ["s1p1 Setup"]],
    [
      "?statusCode=Proceeding&statusCode=Disconnected&direction=Inbound",
      ["s1p2 Disconnected", "s1p3 Proceeding", "s1p3 Disconnected r1"],
    ],
    ["?phoneNumber=%2B14155550199", []],
    ["?missedCall=true", []],
  ])("%s", async (query, lines) => {
    const other = await openSimulation();
    await other.subscribe([ALL_EVENTS + query]);
    const placed = other.simulator.placeCall({ from: CUSTOMER, durationSeconds: 242 });
    await other.simulator.advance(3_600_000);
    expect(other.inbox.events.map(({ body }) => line(body as Envelope, placed))).toEqual(lines);
    await other.close();
  });

  it("an extension's filter is told of that extension only", async () => {
    const other = await openSimulation();
    await other.subscribe(["/restapi/v1.0/account/~/extension/900100060/telephony/sessions"]);
    const placed = other.simulator.placeCall({ from: CUSTOMER, durationSeconds: 242 });
    await other.simulator.advance(3_600_000);
    expect(other.inbox.events.map(({ body }) => line(body as Envelope, placed))).toEqual([
      "s1p2 Setup",
      "s1p2 Disconnected",
    ]);
    await other.close();
  });
});
