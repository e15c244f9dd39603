import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { AppError } from "../errors.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { listOpenCircuits, PROBE_PAUSE_MS } from "./circuit.js";
import { createRingCentralClient, type RingCentralClientOptions } from "./client.js";
import { CircuitOpen, NotPermitted, RateLimited, RequestRefused, SignInRefused, Unavailable } from "./failures.js";

const SECRETS = { clientId: "the-client-id", clientSecret: "the-client-secret", jwt: "the-jwt-credential" };
const START_MS = Date.UTC(2026, 0, 5, 15);

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

const reply =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

const NUMBERS = reply(200, { records: [{ phoneNumber: "+18005550100" }, { phoneNumber: null }] });
const NOT_READY = reply(404, { errors: [{ errorCode: "RAH-3001", message: "Insights not found" }] });
const DEAD_TOKEN = reply(401, { errorCode: "TokenInvalid", errors: [{ errorCode: "OAU-213" }] });

let database: TestDatabase;
let nowMs: number;
let nextReplies: Reply[];
let tokenReplies: Reply[];
let asked: { path: string; authorization: string | undefined }[];
let serverUrl: string;

const server = createServer((request, response) => {
  request.resume();
  const path = request.url ?? "";
  asked.push({ path, authorization: request.headers.authorization });
  if (path === "/restapi/oauth/token") {
    const issued = asked.filter((one) => one.path === path).length;
    return (tokenReplies.shift() ?? reply(200, { access_token: `token-${issued}`, expires_in: 3600 }))(
      request,
      response,
    );
  }
  return (nextReplies.shift() ?? reply(500, { errorCode: "CMN-201" }))(request, response);
});

beforeAll(async () => {
  database = await createTestDatabase();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
});
beforeEach(async () => {
  nowMs = START_MS;
  nextReplies = [];
  tokenReplies = [];
  asked = [];
  await database.sql.query("UPDATE ringcentral_rate_groups SET granted_at = '{}', blocked_until = NULL");
  await database.sql.query("DELETE FROM ringcentral_circuits");
  await database.sql.query("DELETE FROM ringcentral_token");
});

const open = (options: Partial<RingCentralClientOptions> = {}) =>
  createRingCentralClient({
    serverUrl,
    credentials: SECRETS,
    sql: database.sql,
    now: () => new Date(nowMs),
    wait: async (ms) => {
      nowMs += ms;
    },
    retryPauseMs: 1,
    ...options,
  });

const countAsked = (path: string) => asked.filter((one) => one.path.startsWith(path)).length;
const API = "/restapi/v1.0/";
const TOKEN = "/restapi/oauth/token";
const INSIGHTS = "/ai/";

async function failureOf(asking: Promise<unknown>): Promise<AppError> {
  const error: unknown = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return error;
}

