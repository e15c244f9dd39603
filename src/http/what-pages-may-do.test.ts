import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";
import { smallSchema } from "../testing/small-schema.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createEngine } from "./graphql-engine.js";

const DESK = "https://desk.example.test";
const preflight = (server: TestServer, origin: string) =>
  fetch(`${server.url}/graphql`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
const cors = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => name.startsWith("access-control-")));

describe("a page of another origin", () => {
  let closed: TestServer;
  let open: TestServer;
  beforeAll(async () => {
    closed = await startTestServer();
    open = await startTestServer({ config: { host: "127.0.0.1", port: 0, corsOrigins: [DESK] } });
  });
  afterAll(() => Promise.all([closed.remove(), open.remove()]));

  it("is kept out where no origin is allowed", async () => {
    const response = await preflight(closed, DESK);
    expect([response.status, cors(response)]).toEqual([401, {}]);
    const authorization = await closed.bearer("read");
    expect(cors(await closed.post({ query: "{who}" }, { authorization, origin: DESK }))).toEqual({});
  });

  it("may ask where its origin is allowed, never with cookies", async () => {
    const response = await preflight(open, DESK);
    expect(response.status).toBe(204);
    expect(cors(response)).toMatchObject({
      "access-control-allow-origin": DESK,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": "7200",
    });
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    const authorization = await open.bearer("read");
    const answer = await open.post({ query: "{who}" }, { authorization, origin: DESK });
    expect(cors(answer)).toMatchObject({
      "access-control-allow-origin": DESK,
      "access-control-expose-headers": "retry-after",
    });
    expect(await answer.json()).toEqual({ data: { who: "key 1" } });
  });

  it("is no other who asks for OPTIONS, who is told of no origin", async () => {
    const response = await fetch(`${open.url}/graphql`, { method: "OPTIONS" });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });

  it("learns why it was refused, too", async () => {
    const answer = await open.post({ query: "{who}" }, { origin: DESK });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([401, DESK]);
  });

  it("is kept out where its origin is not among those allowed", async () => {
    for (const origin of ["https://evil.example.test", "https://desk.example.test.evil.test", "null"]) {
      expect(cors(await preflight(open, origin))).not.toHaveProperty("access-control-allow-origin");
    }
  });

  it("opens neither the webhook nor the metrics' neighbours to pages", async () => {
    const response = await fetch(`${open.url}/webhooks/ringcentral`, { method: "POST", headers: { origin: DESK } });
    expect(cors(response)).toEqual({});
  });
});

describe("a forged request", () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    server = await startTestServer();
    authorization = await server.bearer("admin");
  });
  afterAll(() => server.remove());

  const touch = "mutation { touch }";
  const form = "application/x-www-form-urlencoded";
  const forged: [what: string, init: RequestInit, path: string, status: number][] = [
    ["a link or image", {}, `/graphql?query=${encodeURIComponent(touch)}`, 401],
    ["a form", { method: "POST", headers: { "content-type": form }, body: `query=${touch}` }, "/graphql", 401],
    [
      "a form with plain text",
      { method: "POST", headers: { "content-type": "text/plain" }, body: touch },
      "/graphql",
      401,
    ],
    [
      "a page that has cookies to send",
      { method: "POST", headers: { "content-type": "text/plain", cookie: "session=1" }, body: `{"query":"${touch}"}` },
      "/graphql",
      401,
    ],
  ];
  it.each(forged)(
    "that %s sends is refused, since nothing but the header is a credential",
    async (_what, init, path, status) => {
      expect((await fetch(server.url + path, init)).status).toBe(status);
    },
  );

  it.each([
    ["a mutation by GET", `/graphql?query=${encodeURIComponent(touch)}`, { method: "GET" }, 405],
    [
      "a form with a credential",
      "/graphql",
      { method: "POST", headers: { "content-type": form }, body: "query={who}" },
      415,
    ],
    [
      "text with a credential",
      "/graphql",
      { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" },
      415,
    ],
    [
      "multipart",
      "/graphql",
      { method: "POST", headers: { "content-type": "multipart/form-data; boundary=x" }, body: "--x--" },
      415,
    ],
  ] as const)("%s is refused", async (_what, path, init, status) => {
    const headers = { ...("headers" in init ? init.headers : {}), authorization };
    expect((await fetch(server.url + path, { ...init, headers })).status).toBe(status);
  });
});

describe("the schema", () => {
  it("may not be asked for where that is off, over HTTP and sockets, nor guessed", async () => {
    const engine = createEngine(smallSchema(), pino({ level: "silent" }), { introspection: false });
    const server = await startTestServer({ engine });
    const authorization = await server.bearer("admin");
    const client = createClient({
      ...{ url: `${server.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization },
    });
    const overHttp = async (query: string) =>
      ((await (await server.post({ query }, { authorization })).json()) as { errors?: unknown }).errors;
    const overSocket = (query: string) =>
      client
        .iterate({ query })
        .next()
        .catch((errors: unknown) => errors);
    for (const query of ["{ __schema { types { name } } }", '{ __type(name: "Query") { name } }']) {
      const refused = [{ extensions: { code: "FORBIDDEN", reason: "INTROSPECTION_OFF" } }];
      expect(await overHttp(query)).toMatchObject(refused);
      expect(await overSocket(query)).toMatchObject(refused);
    }
    for (const errors of [await overHttp("{ whoo }"), await overSocket("{ whoo }")]) {
      expect(errors).toMatchObject([{ message: 'Cannot query field "whoo" on type "Query".' }]);
    }
    expect(await overHttp("{ __typename }")).toBeUndefined();
    await client.dispose();
    await server.remove();
  });
});
