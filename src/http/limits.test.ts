import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";
import { buildAppSchema } from "../app-schema.js";
import { AppError } from "../errors.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createEngine } from "./graphql-engine.js";

const quiet = pino({ level: "silent" });
const PROTOCOL = "graphql-transport-ws";
const socketAddress = (server: TestServer) => `${server.url.replace("http", "ws")}/graphql`;

interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly message: string;
}

const refusalOf = async (response: Response): Promise<Refusal> => {
  const { errors } = (await response.json()) as {
    errors?: { message: string; extensions: { code: string; reason?: string } }[];
  };
  const [error] = errors ?? [];
  const { code, reason } = error?.extensions ?? {};
  return { status: response.status, code, reason, message: error?.message ?? "" };
};

describe("what one operation may ask for", () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    server = await startTestServer({ engine: createEngine(await buildAppSchema(null), quiet) });
    authorization = await server.bearer("read");
  });
  afterAll(() => server.remove());

  const nested = (levels: number): string =>
    `{ customers { edges { node ${"{ bookings { edges { node { customer ".repeat(levels)}{ id }${" } } } }".repeat(levels)} } } }`;
  const refused: [what: string, body: unknown, reason: string, way: RegExp][] = [
    ["is too deep", { query: nested(4) }, "TOO_DEEP", /by their id/],
    [
      "costs too much by its pages",
      { query: nested(2).replace(/bookings/g, "bookings(first: 100)") },
      "TOO_COSTLY",
      /smaller pages/,
    ],
    [
      "costs too much by its variables",
      {
        query: nested(2)
          .replace("{ customers", "query ($n: Int) { customers(first: $n)")
          .replace("bookings", "bookings(first: $n)"),
        variables: { n: 100 },
      },
      "TOO_COSTLY",
      /smaller pages/,
    ],
    [
      "has too many aliases",
      { query: `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: pipelineStatus { reviewBacklog }`).join(" ")} }` },
      "TOO_MANY_ALIASES",
      /several requests/,
    ],
    [
      "has too many aliases, of names alone",
      { query: `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: __typename`).join(" ")} }` },
      "TOO_MANY_ALIASES",
      /several requests/,
    ],
    [
      "names a field so often that comparing all of them would take long",
      { query: `{ pipelineStatus { ${"reviewBacklog ".repeat(1_500)} } }` },
      "TOO_MANY_FIELDS",
      /once/,
    ],
    [
      "has too many fields behind fragments",
      {
        query: `{ pipelineStatus { ...A ...A ...A } } ${["A", "B", "C", "D", "E", "F", "G"]
          .map(
            (name, n, all) =>
              `fragment ${name} on PipelineStatus { reviewBacklog ${all[n + 1] ? `...${all[n + 1]} `.repeat(4) : ""} }`,
          )
          .join(" ")}`,
      },
      "TOO_MANY_FIELDS",
      /several requests/,
    ],
    [
      "has brackets that a parser's recursion would not bear",
      { query: `{ customers(search: ${"[".repeat(1_900)}${"]".repeat(1_900)}) { totalCount } }` },
      "TOO_DEEP",
      /as variables/,
    ],
    [
      "has fragments that double each other without a field of their own",
      {
        query: `{ ...F0 } ${Array.from({ length: 64 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(" ")} fragment F64 on Query { __typename }`,
      },
      "TOO_MANY_FIELDS",
      /several requests/,
    ],
    ["has too many tokens", { query: `{ ${"__typename ".repeat(4_001)} }` }, "TOO_MANY_TOKENS", /as variables/],
  ];
  it.each(refused)("is refused where it %s", async (_what, body, reason, way) => {
    const refusal = await refusalOf(await server.post(body, { authorization }));
    expect(refusal).toMatchObject({ code: "LIMIT_EXCEEDED", reason });
    expect(refusal.message).toMatch(way);
  });

  it("is a page of at most 100", async () => {
    const refusal = await refusalOf(
      await server.post({ query: "{ customers(first: 101) { totalCount } }" }, { authorization }),
    );
    expect(refusal).toMatchObject({
      ...{ code: "BAD_INPUT", reason: "INVALID_PAGE_SIZE", message: expect.stringContaining("100") },
    });
  });

  it("is one, not a batch", async () => {
    const batch = [{ query: "{ __typename }" }, { query: "{ __typename }" }];
    expect(await refusalOf(await server.post(batch, { authorization }))).toMatchObject({
      ...{ status: 400, code: "BAD_INPUT", reason: "BATCH_REFUSED" },
      message: expect.stringContaining("one by one"),
    });
  });

  it("fits a body of 1 MB", async () => {
    const body = { query: "{ __typename }", variables: { x: "x".repeat(1_100_000) } };
    expect(await refusalOf(await server.post(body, { authorization }))).toMatchObject({
      ...{ status: 413, code: "LIMIT_EXCEEDED", reason: "BODY_TOO_LARGE" },
      message: expect.stringContaining("several requests"),
    });
  });
});

