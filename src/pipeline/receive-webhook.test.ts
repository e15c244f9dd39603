import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../testing/eventually.js";
import { type RunningApp, startRunningApp, WEBHOOK_TOKEN } from "../testing/running-app.js";

describe("the webhook's door", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startRunningApp();
  });
  afterAll(() => app.stop());

  const receipts = async (uuid?: string) =>
    app
      .app()
      .database.sql.query<{ uuid: string; outcome: string | null; size: number }>(
        "SELECT uuid, outcome, length(body) AS size FROM webhook_receipts WHERE $1::text IS NULL OR uuid = $1",
        [uuid ?? null],
      );
  const outcomeOf = (uuid: string) =>
    eventually(`the receipt ${uuid}`, async () => (await receipts(uuid))[0]?.outcome ?? undefined);
  const event = (uuid: string, more: object = {}) =>
    JSON.stringify({
      uuid,
      event: "/restapi/v1.0/account/1/presence",
      timestamp: "2026-01-05T15:04:02.877Z",
      body: {},
      ...more,
    });

  it.each(["", "{}"])("answers the handshake %j with the token it was given, and stores nothing", async (body) => {
    const before = (await receipts()).length;
    const response = await app.postWebhook(body, { "validation-token": "opaque" });
    expect(response.status).toBe(200);
    expect(response.headers.get("validation-token")).toBe("opaque");
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await receipts()).toHaveLength(before);
  });

  it.each([
    ["verification-token", { "verification-token": WEBHOOK_TOKEN }],
    ["validation-token", { "validation-token": WEBHOOK_TOKEN }],
  ])("takes the secret in %s and processes the event", async (name, headers) => {
    const response = await app.postWebhook(event(`by-${name}`), headers);
    expect(response.status).toBe(200);
    expect(await outcomeOf(`by-${name}`)).toMatch(/^ignored/);
  });

  it.each([
    ["none", {}],
    ["a wrong one", { "verification-token": "wrong" }],
    ["an empty one", { "verification-token": "" }],
    ["a longer one", { "verification-token": `${WEBHOOK_TOKEN}x` }],
    ["a wrong one where a handshake has its token", { "validation-token": "wrong" }],
  ])("refuses a body whose secret is %s, and stores nothing", async (_, headers) => {
    const before = (await receipts()).length;
    const response = await app.postWebhook(event("refused"), headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ code: "UNAUTHENTICATED" });
    expect(await receipts()).toHaveLength(before);
  });

  it.each(["[]", "1", "{ }"])("refuses %s, which is as short as a handshake", async (body) => {
    const before = (await receipts()).length;
    expect((await app.postWebhook(body, { "validation-token": "opaque" })).status).toBe(401);
    expect(await receipts()).toHaveLength(before);
  });

  it("refuses a body that passes for a handshake because it does not say how long it is", async () => {
    const before = (await receipts()).length;
    const response = await fetch(`${app.url}/webhooks/ringcentral`, {
      ...{ method: "POST", headers: { "validation-token": "opaque" }, duplex: "half" },
      body: new Blob([event("unannounced")]).stream(),
    });
    expect(response.status).toBe(401);
    expect(await receipts()).toHaveLength(before);
  });

  it("keeps what cannot be read, answers 200 and goes on", async () => {
    const bodies = ["{ not json", "null", '"text"', "[]", "\u0000\u0001", '{"uuid":null}', `{"a":${"[".repeat(2_000)}`];
    for (const body of bodies) expect((await app.postWebhook(body)).status).toBe(200);
    await eventually("all to be processed", async () => {
      const rows = await receipts();
      return (
        rows.filter(({ uuid }) => uuid.startsWith("sha256:")).length === bodies.length &&
        rows.every(({ outcome }) => outcome !== null)
      );
    });
  });

  it("stores an event that comes three times at once, once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => app.postWebhook(event("thrice"))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await receipts("thrice")).toHaveLength(1);
  });

  it("takes a body of 5 MB and answers in as few bytes as RingCentral reads", async () => {
    const response = await app.postWebhook(event("large", { body: { padding: "x".repeat(5 * 1024 * 1024) } }));
    expect(response.status).toBe(200);
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    expect(headers.length + (await response.text()).length).toBeLessThanOrEqual(1_024);
    expect(await outcomeOf("large")).toMatch(/^ignored/);
  });

  it("refuses a body beyond every call's insights with a code", async () => {
    const response = await app.postWebhook(Buffer.alloc(11 * 1024 * 1024, 0x20));
    expect(response.status).toBe(413);
  });
});
