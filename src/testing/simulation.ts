import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/start.js";
import { openWebhookInbox, type WebhookInbox } from "./webhook-inbox.js";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire.
  readonly body: any;
}

/** A simulated RingCentral that stands still, a webhook for it, and a client that is signed in. */
export interface Simulation {
  readonly simulator: Simulator;
  readonly inbox: WebhookInbox;
  /** Asks the platform with the current token; a full address goes to that host. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Takes a new token, which is used from then on. */
  signIn(): Promise<Answer>;
  subscribe(filters: readonly string[], extras?: object): Promise<Answer>;
  close(): Promise<void>;
}

export const SIMULATION_START = new Date("2026-01-05T15:00:00.000Z");

export async function openSimulation(options: SimulatorOptions = {}): Promise<Simulation> {
  const simulator = await startSimulator({ speed: 0, startAt: SIMULATION_START, ...options });
  const inbox = await openWebhookInbox();
  let token = "";
  const ask: Simulation["ask"] = async (method, path, body, headers = {}) => {
    const response = await fetch(new URL(path, simulator.url), {
      method,
      redirect: "manual",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await contentOf(response) };
  };
  const signIn = async (): Promise<Answer> => {
    const { clientId, clientSecret, jwt } = simulator.credentials;
    const form = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: jwt });
    const answer = await ask("POST", "/restapi/oauth/token", form.toString(), {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    });
    if (answer.status === 200) token = answer.body.access_token;
    return answer;
  };
  await signIn();
  return {
    simulator,
    inbox,
    ask,
    signIn,
    get: (path, headers) => ask("GET", path, undefined, headers),
    subscribe: (filters, extras = {}) =>
      ask("POST", "/restapi/v1.0/subscription", {
        eventFilters: filters,
        deliveryMode: { transportType: "WebHook", address: inbox.url, verificationToken: "the secret" },
        ...extras,
      }),
    close: async () => {
      await simulator.stop();
      await inbox.close();
    },
  };
}

/** Parsed where it is JSON, text or bytes otherwise. */
async function contentOf(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("audio/")) return Buffer.from(await response.arrayBuffer());
  const text = await response.text();
  if (!type.startsWith("application/json")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