describe("the access token", () => {
  it("is one for all who ask at once, and sent as a bearer's", async () => {
    nextReplies = [NUMBERS, NUMBERS, NUMBERS];
    const client = open();
    await Promise.all([client.listOwnNumbers(), client.listOwnNumbers(), client.listOwnNumbers()]);
    expect(countAsked(TOKEN)).toBe(1);
    expect(asked[0]?.authorization).toBe(`Basic ${btoa("the-client-id:the-client-secret")}`);
    expect(asked.slice(1).map(({ authorization }) => authorization)).toEqual(Array(3).fill("Bearer token-1"));
  });

  it("is one for all processes, and sealed", async () => {
    nextReplies = [NUMBERS, NUMBERS, NUMBERS];
    await open().listOwnNumbers();
    await open().listOwnNumbers();
    expect(countAsked(TOKEN)).toBe(1);
    const [row] = await database.sql.query<{ sealed: Buffer }>("SELECT sealed_token AS sealed FROM ringcentral_token");
    expect(row?.sealed.toString("latin1")).not.toContain("token-1");
    // Credentials that have changed open nothing; they sign in for themselves.
    await open({ credentials: { ...SECRETS, jwt: "another" } }).listOwnNumbers();
    expect(countAsked(TOKEN)).toBe(2);
    await database.sql.query("UPDATE ringcentral_token SET sealed_token = 'damaged'");
    nextReplies = [NUMBERS];
    await open().listOwnNumbers();
    expect(countAsked(TOKEN)).toBe(3);
  });

  it("that another process has renewed is taken over", async () => {
    nextReplies = [NUMBERS, DEAD_TOKEN, NUMBERS, DEAD_TOKEN, NUMBERS];
    const [one, other] = [open(), open()];
    await one.listOwnNumbers();
    await other.listOwnNumbers();
    expect(asked.at(-1)?.authorization).toBe("Bearer token-2");
    await one.listOwnNumbers();
    expect(asked.slice(-2).map(({ authorization }) => authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(countAsked(TOKEN)).toBe(2);
  });

  it("is renewed a minute before its end", async () => {
    nextReplies = [NUMBERS, NUMBERS, NUMBERS];
    const client = open();
    await client.listOwnNumbers();
    nowMs += 3_539_000;
    await client.listOwnNumbers();
    expect(countAsked(TOKEN)).toBe(1);
    nowMs += 1_000;
    await client.listOwnNumbers();
    expect(countAsked(TOKEN)).toBe(2);
  });

  it("is issued anew, once, when RingCentral has ended its session", async () => {
    nextReplies = [DEAD_TOKEN, NUMBERS];
    expect(await open().listOwnNumbers()).toEqual(["+18005550100"]);
    expect(countAsked(TOKEN)).toBe(2);

    nextReplies = [DEAD_TOKEN, DEAD_TOKEN, NUMBERS];
    asked = [];
    expect(await failureOf(open().listOwnNumbers())).toBeInstanceOf(Unavailable);
    expect(countAsked(TOKEN)).toBe(1);
    expect(countAsked(API)).toBe(2);
  });

  it("is not asked for again with credentials that RingCentral refuses", async () => {
    tokenReplies = [
      reply(400, { error: "invalid_grant", errors: [{ errorCode: "OAU-213", message: "Token not found" }] }),
    ];
    const client = open();
    const error = await failureOf(client.listOwnNumbers());
    expect(error).toBeInstanceOf(SignInRefused);
    expect(error).toMatchObject({
      code: "CONFIGURATION",
      errorCode: "OAU-213",
      retryAt: new Date(START_MS + PROBE_PAUSE_MS),
    });
    for (const other of [client.fetchInsights("1"), open().listOwnNumbers(), client.listSubscriptions()]) {
      expect(await failureOf(other)).toBeInstanceOf(CircuitOpen);
    }
    expect(asked).toHaveLength(1);

    nowMs += PROBE_PAUSE_MS;
    nextReplies = [NUMBERS, NOT_READY];
    expect(await client.listOwnNumbers()).toEqual(["+18005550100"]);
    expect(await client.fetchInsights("1")).toEqual({ kind: "notReady" });
    expect(await listOpenCircuits(database.sql)).toEqual([]);
  });

  it("never goes to another host, wherever an id or a redirect points", async () => {
    const client = open();
    for (const id of ["..", ".", "../../../../.."]) {
      nextReplies = [NOT_READY];
      await client.fetchInsights(id).catch((error: unknown) => expect(error).toBeInstanceOf(RequestRefused));
    }
    for (const { path } of asked)
      expect(path).toMatch(/^\/restapi\/oauth\/token$|\/domains\/pbx\/records\/.+\/insights$/);
    let elsewhere = 0;
    const thief = createServer((_, response) => {
      elsewhere += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`;
    nextReplies = Array(3).fill(reply(302, "", { location: address }));
    expect(await failureOf(client.listOwnNumbers())).toBeInstanceOf(Unavailable);
    await new Promise((resolve) => thief.close(resolve));
    expect(elsewhere).toBe(0);
  });
});

describe("outages", () => {
  const cutOff: Reply = (_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
    response.write('{"records":[{"phoneNumber":"+1800');
    response.socket?.destroy();
  };

  it.each<[string, Reply]>([
    ["500", reply(500, { errorCode: "CMN-201" })],
    ["502 with a gateway's page", reply(502, "<html>Bad Gateway</html>", { "content-type": "text/html" })],
    ["503", reply(503, "")],
    ["408", reply(408, {})],
    ["200 with a gateway's page", reply(200, "<html>Maintenance</html>", { "content-type": "text/html" })],
    ["403 with a firewall's page", reply(403, "<html>Forbidden</html>", { "content-type": "text/html" })],
    ["404 with a gateway's page", reply(404, "<html>No such site</html>", { "content-type": "text/html" })],
    ["half a body", reply(200, '{"records":[{"phoneNumber":"+1800')],
    ["a connection that breaks off", cutOff],
    ["a connection that is dropped", (request) => request.socket.destroy()],
  ])("%s is tried three times, then Unavailable", async (_, broken) => {
    nextReplies = [broken, broken, NUMBERS];
    expect(await open().listOwnNumbers()).toEqual(["+18005550100"]);
    expect(countAsked(API)).toBe(3);
    asked = [];
    nextReplies = [broken, broken, broken, NUMBERS];
    const error = await failureOf(open().listOwnNumbers());
    expect(error).toBeInstanceOf(Unavailable);
    expect(error.code).toBe("UNAVAILABLE");
    expect(countAsked(API)).toBe(3);
    expect(await listOpenCircuits(database.sql)).toEqual([]);
  });

  it("of an endless answer ends", async () => {
    nextReplies = Array(3).fill(((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    }) satisfies Reply);
    const error = await failureOf(open({ timeoutMs: 30 }).listOwnNumbers());
    expect(error.message).toBe("RingCentral did not answer phone-number: it took too long.");
  });

  it("are not tried again before RingCentral wants it", async () => {
    nextReplies = [reply(503, {}, { "retry-after": "120" }), NUMBERS];
    expect(await failureOf(open().listOwnNumbers())).toMatchObject({ retryAt: new Date(START_MS + 120_000) });
    expect(countAsked(API)).toBe(1);
  });

  it("never create a subscription twice", async () => {
    nextReplies = [reply(500, {}), reply(200, {})];
    const request = {
      eventFilters: ["x"],
      expiresInSeconds: 60,
      address: "https://example.test",
      verificationToken: "s",
    };
    expect(await failureOf(open().createSubscription(request))).toBeInstanceOf(Unavailable);
    expect(countAsked(API)).toBe(1);
  });

  it.each([
    ["a list", "[]"],
    ["nothing", ""],
    ["null", "null"],
    ["records that are text", '{"records":"none","syncInfo":{"syncToken":"t"}}'],
    ["no sync token", '{"records":[],"syncInfo":{}}'],
  ])("%s in place of a page says which field, never what stood there", async (_, body) => {
    nextReplies = [reply(200, body)];
    const error = await failureOf(open().syncCalls({ from: new Date(START_MS) }));
    expect(error).toBeInstanceOf(Unavailable);
    expect(error.message).toMatch(
      /^RingCentral answered call-log-extract-sync in a shape that is not known: [\w., ]+\.$/,
    );
  });
});

describe("refusals", () => {
  const FORBIDDEN = {
    errorCode: "InsufficientPermissions",
    message: "In order to call this API endpoint, user needs to have [ReadRingSenseInsights] permission",
    errors: [{ errorCode: "CMN-408", permissionName: "ReadRingSenseInsights" }],
    permissionName: "ReadRingSenseInsights",
  };

  it("403 opens the area's circuit for all, and says what is missing", async () => {
    nextReplies = [reply(403, FORBIDDEN), reply(403, FORBIDDEN)];
    const client = open();
    const error = await failureOf(client.fetchInsights("1"));
    expect(error).toBeInstanceOf(NotPermitted);
    expect(error).toMatchObject({
      code: "CONFIGURATION",
      errorCode: "CMN-408",
      permissionName: "ReadRingSenseInsights",
      retryAt: new Date(START_MS + PROBE_PAUSE_MS),
    });
    expect(await listOpenCircuits(database.sql)).toMatchObject([
      { area: "insights", errorCode: "CMN-408", permissionName: "ReadRingSenseInsights", reason: error.message },
    ]);
    // A hundred recordings do not ask a hundred times; other areas work on.
    for (let i = 0; i < 5; i += 1) expect(await failureOf(open().fetchInsights(`${i}`))).toBeInstanceOf(CircuitOpen);
    expect(countAsked(INSIGHTS)).toBe(2);
    nextReplies = [NUMBERS];
    expect(await client.listOwnNumbers()).toEqual(["+18005550100"]);
  });

  it("403 is believed of a new token only, since an old one keeps its permissions", async () => {
    nextReplies = [reply(403, FORBIDDEN), NOT_READY];
    expect(await open().fetchInsights("1")).toEqual({ kind: "notReady" });
    expect(asked.at(-1)?.authorization).toBe("Bearer token-2");
    expect(await listOpenCircuits(database.sql)).toEqual([]);
  });

  it("a probe that succeeds closes it", async () => {
    nextReplies = [reply(403, FORBIDDEN), reply(403, FORBIDDEN), NOT_READY, NOT_READY];
    const client = open();
    await failureOf(client.fetchInsights("1"));
    nowMs += PROBE_PAUSE_MS;
    expect(await client.fetchInsights("1")).toEqual({ kind: "notReady" });
    expect(await listOpenCircuits(database.sql)).toEqual([]);
    expect(await open().fetchInsights("2")).toEqual({ kind: "notReady" });
  });

  it("a failed probe keeps it open", async () => {
    nextReplies = Array(2).fill(reply(403, FORBIDDEN));
    nextReplies.push(...Array(2).fill(reply(403, { errors: [{ errorCode: "RAH-3005" }] })));
    const client = open();
    await failureOf(client.fetchInsights("1"));
    nowMs += PROBE_PAUSE_MS;
    expect(await failureOf(client.fetchInsights("1"))).toBeInstanceOf(NotPermitted);
    expect(await failureOf(client.fetchInsights("1"))).toMatchObject({ retryAt: new Date(nowMs + PROBE_PAUSE_MS) });
    expect(await listOpenCircuits(database.sql)).toMatchObject([
      { openedAt: new Date(START_MS), errorCode: "RAH-3005" },
    ]);
  });

  it.each([
    ["400", 400, { errors: [{ errorCode: "CMN-101" }] }, ["CMN-101"]],
    ["409 without a body", 409, "", []],
    ["a 404 of the address itself", 404, { errorCode: "CMN-120" }, ["CMN-120"]],
    ["a 403 that no permission would mend", 403, { errorCode: "SUB-505" }, ["SUB-505"]],
    ["codes that are somebody's words", 400, { errorCode: "Call Jennifer at once", error: "x".repeat(99) }, []],
  ])("%s is not tried again", async (_, status, body, errorCodes) => {
    nextReplies = [reply(status, body), NUMBERS];
    const error = await failureOf(open().listOwnNumbers());
    expect(error).toBeInstanceOf(RequestRefused);
    expect(error).toMatchObject({ status, errorCodes });
    expect(countAsked(API)).toBe(1);
    expect(await listOpenCircuits(database.sql)).toEqual([]);
  });

  it.each([["CLG-101"], ["CLG-105"]])("%s asks for a new beginning", async (errorCode) => {
    nextReplies = [reply(400, { errors: [{ errorCode, parameterName: "syncToken" }] })];
    expect(await open().syncCalls({ syncToken: "old" })).toEqual({ kind: "tokenExpired" });
  });
});

describe("rate limits", () => {
  const limits = (group: string, limit: number, remaining: number) => ({
    "X-Rate-Limit-Group": group,
    "X-Rate-Limit-Limit": String(limit),
    "X-Rate-Limit-Remaining": String(remaining),
    "X-Rate-Limit-Window": "60",
  });
  const EMPTY_PAGE = { records: [] };

  it("429 holds the whole group back for all processes, and no attempt is made meanwhile", async () => {
    nextReplies = [reply(429, { errorCode: "CMN-301" }, { "retry-after": "60", ...limits("heavy", 10, 0) })];
    const error = await failureOf(open().listOwnNumbers());
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ code: "LIMIT_EXCEEDED", group: "heavy", retryAt: new Date(START_MS + 60_000) });
    expect(await failureOf(open().listOwnNumbers())).toMatchObject({ retryAt: new Date(START_MS + 60_000) });
    expect(countAsked(API)).toBe(1);
    nextReplies = [NOT_READY];
    expect(await open().fetchInsights("1")).toEqual({ kind: "notReady" });
  });

  it("429 without headers holds everything back, half a minute where it does not say", async () => {
    nextReplies = [reply(429, "<html>slow down</html>", { "content-type": "text/html" })];
    expect(await failureOf(open().listOwnNumbers())).toMatchObject({ retryAt: new Date(START_MS + 30_000) });
    expect(await failureOf(open().fetchInsights("1"))).toBeInstanceOf(RateLimited);
    expect(asked).toHaveLength(2);
  });

  it("reads a date in Retry-After", async () => {
    const retryAt = new Date(START_MS + 90_000);
    nextReplies = [reply(429, {}, { "retry-after": retryAt.toUTCString(), ...limits("heavy", 10, 0) })];
    expect(await failureOf(open().listOwnNumbers())).toMatchObject({ retryAt });
  });

  it("puts off what the budget does not allow, without asking", async () => {
    const range = { from: new Date(START_MS), to: new Date(START_MS) };
    nextReplies = Array(11).fill(reply(200, EMPTY_PAGE));
    const client = open();
    for (let i = 0; i < 10; i += 1) await client.listCalls(range);
    expect(await failureOf(client.listCalls(range))).toBeInstanceOf(RateLimited);
    expect(countAsked(API)).toBe(10);
  });

  it("waits for a turn that is near", async () => {
    const range = { from: new Date(START_MS), to: new Date(START_MS) };
    nextReplies = Array(11).fill(reply(200, EMPTY_PAGE));
    const client = open();
    for (let i = 0; i < 10; i += 1) await client.listCalls(range);
    nowMs += 60_000;
    await client.listCalls(range);
    expect(nowMs).toBe(START_MS + 62_000);
  });

  it("goes by the group and the limit that RingCentral says, from the first answer on", async () => {
    const range = { from: new Date(START_MS), to: new Date(START_MS) };
    nextReplies = [
      reply(200, EMPTY_PAGE, limits("Special-Calls", 2, 1)),
      reply(200, EMPTY_PAGE, limits("Special-Calls", 2, 0)),
    ];
    const client = open();
    await client.listCalls(range);
    await client.listCalls(range);
    expect(await failureOf(client.listCalls(range))).toMatchObject({ group: "special-calls" });
  });
});

describe("error texts", () => {
  it("hold no secret and no token, in whatever way asking fails", async () => {
    const echo: Reply = (request, response) => {
      const leak = JSON.stringify({ errorCode: "X-1", message: request.headers.authorization, errors: [] });
      response.writeHead(400, { "content-type": "application/json" });
      response.end(leak);
    };
    const texts: string[] = [];
    const collect = async (asking: Promise<unknown>) => {
      const error = await failureOf(asking);
      texts.push(error.message, JSON.stringify(error), String(error.stack), String(error.cause));
    };
    nextReplies = [echo];
    await collect(open().listOwnNumbers());
    nextReplies = Array(3).fill(reply(200, "the-jwt-credential and token-1, not JSON"));
    await collect(open().listOwnNumbers());
    tokenReplies = [echo];
    await collect(open().listOwnNumbers());
    await collect(open().listOwnNumbers());
    await collect(open({ serverUrl: "http://127.0.0.1:1", credentials: SECRETS }).listOwnNumbers());
    for (const text of texts) {
      expect(text).not.toMatch(/the-client-secret|the-jwt-credential|token-\d|Bearer|Basic/);
    }
    expect(texts).toHaveLength(20);
  });
});

describe("paging", () => {
  it("follows the link to the next page, not totals", async () => {
    const range = { from: new Date(START_MS), to: new Date(START_MS + 1) };
    const record = {
      id: "1",
      startTime: "2026-01-05T15:00:00Z",
      type: "Voice",
      direction: "Inbound",
      from: { phoneNumber: "+14155550123" },
      recording: { id: "r1", contentUri: "https://media.ringcentral.com:443/r1" },
    };
    nextReplies = [
      reply(200, { records: [record], navigation: { nextPage: { uri: "https://evil.test/" } } }),
      reply(200, { records: [null], navigation: {} }),
      reply(200, { records: [], navigation: { nextPage: { uri: "https://evil.test/" } } }),
    ];
    const client = open();
    expect(await client.listCalls(range)).toMatchObject({
      // A link to another host is not kept: whoever reads the database would follow it.
      calls: [{ rcRecordingId: "r1", contentUri: null }],
      nextPage: 2,
    });
    expect(await client.listCalls({ ...range, page: 2, telephonySessionId: "s-1" })).toEqual({
      calls: [],
      unrecordedSessionIds: [],
      unreadableRecords: 1,
      nextPage: null,
    });
    expect((await client.listCalls(range)).nextPage).toBeNull();
    const query = new URL(asked[2]?.path ?? "", serverUrl).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      view: "Detailed",
      recordingType: "All",
      dateFrom: "2026-01-05T15:00:00.000Z",
      dateTo: "2026-01-05T15:00:00.001Z",
      telephonySessionId: "s-1",
      perPage: "1000",
      page: "2",
    });
  });

  it("collects all numbers of the account", async () => {
    nextReplies = [
      reply(200, { records: [{ phoneNumber: "+18005550100" }], navigation: { nextPage: { uri: "x" } } }),
      reply(200, { records: [{ phoneNumber: "+18005550101" }, { phoneNumber: "+18005550100" }], navigation: {} }),
    ];
    expect(await open().listOwnNumbers()).toEqual(["+18005550100", "+18005550101"]);
  });
});
