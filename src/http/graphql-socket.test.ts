import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createApiKey, revokeApiKey } from "./api-key-store.js";

const PROTOCOL = "graphql-transport-ws";

describe("the GraphQL socket", () => {
  let server: TestServer;
  let reader: string;
  beforeAll(async () => {
    server = await startTestServer({ socketTimes: { initialisationMs: 300, recheckMs: 100, goodbyeMs: 500 } });
    reader = await server.bearer("read");
  });
  afterAll(() => server.remove());

  const address = (of = server) => `${of.url.replace("http", "ws")}/graphql`;

  /** A socket that sends `messages` in order, each after the answer to the one before it; a list of them at once. */
  async function converse(messages: readonly unknown[]) {
    const socket = new WebSocket(address(), PROTOCOL);
    const answers: unknown[] = [];
    const rest = [...messages];
    const next = () => {
      if (rest.length > 0) {
        for (const message of [rest.shift()].flat())
          socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
      }
    };
    socket.on("open", next);
    socket.on("message", (data) => {
      answers.push(JSON.parse(String(data)));
      next();
    });
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    return { code, reason: String(reason), answers };
  }

  const init = (authorization?: string) => ({ type: "connection_init", payload: { authorization } });
  const subscribe = (id: string, query: string) => ({ type: "subscribe", id, payload: { query } });
  const QUIET = "subscription { quiet }";
  const unknownKey = `Bearer ct_000000000000_${"A".repeat(43)}`;

  const endings: [what: string, messages: () => unknown[], code: number, reason: string][] = [
    ["a message that is not JSON", () => ["hello"], 4400, "Invalid message received"],
    ["a message of an unknown type", () => [init(reader), { type: "surprise" }], 4400, "Invalid message received"],
    [
      "a subscription before the greeting",
      () => [{ type: "subscribe", id: "1", payload: { query: "{who}" } }],
      4401,
      "Unauthorized",
    ],
    ["a greeting without a credential", () => [{ type: "connection_init" }], 4401, "MISSING_CREDENTIAL"],
    ["a greeting with an unknown key", () => [init(unknownKey)], 4401, "UNKNOWN_KEY"],
    ["no greeting", () => [], 4408, "Connection initialisation timeout"],
    ["a greeting with a JWT where none is accepted", () => [init("Bearer a.b.c")], 4401, "TOKENS_NOT_ACCEPTED"],
    [
      "two operations of one id",
      () => [init(reader), [subscribe("1", "subscription { quiet }"), subscribe("1", "{ who }")]],
      4409,
      "Subscriber for 1 already exists",
    ],
    [
      "two operations of one id that no close reason holds",
      () => [init(reader), [subscribe("é".repeat(500), QUIET), subscribe("é".repeat(500), QUIET)]],
      4409,
      `Subscriber for ${"é".repeat(25)}`,
    ],
    ...[
      ...["", "null", "[]", "{}", "0", '"ping"', "\u0000", "[".repeat(100_000), '{"type":"subscribe"}'],
      ...['{"type":"subscribe","id":"","payload":{"query":"{who}"}}', '{"type":"subscribe","id":"1","payload":{}}'],
      ...['{"type":"subscribe","id":"1","payload":{"query":["{who}"]}}', '{"type":"complete","id":7}'],
      ...['{"type":"connection_init","payload":"Bearer"}', '{"type":"next","id":"1","payload":{}}'],
      ...['{"type":"subscribe","id":"1","payload":{"query":"{who}","variables":"x"}}', '{"type":"toString"}'],
    ].map((text): [string, () => unknown[], number, string] => [
      `the message ${text.slice(0, 70)}`,
      () => [init(reader), text],
      4400,
      "",
    ]),
    ["bytes that are no text", () => [init(reader), Buffer.from([0xff, 0xfe, 0x00])], 4400, "Invalid message received"],
    ["two greetings", () => [init(reader), init(reader)], 4429, "Too many initialisation requests"],
    ["a message of 2 MB", () => [init(reader), { type: "ping", payload: { x: "x".repeat(2_000_000) } }], 1009, ""],
  ];
  it.each(endings)("ends a socket with %s", async (_what, messages, code, reason) => {
    const end = await converse(messages());
    expect(end.code).toBe(code);
    if (reason !== "") expect(end.reason).toBe(reason);
  });

  it("finds the credential whether its name has capitals or not, as among headers", async () => {
    const greeting = { type: "connection_init", payload: { Authorization: reader } };
    expect(await converse([greeting, "hello"])).toMatchObject({ code: 4400, answers: [{ type: "connection_ack" }] });
  });

  it("ends a socket that names no protocol", async () => {
    const [code, reason] = await once(new WebSocket(address()), "close");
    expect([code, String(reason)]).toEqual([4406, "Subprotocol not acceptable"]);
  });

  it("ends the socket of a key that expires while it is open", async () => {
    const expiresAt = new Date(Date.now() + 400);
    const { key } = await createApiKey(server.database.sql, { name: "brief", scopes: ["read"], expiresAt });
    const ends = converse([init(`Bearer ${key}`)]);
    expect(await ends).toMatchObject({ code: 4403, reason: "EXPIRED_KEY" });
    expect(Date.now() - expiresAt.getTime()).toBeLessThan(10_000);
  });

  it("ends a socket that speaks another protocol", async () => {
    const socket = new WebSocket(address(), "graphql-ws");
    const [error] = await once(socket, "error");
    // No common protocol: the handshake itself fails, on the client's side, as RFC 6455 §4.1 says.
    expect(String(error)).toContain("subprotocol");
  });

  it("opens at /graphql only", async () => {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/elsewhere`, PROTOCOL);
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("404");
  });

  const listen = (authorization: string, query: string, of = server) => {
    const client = createClient({
      url: address(of),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    return { client, events: client.iterate({ query }) };
  };

  it("answers queries and subscriptions, each event in a context of its own", async () => {
    const one = listen(reader, "{ who }");
    expect(await one.events.next()).toMatchObject({ value: { data: { who: "key 1" } } });
    const many = listen(reader, "subscription { count(to: 3) }");
    const counted: unknown[] = [];
    for await (const event of many.events) counted.push(event.data?.count);
    expect(counted).toEqual([1, 2, 3]);
    await Promise.all([one.client.dispose(), many.client.dispose()]);
  });

  it.each(["stubborn", "sluggish"])(
    "keeps an event for the database to answer, instead of sending its errors: %s",
    async (field) => {
      const { client, events } = listen(reader, `subscription { ${field}(to: 2) }`);
      const told: unknown[] = [];
      for await (const event of events) told.push(event);
      expect(told).toEqual([{ data: { [field]: 1 } }, { data: { [field]: 2 } }]);
      await client.dispose();
    },
  );

  it("sends an event with its errors where the database takes too long time after time", async () => {
    const { client, events } = listen(reader, "subscription { hopeless }");
    const { value } = await events.next();
    expect(value).toMatchObject({
      data: { hopeless: null },
      errors: [{ extensions: { reason: "DATABASE_TOO_SLOW" } }],
    });
    await client.dispose();
  });

  it("asks to come back where a subscription cannot begin for want of the database: an error would be its end", async () => {
    const { code, reason, answers } = await converse([init(reader), subscribe("1", "subscription { unreachable }")]);
    expect([code, reason]).toEqual([1013, "DATABASE_UNREACHABLE"]);
    expect(answers).toEqual([{ type: "connection_ack" }]);
  });

  it("asks to come back where nobody can be authenticated at the moment", async () => {
    const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const other = await startTestServer({
      access: { authenticate: () => Promise.reject(away), isConfigured: async () => true },
    });
    const socket = new WebSocket(address(other), PROTOCOL);
    await once(socket, "open");
    socket.send(JSON.stringify(init(reader)));
    const [code, reason] = await once(socket, "close");
    expect([code, String(reason)]).toEqual([1013, "DATABASE_UNREACHABLE"]);
    await other.remove();
  });

  const failures: [query: string, code: string][] = [
    ["{", "GRAPHQL_PARSE_FAILED"],
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["subscription { quiet @skip(if: true) }", "BAD_INPUT"],
    [
      "subscription ($on: Boolean = false) { ...Live } fragment Live on Subscription { ... { quiet @include(if: $on) } }",
      "BAD_INPUT",
    ],
    ["query ($one: Int!) { add(one: $one, other: 1) }", "BAD_USER_INPUT"],
    ["{ missing }", "NOT_FOUND"],
    [`{ ${"who ".repeat(5_000)} }`, "LIMIT_EXCEEDED"],
  ];
  it("tells of errors with their codes and stays open", async () => {
    const { client } = listen(reader, "{ who }");
    for (const [query, code] of failures) {
      const told = await client
        .iterate({ query })
        .next()
        .then(
          ({ value }) => value?.errors,
          (errors: unknown) => errors,
        );
      expect(told).toMatchObject([{ extensions: { code } }]);
    }
    await client.dispose();
  });

  it("ends the sockets of a revoked key, and no others, without a restart", async () => {
    const doomed = await server.bearer("read");
    const name = "key 2";
    const [going, staying] = [listen(doomed, "subscription { quiet }"), listen(reader, "subscription { quiet }")];
    const isClosed = new Promise<{ code: number; reason: string }>((closed) =>
      going.client.on("closed", (event) => closed(event as { code: number; reason: string })),
    );
    const isOpen = Promise.all(
      [going, staying].map(({ client }) => new Promise((connected) => client.on("connected", connected))),
    );
    going.events.next().catch(() => undefined);
    const quiet = staying.events.next();
    await isOpen;
    await revokeApiKey(server.database.sql, name);
    expect(await isClosed).toMatchObject({ code: 4403, reason: "REVOKED_KEY" });
    await staying.client.dispose();
    await quiet.catch(() => undefined);
  });

  it("does so soon with the times of a real service, for many sockets and keys with few statements", async () => {
    const other = await startTestServer();
    const keys = await Promise.all(Array.from({ length: 20 }, () => other.bearer("read")));
    const sockets = await Promise.all(
      keys.map(async (key) => {
        const socket = new WebSocket(address(other), PROTOCOL);
        await once(socket, "open");
        socket.send(JSON.stringify(init(key)));
        await once(socket, "message");
        return socket;
      }),
    );
    const ends = Promise.all(sockets.map((socket) => once(socket, "close")));
    await other.database.sql.query("UPDATE api_keys SET revoked_at = now()");
    const revokedAt = performance.now();
    expect((await ends).map(([code, reason]) => `${code} ${reason}`)).toEqual(keys.map(() => "4403 REVOKED_KEY"));
    expect(performance.now() - revokedAt).toBeLessThan(10_000);
    await other.remove();
  });

  it("tells every socket to come back when it stops, and cuts one that does not listen", async () => {
    const other = await startTestServer({ socketTimes: { goodbyeMs: 200 } });
    const key = await other.bearer("read");
    const polite = new WebSocket(address(other), PROTOCOL);
    const deaf = new WebSocket(address(other), PROTOCOL);
    await Promise.all([once(polite, "open"), once(deaf, "open")]);
    polite.send(JSON.stringify(init(key)));
    await once(polite, "message");
    deaf.pause();
    const [[code, reason]] = await Promise.all([once(polite, "close"), other.stop()]);
    expect([code, String(reason)]).toEqual([1012, "Service restart: reconnect"]);
    deaf.terminate();
    await other.database.drop();
  });
});
