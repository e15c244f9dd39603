import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openSimulation, type Simulation } from "../testing/simulation.js";
import type { FaultRequest } from "./faults.js";

const CALL_LOG = "/restapi/v1.0/account/~/call-log";
const LIGHT = "/restapi/v1.0/subscription";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await openSimulation();
});
afterEach(() => simulation.close());

const form = (fields: Record<string, string>, client = "sim-client-id:sim-client-secret") =>
  simulation.ask("POST", "/restapi/oauth/token", new URLSearchParams(fields).toString(), {
    authorization: `Basic ${Buffer.from(client).toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
  });
const JWT = { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: "sim-jwt" };

describe("tokens", () => {
  it("are issued without a refresh token", async () => {
    const { body } = await form(JWT);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: "bearer",
      expires_in: 3600,
      scope: "CallControl ReadAccounts ReadCallLog ReadCallRecording RingSense SubscriptionWebhook",
      owner_id: "900100001",
      endpoint_id: expect.any(String),
      session_id: expect.any(String),
    });
  });

  it.each([
    ["another JWT", { ...JWT, assertion: "other" }, undefined, "invalid_grant"],
    ["another grant", { grant_type: "password" }, undefined, "unsupported_grant_type"],
    ["another client", JWT, "sim-client-id:wrong", "invalid_client"],
    ["a lifetime out of range", { ...JWT, access_token_ttl: "60" }, undefined, "invalid_request"],
  ])("are refused for %s", async (_what, fields, client, error) => {
    expect(await form(fields, client)).toMatchObject({ status: 400, body: { error } });
  });

  it("expire", async () => {
    await simulation.simulator.advance(3_599_000);
    expect((await simulation.get(LIGHT)).status).toBe(200);
    await simulation.simulator.advance(1_000);
    expect(await simulation.get(LIGHT)).toMatchObject({
      status: 401,
      body: { errorCode: "TokenInvalid", errors: [{ errorCode: "OAU-213" }] },
    });
  });

  it("die early when a sixth session of the user begins, the oldest first", async () => {
    for (let count = 0; count < 4; count += 1) await form(JWT);
    expect((await simulation.get(LIGHT)).status).toBe(200);
    await simulation.simulator.advance(60_000);
    const { body } = await form(JWT);
    expect((await simulation.get(LIGHT)).status).toBe(401);
    expect((await simulation.get(LIGHT, { authorization: `Bearer ${body.access_token}` })).status).toBe(200);
  });

  it("are five a minute", async () => {
    for (let count = 0; count < 4; count += 1) expect((await form(JWT)).status).toBe(200);
    const refused = await form(JWT);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-rate-limit-group")).toBe("auth");
  });
});

describe("the rate limiter", () => {
  const ask = async () => {
    const { status, headers } = await simulation.get(CALL_LOG);
    return [status, headers.get("x-rate-limit-remaining"), headers.get("retry-after")];
  };

  it("counts down in every answer and refuses the eleventh heavy request of a minute", async () => {
    for (let remaining = 9; remaining >= 0; remaining -= 1) expect(await ask()).toEqual([200, String(remaining), null]);
    const { status, headers, body } = await simulation.get(CALL_LOG);
    expect(Object.fromEntries([...headers].filter(([name]) => /rate-limit|retry/.test(name)))).toEqual({
      "retry-after": "60",
      "x-rate-limit-group": "heavy",
      "x-rate-limit-limit": "10",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-window": "60",
    });
    expect([status, body]).toEqual([
      429,
      {
        errorCode: "CMN-301",
        message: "Request rate exceeded",
        errors: [{ errorCode: "CMN-301", message: "Request rate exceeded" }],
      },
    ]);
    expect((await simulation.get(LIGHT)).status).toBe(200);
  });

  it("slides: a place is free a minute after each request", async () => {
    for (let count = 0; count < 5; count += 1) await ask();
    await simulation.simulator.advance(30_000);
    for (let count = 0; count < 5; count += 1) await ask();
    await simulation.simulator.advance(30_000);
    expect(await ask()).toEqual([200, "4", null]);
  });

  it("starts the penalty anew with every request during it", async () => {
    for (let count = 0; count < 11; count += 1) await ask();
    await simulation.simulator.advance(59_000);
    expect(await ask()).toEqual([429, "0", "60"]);
    await simulation.simulator.advance(59_999);
    expect(await ask()).toEqual([429, "0", "60"]);
    await simulation.simulator.advance(60_000);
    expect(await ask()).toEqual([200, "9", null]);
  });
});

describe("rate groups, as the specification names them", () => {
  it.each([
    ["GET", "/restapi/v1.0/account/~", "light"],
    ["GET", "/restapi/v1.0/account/~/extension/~", "light"],
    ["GET", "/restapi/v1.0/account/~/extension/~/authz-profile/check?permissionId=ReadCallLog", "light"],
    ["GET", "/restapi/v1.0/account/~/phone-number", "heavy"],
    ["GET", CALL_LOG, "heavy"],
    ["GET", `${CALL_LOG}/1`, "heavy"],
    ["GET", "/restapi/v1.0/account/~/extension/~/call-log", "heavy"],
    ["GET", "/restapi/v1.0/account/~/call-log-extract-sync", "heavy"],
    ["GET", "/restapi/v1.0/account/~/recording/1", "heavy"],
    ["GET", "/ai/ringsense/v1/public/accounts/~/domains/pbx/records/1/insights", "light"],
    ["GET", "/ai/ringsense/v1/public/accounts/~/domains/pbx/sessions/1/insights", "light"],
    ["GET", LIGHT, "light"],
    ["GET", `${LIGHT}/1`, "light"],
    ["POST", LIGHT, "medium"],
    ["PUT", `${LIGHT}/1`, "medium"],
    ["POST", `${LIGHT}/1/renew`, "light"],
    ["DELETE", `${LIGHT}/1`, "medium"],
    ["POST", "/restapi/oauth/token", "auth"],
    ["POST", "/restapi/oauth/revoke", "auth"],
  ])("%s %s: %s", async (method, path, group) => {
    const { headers } = await simulation.ask(method, path);
    expect(headers.get("x-rate-limit-group")).toBe(group);
  });
});

describe("injected faults", () => {
  const inject = (fault: Partial<FaultRequest> & Pick<FaultRequest, "kind">) =>
    simulation.simulator.injectFault({ route: `GET ${CALL_LOG}`, ...fault });

  it.each([
    ["token-invalid", 401, "OAU-213"],
    ["missing-app-scope", 403, "CMN-401"],
    ["missing-user-permission", 403, "CMN-408"],
    ["insights-forbidden", 403, "RAH-3005"],
    ["server-error", 500, "CMN-203"],
    ["rate-limited", 429, "CMN-301"],
  ] as const)("%s: %i %s, once", async (kind, status, errorCode) => {
    inject({ kind });
    expect(await simulation.get(CALL_LOG)).toMatchObject({ status, body: { errors: [{ errorCode }] } });
    expect((await simulation.get(CALL_LOG)).status).toBe(200);
  });

  it("rate-limited without Retry-After, as an account-wide limit", async () => {
    inject({ kind: "rate-limited", retryAfterSeconds: null });
    const { status, headers } = await simulation.get(CALL_LOG);
    expect([status, headers.get("retry-after")]).toEqual([429, null]);
  });

  it("truncated-json: a proper status and half a body", async () => {
    inject({ kind: "truncated-json" });
    const { status, body } = await simulation.get(CALL_LOG);
    expect(status).toBe(200);
    expect(typeof body).toBe("string");
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  it("html: a gateway's page", async () => {
    inject({ kind: "html", status: 503 });
    const { status, headers, body } = await simulation.get(CALL_LOG);
    expect([status, headers.get("content-type")]).toEqual([503, "text/html"]);
    expect(body).toContain("<html>");
  });

  it("disconnect: no answer at all", async () => {
    inject({ kind: "disconnect" });
    await expect(simulation.get(CALL_LOG)).rejects.toThrow();
    expect((await simulation.get(CALL_LOG)).status).toBe(200);
  });

  it("slow: a client that gives up is not answered, and the next one is", async () => {
    inject({ kind: "slow", delayMs: 600_000 });
    const signal = AbortSignal.timeout(100);
    await expect(
      fetch(new URL(CALL_LOG, simulation.simulator.url), {
        signal,
        headers: { authorization: `Bearer ${(await simulation.signIn()).body.access_token}` },
      }),
    ).rejects.toThrow();
    expect((await simulation.get(CALL_LOG)).status).toBe(200);
  });

  it("strike as often as told, by pattern, and can be cleared", async () => {
    simulation.simulator.injectFault({
      route: "* /restapi/v1.0/account/*",
      kind: "server-error",
      status: 503,
      times: null,
    });
    for (let count = 0; count < 3; count += 1) expect((await simulation.get(CALL_LOG)).status).toBe(503);
    expect((await simulation.get(LIGHT)).status).toBe(200);
    expect(simulation.simulator.listFaults()).toMatchObject([{ struck: 3 }]);
    simulation.simulator.clearFaults();
    expect((await simulation.get(CALL_LOG)).status).toBe(200);
  });

  it("strike by chance", async () => {
    simulation.simulator.injectFault({ route: `GET ${LIGHT}`, kind: "server-error", times: null, rate: 0.5 });
    const statuses: number[] = [];
    for (let count = 0; count < 40; count += 1) statuses.push((await simulation.get(LIGHT)).status);
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(32);
  });
});

describe("permissions and addresses", () => {
  it.each([
    [{ appScopes: [] }, CALL_LOG, "CMN-401", "ReadCallLog"],
    [{ userPermissions: [] }, CALL_LOG, "CMN-408", "FullCompanyCallLog"],
    [{ appScopes: [] }, "/restapi/v1.0/account/~/recording/1", "CMN-401", "ReadCallRecording"],
    [{ userPermissions: [] }, "/restapi/v1.0/account/~/recording/1", "CMN-408", "ReadCallRecording"],
    [{ appScopes: [] }, "/ai/ringsense/v1/public/accounts/~/domains/pbx/records/1/insights", "CMN-401", "RingSense"],
  ])("%j on %s: %s", async (permissions, path, errorCode, permissionName) => {
    simulation.simulator.setPermissions(permissions);
    await simulation.signIn();
    expect(await simulation.get(path)).toMatchObject({
      status: 403,
      body: { errorCode: "InsufficientPermissions", permissionName, errors: [{ errorCode, permissionName }] },
    });
  });

  it("a user without the insights permission meets RAH-3005", async () => {
    simulation.simulator.setPermissions({ userPermissions: [] });
    const { status, body } = await simulation.get("/ai/ringsense/v1/public/accounts/~/domains/pbx/records/1/insights");
    expect([status, body.errors[0].errorCode]).toEqual([403, "RAH-3005"]);
  });

  it.each([
    ["/restapi/v1.0/account/1/call-log", 404, "CMN-102"],
    ["/restapi/v1.0/nowhere", 404, "CMN-120"],
    ["/restapi/v1.0/account/~/recording/1", 404, "CMN-102"],
    ["/ai/ringsense/v1/public/accounts/~/domains/pbx/records/1/insights", 404, "RAH-3001"],
    ["/ai/ringsense/v1/public/accounts/~/domains/pbx/records/1/insights?insightTypes=Topics", 404, "RAH-3001"],
  ])("%s is not found", async (path, status, errorCode) => {
    expect(await simulation.get(path)).toMatchObject({ status, body: { errors: [{ errorCode }] } });
  });

  it("malformed JSON is refused", async () => {
    const refused = await simulation.ask("POST", LIGHT, "{", { "content-type": "application/json" });
    expect(refused).toMatchObject({ status: 400, body: { errorCode: "CMN-101" } });
  });
});
