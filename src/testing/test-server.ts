import { pino } from "pino";
import { Registry } from "prom-client";
import { ENTITIES } from "../app.js";
import type { DatabaseOptions } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { createApiKey } from "../http/api-key-store.js";
import { createAccess } from "../http/authentication.js";
import { createEngine } from "../http/graphql-engine.js";
import type { JwtSettings } from "../http/json-web-tokens.js";
import { type RunningServer, type ServerParts, startServer } from "../http/server.js";
import type { LinkageFeed } from "../linkage-feed.js";
import type { Scope } from "../request-context.js";
import { versionedAnswers } from "../versioned-answers.js";
import { smallSchema } from "./small-schema.js";
import { createTestDatabase, type TestDatabase } from "./test-database.js";

export interface TestServer extends RunningServer {
  readonly database: TestDatabase;
  readonly registry: Registry;
  /** A new key with these scopes, as `Authorization` takes it. */
  bearer(...scopes: Scope[]): Promise<string>;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Stops the server and drops its database. */
  remove(): Promise<void>;
}

/** Nothing ever happens. */
const QUIET_FEED: LinkageFeed = {
  head: () => 0,
  readAfter: async () => [],
  goneUpto: async () => 0,
  wakeAfter: () => () => undefined,
};

/** The whole server on a free port and a database of its own, with a small schema unless told otherwise. */
export async function startTestServer(
  parts: Partial<ServerParts> & { jwt?: JwtSettings } = {},
  databaseOptions: Omit<DatabaseOptions, "url"> = {},
  /** Sees every statement that a request sends. */
  watch: (sql: Sql) => Sql = (sql) => sql,
  answers = versionedAnswers(0),
): Promise<TestServer> {
  const database = await createTestDatabase({ entities: ENTITIES, ...databaseOptions });
  const registry = new Registry();
  const log = pino({ level: "silent" });
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0 },
    log,
    engine: createEngine(smallSchema(), log),
    surroundings: {
      read: watch(database.read),
      heavyRead: watch(database.heavyRead),
      sql: watch(database.sql),
      transaction: (work) => database.transaction((tx) => work(watch(tx))),
      business: { timezone: "America/Los_Angeles", region: "US", ownPhones: [] },
      live: QUIET_FEED,
      answers,
      now: () => new Date(),
    },
    access: createAccess(database.sql, parts.jwt ?? null),
    webhook: { admit: () => null, receive: async () => ({ status: 200, headers: {}, body: "{}" }) },
    checkReady: async () => ({ ok: true, checks: { database: "ok" } }),
    registry,
    ...parts,
  });
  let keys = 0;
  return {
    ...server,
    database,
    registry,
    async bearer(...scopes) {
      keys++;
      const { key } = await createApiKey(database.sql, { name: `key ${keys}`, scopes });
      return `Bearer ${key}`;
    },
    post: (body, headers = {}) =>
      fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async remove() {
      await server.stop();
      await database.drop();
    },
  };
}