describe("how often somebody may ask", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      config: { host: "127.0.0.1", port: 0, trustedProxies: ["loopback"] },
      limits: { requestsPerMinute: 3, requestsPerMinuteOfAddress: 5, refusalsPerMinute: 2 },
      webhook: { admit: () => null, receive: async () => ({ status: 200, headers: {}, body: "{}" }) },
    });
  });
  afterAll(() => server.remove());

  const statuses = async (times: number, headers: Record<string, string>) => {
    const all: number[] = [];
    for (let time = 0; time < times; time++) all.push((await server.post({ query: "{who}" }, headers)).status);
    return all;
  };

  it("counts a credential over all its addresses, and over HTTP and sockets together", async () => {
    const authorization = await server.bearer("read");
    const client = createClient({
      ...{ url: socketAddress(server), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization },
    });
    expect(await client.iterate({ query: "{ who }" }).next()).toMatchObject({ value: { data: {} } });
    expect(await statuses(2, { authorization, "x-forwarded-for": "192.0.2.1" })).toEqual([200, 200]);
    const refused = await server.post({ query: "{who}" }, { authorization, "x-forwarded-for": "192.0.2.2" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refusalOf(refused)).toMatchObject({
      ...{ status: 429, code: "LIMIT_EXCEEDED", reason: "RATE_LIMITED" },
      message: expect.stringContaining("try again in"),
    });
    const overSocket = await client
      .iterate({ query: "{ who }" })
      .next()
      .catch((errors: unknown) => errors);
    expect(overSocket).toMatchObject([{ extensions: { code: "LIMIT_EXCEEDED", reason: "RATE_LIMITED" } }]);
    await client.dispose();
  });

  it("counts an address, whatever its credentials, and never a webhook", async () => {
    const from = { "x-forwarded-for": "192.0.2.9" };
    for (let time = 0; time < 5; time++) {
      const authorization = await server.bearer("read");
      expect(await statuses(1, { ...from, authorization })).toEqual([200]);
    }
    const fresh = await server.bearer("read");
    expect(await statuses(1, { ...from, authorization: fresh })).toEqual([429]);
    expect(await statuses(1, { authorization: fresh, "x-forwarded-for": "192.0.2.10" })).toEqual([200]);
    const webhooks = Array.from({ length: 20 }, () =>
      fetch(`${server.url}/webhooks/ringcentral`, { method: "POST", headers: from, body: "{}" }),
    );
    expect(new Set((await Promise.all(webhooks)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("counts refused credentials of an address more strictly, and of IPv6 a network as one", async () => {
    const guess = (last: string) => ({ authorization: "Bearer guess", "x-forwarded-for": `2001:db8:1:2::${last}` });
    expect(await statuses(1, guess("1"))).toEqual([401]);
    expect(await statuses(1, guess("abcd:1"))).toEqual([401]);
    expect(await statuses(1, guess("2:3"))).toEqual([429]);
    expect(await statuses(1, { authorization: "Bearer guess", "x-forwarded-for": "2001:db8:1:3::1" })).toEqual([401]);
    // Addresses of IPv4 stay themselves, written as those of IPv6, too.
    for (const last of [1, 2, 3, 1]) {
      const headers = { authorization: "Bearer guess", "x-forwarded-for": `::ffff:192.0.2.13${last}` };
      expect(await statuses(1, headers)).toEqual([401]);
    }
    expect(await statuses(1, { authorization: "Bearer guess", "x-forwarded-for": "192.0.2.131" })).toEqual([429]);
  });

  it("counts no credential as refused that could not be looked at", async () => {
    const away = new AppError("UNAVAILABLE", "The keys of tokens cannot be fetched.", { reason: "JWKS_UNREACHABLE" });
    const other = await startTestServer({
      limits: { refusalsPerMinute: 1 },
      access: { authenticate: () => Promise.reject(away), isConfigured: async () => true },
    });
    for (let time = 0; time < 3; time++) {
      const refusal = await refusalOf(await other.post({ query: "{who}" }, { authorization: "Bearer a.b.c" }));
      expect(refusal).toMatchObject({ code: "UNAVAILABLE", reason: "JWKS_UNREACHABLE" });
    }
    await other.remove();
  });

  it("believes no address that somebody else than a trusted proxy tells", async () => {
    const other = await startTestServer({ limits: { refusalsPerMinute: 1 } });
    const guess = (address: string) =>
      other.post({ query: "{who}" }, { authorization: "Bearer guess", "x-forwarded-for": address });
    expect([(await guess("192.0.2.1")).status, (await guess("192.0.2.2")).status]).toEqual([401, 429]);
    await other.remove();
  });
});

describe("how many sockets there may be", () => {
  const open = async (server: TestServer, authorization: string) => {
    const socket = new WebSocket(socketAddress(server), PROTOCOL);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
    return socket;
  };

  it("is limited for one credential, and a closed one makes room", async () => {
    const server = await startTestServer({ limits: { socketsPerCredential: 1 } });
    const [busy, calm] = [await server.bearer("read"), await server.bearer("read")];
    const first = await open(server, busy);
    await once(first, "message");
    const [code, reason] = await once(await open(server, busy), "close");
    expect([code, String(reason)]).toEqual([1013, "TOO_MANY_SOCKETS"]);
    const other = await open(server, calm);
    expect(JSON.parse(String((await once(other, "message"))[0]))).toEqual({ type: "connection_ack" });
    first.close();
    await once(first, "close");
    const again = await open(server, busy);
    expect(JSON.parse(String((await once(again, "message"))[0]))).toEqual({ type: "connection_ack" });
    for (const socket of [other, again]) socket.terminate();
    await server.remove();
  });

  it("is limited for a process, with a status that tells to come back", async () => {
    const server = await startTestServer({ limits: { socketsInAll: 1 } });
    const first = await open(server, await server.bearer("read"));
    await once(first, "message");
    const second = new WebSocket(socketAddress(server), PROTOCOL);
    second.on("error", () => undefined);
    const [, response] = await once(second, "unexpected-response");
    expect([response.statusCode, response.headers["retry-after"]]).toEqual([503, "10"]);
    let body = "";
    for await (const part of response) body += part;
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: "LIMIT_EXCEEDED", reason: "TOO_MANY_SOCKETS" } }],
    });
    first.terminate();
    await server.remove();
  });

  it("is limited in what one has under way, and completing makes room", async () => {
    const server = await startTestServer({ limits: { subscriptionsPerSocket: 2 } });
    const socket = await open(server, await server.bearer("read"));
    await once(socket, "message");
    const subscribe = (id: string, query: string) =>
      socket.send(JSON.stringify({ id, type: "subscribe", payload: { query } }));
    for (const id of ["a", "b", "c"]) subscribe(id, "subscription { quiet }");
    expect(JSON.parse(String((await once(socket, "message"))[0]))).toMatchObject({
      ...{ id: "c", type: "error" },
      payload: [{ extensions: { code: "LIMIT_EXCEEDED", reason: "TOO_MANY_SUBSCRIPTIONS" } }],
    });
    socket.send(JSON.stringify({ id: "a", type: "complete" }));
    subscribe("d", "{ who }");
    expect(JSON.parse(String((await once(socket, "message"))[0]))).toMatchObject({ id: "d", type: "next" });
    socket.terminate();
    await server.remove();
  });
});

