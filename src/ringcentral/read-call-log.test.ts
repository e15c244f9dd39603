import { describe, expect, it } from "@jest/globals";
import { readCallLogRecords } from "./read-call-log.js";

const media = (id: string) => `https://media.ringcentral.com:443/restapi/v1.0/account/1/recording/${id}/content`;
const recording = (id: string) => ({ id, uri: "https://example.test", type: "Automatic", contentUri: media(id) });

const record = (fields: object = {}) => ({
  id: "VgLcd1KWffJVzUA",
  uri: "https://example.test",
  sessionId: "0",
  telephonySessionId: "s-1",
  startTime: "2026-01-05T15:00:00.594Z",
  duration: 242,
  durationMs: 242214,
  type: "Voice",
  direction: "Inbound",
  action: "Phone Call",
  result: "Accepted",
  to: { phoneNumber: "+18005550100", name: "Agent One" },
  from: { phoneNumber: "+14155550123", name: "WIRELESS CALLER", location: "San Francisco, CA" },
  extension: { id: 900100042 },
  recording: recording("r1"),
  legs: [],
  ...fields,
});

const read = (...records: unknown[]) => readCallLogRecords(records).calls;

describe("a call log record", () => {
  it("is read whole", () => {
    expect(readCallLogRecords([record()])).toEqual({
      calls: [
        {
          rcRecordingId: "r1",
          telephonySessionId: "s-1",
          direction: "INBOUND",
          fromPhone: "+14155550123",
          toPhone: "+18005550100",
          startedAt: new Date("2026-01-05T15:00:00.594Z"),
          durationSeconds: 242,
          contentUri: media("r1"),
          factsSource: "call_log",
          final: true,
        },
      ],
      unrecordedSessionIds: [],
      unreadableRecords: 0,
    });
  });

  it("gives the recordings of its legs too, each once, under the numbers of the call", () => {
    const calls = read(
      record({
        legs: [
          { startTime: "2026-01-05T15:00:00.594Z", duration: 242, recording: recording("r1"), master: true },
          {
            startTime: "2026-01-05T15:02:00.000Z",
            duration: 100,
            direction: "Outbound",
            from: { extensionNumber: "101" },
            to: { phoneNumber: "+14155550199" },
            recording: recording("r2"),
          },
          { duration: 3, recording: recording("r3"), shortRecording: true },
          { duration: 3 },
        ],
      }),
      record({ id: "other", recording: recording("r2") }),
    );
    expect(calls).toMatchObject([
      { rcRecordingId: "r1", durationSeconds: 242 },
      {
        rcRecordingId: "r2",
        direction: "INBOUND",
        fromPhone: "+14155550123",
        startedAt: new Date("2026-01-05T15:02:00.000Z"),
        durationSeconds: 100,
      },
    ]);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ["a withheld caller", { from: { phoneNumber: "", name: "Anonymous" } }, ["INBOUND", null, "+18005550100"]],
    ["a caller without a number", { from: { name: "Anonymous" } }, ["INBOUND", null, "+18005550100"]],
    ["an absent side", { from: undefined }, ["INBOUND", null, "+18005550100"]],
    ["a masked number", { from: { phoneNumber: "+1855201XXXX" } }, ["INBOUND", "+1855201XXXX", "+18005550100"]],
    [
      "a number with formatting",
      { from: { phoneNumber: "(866)555-0123" } },
      ["INBOUND", "(866)555-0123", "+18005550100"],
    ],
    [
      "a number that is a JSON number",
      { from: { phoneNumber: 12055550110 } },
      ["INBOUND", "12055550110", "+18005550100"],
    ],
    [
      "an outbound call with a nameless own side",
      { direction: "Outbound", from: { name: "Agent One" }, to: { phoneNumber: "+14155550123" } },
      ["OUTBOUND", null, "+14155550123"],
    ],
    [
      "an internal call",
      { direction: "Outbound", from: { extensionNumber: "101" }, to: { extensionNumber: "102", extensionId: 43 } },
      ["INTERNAL", "101", "102"],
    ],
    [
      "a conference",
      { direction: "Outbound", to: { phoneNumber: "conference" } },
      ["OUTBOUND", "+14155550123", "conference"],
    ],
  ])("with %s", (_, fields, sides) => {
    const [call] = read(record(fields));
    expect([call?.direction, call?.fromPhone, call?.toPhone]).toEqual(sides);
  });

  it.each([
    ["no recording", { recording: undefined }],
    ["a recording that is not there yet", { recording: null }],
    ["a fax", { type: "Fax" }],
    ["a deleted record", { deleted: true }],
  ])("with %s gives nothing and is no failure", (_, fields) => {
    expect(readCallLogRecords([record(fields)])).toEqual({
      calls: [],
      unrecordedSessionIds: [],
      unreadableRecords: 0,
    });
  });

  it.each([
    ["a recording too short to keep", [{ recording: undefined, shortRecording: true }], ["s-1"]],
    ["one, although it is named", [{ shortRecording: true }], ["s-1"]],
    ["one on a leg", [{ recording: undefined, legs: [{ shortRecording: true }] }], ["s-1"]],
    ["one, and the call goes on", [{ recording: undefined, shortRecording: true, result: "In Progress" }], []],
    ["one beside one that was kept", [{ legs: [{ shortRecording: true }] }], []],
    ["one beside a record with one that was kept", [{ recording: undefined, shortRecording: true }, {}], []],
    ["one in no session", [{ recording: undefined, shortRecording: true, telephonySessionId: null }], []],
  ])("with %s says in which sessions nothing will come", (_, records, sessions) => {
    expect(readCallLogRecords(records.map(record)).unrecordedSessionIds).toEqual(sessions);
  });

  it.each([
    [{ result: "In Progress" }, false],
    [{ result: "In Progress", finished: true }, true],
    [{ finished: false }, false],
    [{ result: "Something new" }, true],
    [{ result: undefined }, true],
  ])("%j tells whether the call is over", (fields, final) => {
    expect(read(record(fields))[0]?.final).toBe(final);
  });

  it.each([
    [{ duration: undefined }, 242],
    [{ duration: undefined, durationMs: "1500" }, 2],
    [{ duration: -3 }, 0],
    [{ duration: 1e12 }, 2_147_483_647],
    [{ duration: null, durationMs: null }, null],
    [{ duration: {}, durationMs: 900 }, 1],
  ])("%j has its length in whole seconds", (fields, seconds) => {
    expect(read(record(fields))[0]?.durationSeconds).toBe(seconds);
  });

  it("that cannot be read does not spoil the page", () => {
    const page = readCallLogRecords([null, "x", record({ startTime: "soon" }), record({ id: undefined }), record()]);
    expect(page.calls).toHaveLength(1);
    expect(page.unreadableRecords).toBe(4);
  });
});
