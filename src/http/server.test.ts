import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AppError } from "../errors.js";
import { eventually } from "../testing/eventually.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";

describe("the server", () => {
  let server: TestServer;
  let reader: string;
  beforeAll(async () => {
    server = await startTestServer();
    reader = await server.bearer("read");
  });
  afterAll(() => server.remove());

  const json = { "content-type": "application/json" };
  const failureOf = async (response: Response) => {
    const body = (await response.json()) as { errors: { message: string; extensions: Record<string, string> }[] };
    return { status: response.status, ...body.errors[0]?.extensions, message: body.errors[0]?.message };
  };

  const badRequests: [what: string, path: string, init: () => RequestInit, expected: object][] = [
    [
      "no credential",
      "/graphql",
      () => ({ method: "POST", headers: json, body: '{"query":"{who}"}' }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MISSING_CREDENTIAL" },
    ],
    [
      "another scheme",
      "/graphql",
      () => ({ headers: { authorization: "Basic YTpi" } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MALFORMED_CREDENTIAL" },
    ],
    [
      "a blank credential",
      "/graphql",
      () => ({ headers: { authorization: " " } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MISSING_CREDENTIAL" },
    ],
    [
      "a scheme that only ends like ours",
      "/graphql",
      () => ({ headers: { authorization: `X${reader}` } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MALFORMED_CREDENTIAL" },
    ],
    [
      "two credentials",
      "/graphql",
      () => ({ headers: { authorization: `${reader} ${reader}` } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MALFORMED_CREDENTIAL" },
    ],
    [
      "an unknown key",
      "/graphql",
      () => ({ headers: { authorization: `Bearer ct_000000000000_${"A".repeat(43)}` } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "UNKNOWN_KEY" },
    ],
    [
      "something that is no key",
      "/graphql",
      () => ({ headers: { authorization: "Bearer hello" } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "UNKNOWN_KEY" },
    ],
    [
      "a token where tokens are not accepted",
      "/graphql",
      () => ({ headers: { authorization: "Bearer a.b.c" } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "TOKENS_NOT_ACCEPTED" },
    ],
    [
      "malformed JSON",
      "/graphql",
      () => ({ method: "POST", headers: { ...json, authorization: reader }, body: '{"query": "{who' }),
      { status: 400, code: "BAD_INPUT", reason: "MALFORMED_JSON" },
    ],
    [
      "an empty body",
      "/graphql",
      () => ({ method: "POST", headers: { ...json, authorization: reader } }),
      { status: 400, code: "BAD_INPUT", reason: "MALFORMED_JSON" },
    ],
    [
      "a body that is not JSON",
      "/graphql",
      () => ({ method: "POST", headers: { "content-type": "text/plain", authorization: reader }, body: "{who}" }),
      { status: 415, code: "BAD_INPUT", reason: "UNSUPPORTED_MEDIA_TYPE" },
    ],
    [
      "a body of 5 MB",
      "/graphql",
      () => ({
        method: "POST",
        headers: { ...json, authorization: reader },
        body: JSON.stringify({ query: "x".repeat(5_000_000) }),
      }),
      { status: 413, code: "LIMIT_EXCEEDED", reason: "BODY_TOO_LARGE" },
    ],
    [
      "a subscription that a variable may leave out",
      "/graphql",
      () => ({
        method: "POST",
        headers: { ...json, authorization: reader },
        body: JSON.stringify({
          query: "query A { who } subscription B($on: Boolean!) { quiet @include(if: $on) }",
          operationName: "A",
        }),
      }),
      { status: 400, code: "BAD_INPUT", reason: "CONDITIONAL_SUBSCRIPTION" },
    ],
    [
      "another method",
      "/graphql",
      () => ({ method: "DELETE", headers: { authorization: reader } }),
      { status: 405, code: "BAD_INPUT", reason: "METHOD_NOT_ALLOWED" },
    ],
    [
      "a webhook of 11 MB",
      "/webhooks/ringcentral",
      () => ({ method: "POST", headers: json, body: "x".repeat(11_000_000) }),
      { status: 413, code: "LIMIT_EXCEEDED", reason: "BODY_TOO_LARGE" },
    ],
    [
      "an unknown address",
      "/nothing?secret=1",
      () => ({}),
      { status: 404, code: "NOT_FOUND", reason: "NO_SUCH_ROUTE" },
    ],
    [
      "metrics without a credential",
      "/metrics",
      () => ({}),
      { status: 401, code: "UNAUTHENTICATED", reason: "MISSING_CREDENTIAL" },
    ],
    [
      "a browser that opens the metrics",
      "/metrics",
      () => ({ headers: { accept: "text/html,*/*" } }),
      { status: 401, code: "UNAUTHENTICATED", reason: "MISSING_CREDENTIAL" },
    ],
  ];
  it.each(badRequests)("answers %s with a status, a code and a reason", async (_what, path, init, expected) => {
    const response = await fetch(server.url + path, init());
    expect(await failureOf(response)).toMatchObject(expected);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("www-authenticate") !== null).toBe(response.status === 401);
  });

  it("answers in GraphQL's own media type where that is asked for", async () => {
    const response = await server.post({ query: "{who}" }, { accept: "application/graphql-response+json" });
    expect(response.headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="callthread"');
  });

  it("knows who asks", async () => {
    const response = await server.post({ query: "{who}" }, { authorization: reader });
    expect(await response.json()).toEqual({ data: { who: "key 1" } });
  });

  it("takes the scheme in small letters, and more than one space behind it", async () => {
    const response = await server.post({ query: "{who}" }, { authorization: reader.replace("Bearer ", "bearer  ") });
    expect(await response.json()).toEqual({ data: { who: "key 1" } });
  });

  it("takes an empty name of an operation for none, as the specification says of addresses", async () => {
    const query = "query Who { who }";
    const answers = [
      await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}&operationName=`, {
        headers: { authorization: reader },
      }),
      await server.post({ query, operationName: "" }, { authorization: reader }),
    ];
    for (const answer of answers) expect(await answer.json()).toEqual({ data: { who: "key 1" } });
  });

  it("sends a subscription to the socket", async () => {
    const response = await server.post({ query: "subscription { quiet }" }, { authorization: reader });
    expect(await failureOf(response)).toMatchObject({ code: "BAD_INPUT", reason: "NEEDS_SOCKET" });
  });

  it("refuses a batch", async () => {
    const response = await server.post([{ query: "{who}" }], { authorization: reader });
    expect(response.status).toBe(400);
  });

  it("lets whoever sends too much read that it is refused, and goes on with the connection", async () => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    const failed = Promise.withResolvers<never>();
    socket.once("error", failed.reject).once("close", () => failed.reject(new Error("The connection was closed.")));
    let heard = "";
    socket.on("data", (data) => {
      heard += data.toString("latin1");
    });
    const heads = [
      `POST /graphql HTTP/1.1`,
      "Host: here",
      `Authorization: ${reader}`,
      "Content-Type: application/json",
    ];
    socket.write([...heads, "Content-Length: 3000000", "", ""].join("\r\n"));
    const hears = (text: string) => eventually(text, () => heard.includes(text));
    await Promise.race([hears("BODY_TOO_LARGE"), failed.promise]);
    for (let sent = 0; sent < 3_000_000; sent += 100_000) socket.write("x".repeat(100_000));
    socket.write("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
    await Promise.race([hears('{"status":"ok"}'), failed.promise]);
    expect(heard).toMatch(/^HTTP\/1.1 413 /);
    socket.removeAllListeners("close").destroy();
    failed.promise.catch(() => undefined);
  });

  it("refuses what a page elsewhere could send without asking", async () => {
    const response = await fetch(`${server.url}/graphql?query=mutation{touch}`, { method: "GET" });
    expect(response.status).toBe(401);
  });

  it("sets headers that keep browsers out of the data", async () => {
    const response = await server.post({ query: "{who}" }, { authorization: reader });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("says without a credential that it is alive and ready", async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready", checks: { database: "ok" } });
  });

  it("counts requests by route in its metrics, for those who may read", async () => {
    const linker = await server.bearer("link");
    expect(await failureOf(await fetch(`${server.url}/metrics`, { headers: { authorization: linker } }))).toMatchObject(
      {
        status: 403,
        code: "FORBIDDEN",
      },
    );
    await fetch(`${server.url}/healthz`);
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: { authorization: reader } })).text();
    expect(metrics).toContain('callthread_http_request_seconds_count{method="GET",route="/healthz",status="200"}');
    expect(metrics).toContain("callthread_sockets 0");
  });

  it("hands a webhook on as it came and answers within RingCentral's 1,024 bytes", async () => {
    const received: { body: string; header: string | undefined }[] = [];
    const other = await startTestServer({
      webhook: {
        admit: () => null,
        receive: async ({ headers, body }) => {
          received.push({ body: body.toString("latin1"), header: String(headers["verification-token"]) });
          return {
            status: 200,
            headers: { "validation-token": "v".repeat(300), "content-type": "application/json" },
            body: "{}",
          };
        },
      },
    });
    const { port } = new URL(other.url);
    const body = "\xffnot JSON \x00";
    const raw = await exchange(
      Number(port),
      [
        "POST /webhooks/ringcentral?x=1 HTTP/1.1",
        "Host: localhost",
        "Verification-Token: secret",
        "Connection: close",
        `Content-Length: ${body.length}`,
        "",
        body,
      ].join("\r\n"),
    );
    expect(raw).toMatch(/^HTTP\/1.1 200 OK/);
    expect(raw.toLowerCase()).toContain("validation-token: vvv");
    expect(raw.length).toBeLessThan(1024);
    // The handshake has neither a body nor a content type.
    const shake = await exchange(
      Number(port),
      "POST /webhooks/ringcentral HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
    expect(shake).toMatch(/^HTTP\/1.1 200 OK/);
    expect(received).toEqual([
      { body, header: "secret" },
      { body: "", header: "undefined" },
    ]);
    await other.remove();
  });

  it("limits how often one credential, and one address without any, may ask", async () => {
    const other = await startTestServer({ limits: { requestsPerMinute: 3, refusalsPerMinute: 2 } });
    const [busy, calm] = [await other.bearer("read"), await other.bearer("read")];
    const statuses = async (authorization: string | undefined, times: number) => {
      const all: number[] = [];
      for (let time = 0; time < times; time++) {
        all.push((await other.post({ query: "{who}" }, authorization === undefined ? {} : { authorization })).status);
      }
      return all;
    };
    expect(await statuses(busy, 4)).toEqual([200, 200, 200, 429]);
    expect(await statuses(calm, 1)).toEqual([200]);
    expect(await statuses(undefined, 3)).toEqual([401, 401, 429]);
    const refused = await other.post({ query: "{who}" }, { authorization: busy });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await failureOf(refused)).toMatchObject({ status: 429, code: "LIMIT_EXCEEDED", reason: "RATE_LIMITED" });
    await other.remove();
  });

  it("finishes a request under way when it stops, and says that it is stopping", async () => {
    let finish: () => void = () => undefined;
    const started = new Promise<void>((isStarted) => {
      finish = isStarted;
    });
    let release: () => void = () => undefined;
    const released = new Promise<void>((isReleased) => {
      release = isReleased;
    });
    const other = await startTestServer({
      webhook: {
        admit: () => null,
        receive: async () => {
          finish();
          await released;
          return { status: 200, headers: {}, body: "done" };
        },
      },
    });
    const answer = fetch(`${other.url}/webhooks/ringcentral`, { method: "POST" });
    await started;
    const stopped = other.stop();
    release();
    expect(await (await answer).text()).toBe("done");
    await stopped;
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
    await other.database.drop();
  });

  it("tells a webhook for which there is no room when to come back", async () => {
    const full = new AppError("UNAVAILABLE", "Too many wait.", { reason: "TOO_MANY_WAITING", retryAfterSeconds: 10 });
    const other = await startTestServer({ webhook: { admit: () => null, receive: () => Promise.reject(full) } });
    const answer = await fetch(`${other.url}/webhooks/ringcentral`, { method: "POST" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: "UNAVAILABLE", reason: "TOO_MANY_WAITING" } }],
    });
    await other.stop();
    await other.database.drop();
  });

  it("names the way out where its port is taken", async () => {
    const { port } = new URL(server.url);
    await expect(startTestServer({ config: { host: "127.0.0.1", port: Number(port) } })).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("another program listens there"),
    });
  });

  it("refuses to be reachable by others while nobody can authenticate", async () => {
    await expect(startTestServer({ config: { host: "0.0.0.0", port: 0 } })).rejects.toMatchObject({
      code: "CONFIGURATION",
      reason: "AUTHENTICATION_NOT_CONFIGURED",
      message: expect.stringContaining("callthread keys create"),
    });
  });
});

/** What a server answers to these bytes, byte for byte. */
const exchange = (port: number, request: string): Promise<string> =>
  new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write(request, "latin1"));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => done(Buffer.concat(chunks).toString("latin1")));
    socket.on("error", failed);
  });
