import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { pino } from "pino";
import { WebSocket } from "ws";
import { requireScope } from "../authorization.js";
import type { RequestContext } from "../request-context.js";
import { eventually } from "../testing/eventually.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createEngine } from "./graphql-engine.js";

interface News {
  readonly position: number;
  readonly size: number;
}

/** What was published, whoever listens, and how often events were worked out and handed to subscribers. */
class Publisher {
  readonly news: News[] = [];
  readonly waiting = new Set<() => void>();
  executions = 0;
  taken = 0;

  publish(size = 1): void {
    this.news.push({ position: this.news.length + 1, size });
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  async *follow(after: number): AsyncGenerator<News> {
    for (let index = after; ; index += 1) {
      while (this.news.length <= index) await new Promise<void>((wake) => this.waiting.add(wake));
      this.taken += 1;
      yield this.news[index] as News;
    }
  }
}

const schemaOf = (publisher: () => Publisher): GraphQLSchema => {
  const News = new GraphQLObjectType<News, RequestContext>({
    name: "News",
    fields: {
      position: { type: GraphQLInt },
      who: { type: GraphQLString, resolve: (_news, _args, { credential }) => credential.name },
      text: { type: GraphQLString, resolve: ({ size }) => "x".repeat(size) },
      twice: {
        type: GraphQLString,
        args: { word: { type: GraphQLString } },
        resolve: (_news, { word }: { word?: string }) => `${word}${word}`,
      },
      secret: {
        type: GraphQLString,
        resolve: (_news, _args, context) => {
          requireScope(context, "context");
          return "told";
        },
      },
    },
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: { one: { type: GraphQLInt } } }),
    subscription: new GraphQLObjectType({
      name: "Subscription",
      fields: {
        news: {
          type: News,
          args: { after: { type: GraphQLInt } },
          subscribe: (_root, { after }: { after?: number }) => publisher().follow(after ?? 0),
          resolve: (news: News) => {
            publisher().executions += 1;
            return news;
          },
        },
      },
    }),
  });
};

const SLOW_READER_MS = 600;

const newsOf = (payload: { data?: unknown } | undefined) =>
  (payload?.data as { news: { who?: string; position?: number } } | undefined)?.news ?? {};