describe("how long it may take", () => {
  it("is answered in time, over HTTP and a socket, and asks the database for nothing more", async () => {
    const schema = await buildAppSchema(null);
    const server = await startTestServer({ engine: createEngine(schema, quiet, { requestTimeoutMs: 100 }) });
    const authorization = await server.bearer("read");
    const locked = server.database.dataSource.createQueryRunner();
    await locked.startTransaction();
    await locked.query("LOCK TABLE bookings.customers");
    const query = '{ customer(id: "00000000-0000-4000-8000-000000000000") { id } }';
    expect(await refusalOf(await server.post({ query }, { authorization }))).toMatchObject({
      ...{ status: 200, code: "UNAVAILABLE", reason: "REQUEST_TOO_SLOW" },
      message: expect.stringContaining("ask for less"),
    });
    const client = createClient({
      ...{ url: socketAddress(server), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization },
    });
    expect(await client.iterate({ query }).next()).toMatchObject({
      value: { errors: [{ extensions: { code: "UNAVAILABLE", reason: "REQUEST_TOO_SLOW" } }] },
    });
    await client.dispose();
    await locked.rollbackTransaction();
    await locked.release();
    await server.remove();
  });

  it("is cut short by the database where one statement takes too long", async () => {
    const schema = await buildAppSchema(null);
    const server = await startTestServer({ engine: createEngine(schema, quiet) }, { readTimeoutMs: 100 });
    const authorization = await server.bearer("read");
    const locked = server.database.dataSource.createQueryRunner();
    await locked.startTransaction();
    await locked.query("LOCK TABLE bookings.customers");
    const query = '{ customer(id: "00000000-0000-4000-8000-000000000000") { id } }';
    expect(await refusalOf(await server.post({ query }, { authorization }))).toMatchObject({
      ...{ code: "UNAVAILABLE", reason: "DATABASE_TOO_SLOW", message: expect.stringContaining("ask for less") },
    });
    await locked.rollbackTransaction();
    await locked.release();
    await server.remove();
  });
});
