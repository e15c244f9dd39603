import { createClient } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocket } from "ws";
import { type App, startApp } from "../app.js";
import { loadConfig } from "../config.js";
import { freePort } from "../free-port.js";
import { createApiKey } from "../http/api-key-store.js";
import { createLogger } from "../logger.js";
import type { Scope } from "../request-context.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/start.js";
import { createDatabaseFromTemplate, dropDatabase } from "./test-database.js";

export const WEBHOOK_TOKEN = "a-webhook-token-of-32-characters";
export const OWN_PHONE = "+12135550199";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape its query asks for
  readonly data: any;
  readonly errors: readonly { message: string; extensions: { code: string; field?: string; reason?: string } }[];
}

/** The whole program on a database of its own, with a simulated RingCentral account, entered by its real doors. */
export interface RunningApp {
  readonly url: string;
  readonly key: string;
  readonly simulator: Simulator;
  readonly app: () => App;
  ask(query: string, variables?: Record<string, unknown>, key?: string): Promise<Answer>;
  /** As `ask`, for answers that must have no errors. */
  get(query: string, variables?: Record<string, unknown>): Promise<Answer["data"]>;
  postWebhook(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  createKey(name: string, scopes: Scope[]): Promise<string>;
  /** What a subscriber is told, in order, from now on. */
  subscribe(query: string, variables?: Record<string, unknown>): Subscriber;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Subscriber {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape its subscription asks for
  readonly received: any[];
  readonly errors: unknown[];
  leave(): Promise<void>;
}

/**
 * `log` in place of silence, for what is to be found in it. `settingsFor` gives further settings, which may rest on the
 * URL of the app's database.
 */
export async function startRunningApp(
  simulatorOptions: SimulatorOptions = {},
  log?: Logger,
  settingsFor: (databaseUrl: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<RunningApp> {
  const databaseUrl = await createDatabaseFromTemplate();
  const simulator = await startSimulator(simulatorOptions);
  const port = await freePort();
  const config = loadConfig(
    {
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      BUSINESS_PHONES: OWN_PHONE,
      TRANSCRIPT_DELAY_SECONDS: "0",
      RC_SERVER_URL: simulator.url,
      RC_CLIENT_ID: simulator.credentials.clientId,
      RC_CLIENT_SECRET: simulator.credentials.clientSecret,
      RC_JWT: simulator.credentials.jwt,
      RC_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: "silent",
      ...settingsFor(databaseUrl),
    },
    {},
  );
  const start = () => startApp({ config, role: "all", log: log ?? createLogger(config.logLevel) });
  let app = await start();
  const url = `http://127.0.0.1:${port}`;
  const createKey = async (name: string, scopes: Scope[]) =>
    (await createApiKey(app.database.sql, { name, scopes })).key;
  const key = await createKey("test", ["admin"]);

  const ask: RunningApp["ask"] = async (query, variables = {}, credential = key) => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${credential}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: unknown; errors?: Answer["errors"] };
    return { status: response.status, data: body.data, errors: body.errors ?? [] };
  };

  return {
    ...{ url, key, simulator, ask, createKey, app: () => app },
    async get(query, variables) {
      const answer = await ask(query, variables);
      if (answer.errors.length > 0) throw new Error(`${JSON.stringify(answer.errors)} for ${query}`);
      return answer.data;
    },
    postWebhook: (body, headers = { "verification-token": WEBHOOK_TOKEN }) =>
      fetch(`${url}/webhooks/ringcentral`, {
        method: "POST",
        headers: { "content-type": "application/json; charset=UTF-8", ...headers },
        body: typeof body === "string" ? body : new Uint8Array(body),
      }),
    subscribe: (query, variables = {}) => subscribe(`${url.replace("http", "ws")}/graphql`, key, query, variables),
    async restart() {
      await app.stop();
      app = await start();
    },
    async stop() {
      await app.stop();
      await simulator.stop();
      await dropDatabase(databaseUrl);
    },
  };
}

function subscribe(url: string, key: string, query: string, variables: Record<string, unknown>): Subscriber {
  const client = createClient({
    ...{ url, webSocketImpl: WebSocket, retryAttempts: 0 },
    connectionParams: { authorization: `Bearer ${key}` },
  });
  const received: unknown[] = [];
  const errors: unknown[] = [];
  const ended = Promise.withResolvers<void>();
  client.subscribe(
    { query, variables },
    {
      next: (result) => {
        if (result.errors !== undefined) errors.push(...result.errors);
        received.push(result.data);
      },
      error: (error) => {
        errors.push(error);
        ended.resolve();
      },
      complete: () => ended.resolve(),
    },
  );
  return {
    ...{ received, errors },
    async leave() {
      await client.dispose();
      await ended.promise;
    },
  };
}