describe("events on sockets", () => {
  let server: TestServer;
  let publisher = new Publisher();
  beforeAll(async () => {
    const engine = createEngine(
      schemaOf(() => publisher),
      pino({ level: "silent" }),
    );
    server = await startTestServer({ engine, socketTimes: { recheckMs: 50, slowReaderMs: SLOW_READER_MS } });
  });
  afterAll(() => server.remove());
  beforeEach(() => {
    publisher = new Publisher();
  });

  type Message = { readonly id: string; readonly payload: { readonly data?: unknown; readonly errors?: unknown } };

  /** A socket that has subscribed, and what it is told. */
  async function listen(authorization: string, id: string, query: string, variables = {}) {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const told: Message[] = [];
    const begun = Promise.withResolvers<void>();
    socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } })));
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as Message & { type: string };
      if (message.type === "connection_ack") {
        socket.send(JSON.stringify({ type: "subscribe", id, payload: { query, variables } }));
        begun.resolve();
      }
      if (message.type === "next") told.push(message);
    });
    await begun.promise;
    const dataAfter = (count: number) =>
      eventually(`${count} events for ${id}`, async () => (told.length >= count ? told : undefined));
    return { socket, told, dataAfter };
  }

  const close = (sockets: readonly { socket: WebSocket }[]) => {
    for (const { socket } of sockets) socket.terminate();
  };

  it("works an event out once for all who ask the same, wherever they begin", async () => {
    const key = await server.bearer("read");
    const query = "subscription ($after: Int) { news(after: $after) { position who } }";
    const listeners = await Promise.all(
      Array.from({ length: 20 }, (_, n) => listen(key, `subscriber-${n}`, query, { after: n % 2 })),
    );
    await eventually("all to wait", async () => publisher.waiting.size === 20);
    publisher.publish();
    publisher.publish();
    const told = await Promise.all(listeners.map(({ dataAfter }, n) => dataAfter(n % 2 === 0 ? 2 : 1)));
    expect(publisher.executions).toBe(2);
    const who = expect.any(String);
    expect(told[0]).toEqual([
      { id: "subscriber-0", type: "next", payload: { data: { news: { position: 1, who } } } },
      { id: "subscriber-0", type: "next", payload: { data: { news: { position: 2, who } } } },
    ]);
    expect(told[19]).toEqual([
      { id: "subscriber-19", type: "next", payload: { data: { news: { position: 2, who } } } },
    ]);
    close(listeners);
  });

  it("shares nothing between credentials, selections and variables that differ", async () => {
    const [reader, privileged] = [await server.bearer("read"), await server.bearer("read", "context")];
    const query = "subscription { news { position who secret } }";
    const words = "subscription ($word: String) { news { position twice(word: $word) } }";
    const listeners = await Promise.all([
      listen(reader, "a", query),
      listen(privileged, "b", query),
      listen(reader, "c", words, { word: "ha" }),
      listen(reader, "d", words, { word: "no" }),
    ]);
    await eventually("all to wait", async () => publisher.waiting.size === 4);
    publisher.publish();
    const [a, b, c, d] = (await Promise.all(listeners.map(({ dataAfter }) => dataAfter(1)))).map(
      ([one]) => one?.payload,
    );
    expect(a).toMatchObject({ data: { news: { secret: null } }, errors: [{ extensions: { code: "FORBIDDEN" } }] });
    expect(b).toEqual({ data: { news: { position: 1, who: expect.any(String), secret: "told" } } });
    expect(newsOf(a).who).not.toBe(newsOf(b).who);
    expect([c, d]).toMatchObject([{ data: { news: { twice: "haha" } } }, { data: { news: { twice: "nono" } } }]);
    close(listeners);
  });

  it("ends a reader that does not read with a code to come back after, holding little for it and nobody up", async () => {
    const key = await server.bearer("read");
    const query = "subscription ($after: Int) { news(after: $after) { position text } }";
    const [slow, quick] = [await listen(key, "slow", query), await listen(key, "quick", query)];
    await eventually("both to wait", async () => publisher.waiting.size === 2);
    slow.socket.pause();
    for (let event = 0; event < 60; event += 1) publisher.publish(300_000);
    await quick.dataAfter(60);
    // What the kernel's buffers of both sides hold was taken; the rest was never asked for.
    expect(publisher.taken).toBeLessThan(60 + 50);
    const stalledFrom = performance.now();
    await eventually("its time to be over", async () => performance.now() - stalledFrom > 2 * SLOW_READER_MS);
    const ended = once(slow.socket, "close");
    slow.socket.resume();
    const [code, reason] = await ended;
    expect([code, String(reason)]).toEqual([1013, "SLOW_READER"]);
    const last = newsOf(slow.told.at(-1)?.payload).position ?? 0;
    expect(last).toBeLessThan(60);
    const again = await listen(key, "again", query, { after: last });
    const rest = await again.dataAfter(60 - last);
    expect(rest.map(({ payload }) => newsOf(payload).position)).toEqual(
      Array.from({ length: 60 - last }, (_, n) => last + 1 + n),
    );
    close([quick, again]);
  });

  it("does not hold against a reader that the server itself stood still", async () => {
    const reader = await listen(await server.bearer("read"), "reader", "subscription { news { position text } }");
    await eventually("it to wait", async () => publisher.waiting.size === 1);
    reader.socket.pause();
    publisher.publish(20_000_000);
    await eventually("its event to be on its way", async () => publisher.taken === 1);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((turned) => setImmediate(turned));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * SLOW_READER_MS);
    reader.socket.resume();
    await reader.dataAfter(1);
    publisher.publish();
    const told = await reader.dataAfter(2);
    expect(told.map(({ payload }) => newsOf(payload).position)).toEqual([1, 2]);
    close([reader]);
  });
});
