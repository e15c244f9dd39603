import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import { readRange } from "./byte-range.js";
import type { CallRequest } from "./call-request.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
});
afterEach(() => simulation.close());

/** Places a call, waits until its recording is ready and answers the address of its metadata and sound. */
async function record(knobs: CallRequest["knobs"] = {}) {
  const { recordingIds } = simulation.simulator.placeCall({ durationSeconds: 60, knobs });
  await simulation.simulator.advance(119_999);
  const path = `/restapi/v1.0/account/~/recording/${recordingIds[0]}`;
  expect(await simulation.get(path)).toMatchObject({ status: 404, body: { errorCode: "CMN-102" } });
  await simulation.simulator.advance(1);
  const { body } = await simulation.get(path);
  return { id: recordingIds[0] ?? "", path, body, contentUri: body.contentUri as string };
}

describe("a recording", () => {
  it("has metadata that lead to the media host", async () => {
    const { id, body } = await record();
    expect(body).toEqual({
      uri: `${simulation.simulator.url}/restapi/v1.0/account/900100001/recording/${id}`,
      id,
      contentUri: `${simulation.simulator.mediaUrl}/restapi/v1.0/account/900100001/recording/${id}/content`,
      contentType: "audio/mpeg",
      duration: 48,
    });
    expect(simulation.simulator.mediaUrl).not.toBe(simulation.simulator.url);
  });

  it("is sound of its own length, silent MP3 frames of 36 ms", async () => {
    const { contentUri } = await record();
    const { status, headers, body } = await simulation.get(`${contentUri}?contentDisposition=Attachment`);
    expect([status, headers.get("content-type"), headers.get("accept-ranges")]).toEqual([200, "audio/mpeg", "bytes"]);
    expect(headers.get("content-disposition")).toMatch(/^attachment/);
    expect(body.length).toBe(Math.ceil(48_400 / 36) * 144);
    expect([...body.subarray(0, 2), ...body.subarray(144, 146)]).toEqual([0xff, 0xfb, 0xff, 0xfb]);
  });

  it("is served in parts", async () => {
    const { contentUri } = await record();
    const part = await simulation.get(contentUri, { range: "bytes=144-287" });
    expect([part.status, part.body.length, part.headers.get("content-range")]).toEqual([
      206,
      144,
      `bytes 144-287/${Math.ceil(48_400 / 36) * 144}`,
    ]);
    const past = await simulation.get(contentUri, { range: "bytes=99999999-" });
    expect(past).toMatchObject({ status: 416, body: { errorCode: "CMN-107" } });
  });

  it("takes the token in the address on the media host, and no other host has sound", async () => {
    const { contentUri } = await record();
    const { body } = await simulation.signIn();
    const inAddress = `${contentUri}?access_token=${body.access_token}`;
    expect((await simulation.get(inAddress, { authorization: "" })).status).toBe(200);
    expect((await simulation.get(contentUri, { authorization: "" })).status).toBe(401);
    const { pathname } = new URL(contentUri);
    expect((await simulation.get(pathname)).status).toBe(404);
  });

  it("may be elsewhere: on another path of the media host, or on another host", async () => {
    const own = await record({ mediaRedirect: "self" });
    const redirect = await simulation.get(own.contentUri);
    expect(redirect.status).toBe(302);
    const location = redirect.headers.get("location") ?? "";
    expect(new URL(location).origin).toBe(simulation.simulator.mediaUrl);
    expect((await simulation.get(location)).status).toBe(200);
    const foreign = await record({ mediaRedirect: "https://media.example.test/stolen" });
    expect((await simulation.get(foreign.contentUri)).headers.get("location")).toBe(
      "https://media.example.test/stolen",
    );
  });

  it("is gone after its retention", async () => {
    const { id, path, contentUri } = await record();
    simulation.simulator.discardRecording(id);
    expect((await simulation.get(path)).status).toBe(404);
    expect((await simulation.get(contentUri)).status).toBe(404);
  });

  it("that was too short never existed", async () => {
    const { recordingIds } = simulation.simulator.placeCall({ scenario: "short-recording", durationSeconds: 20 });
    await simulation.simulator.advance(3_000_000);
    expect((await simulation.get(`/restapi/v1.0/account/~/recording/${recordingIds[0]}`)).status).toBe(404);
  });
});

describe("readRange", () => {
  it.each([
    [undefined, "whole"],
    ["bytes=0-", { first: 0, last: 99 }],
    ["bytes=10-19", { first: 10, last: 19 }],
    ["bytes=90-500", { first: 90, last: 99 }],
    ["bytes=-5", { first: 95, last: 99 }],
    ["bytes=-500", { first: 0, last: 99 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=20-10", "whole"],
    ["bytes=0-1,5-6", "whole"],
    ["bytes=-", "whole"],
    ["lines=1-2", "whole"],
  ])("%s of 100 bytes", (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected);
  });
});
