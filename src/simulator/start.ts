import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { type Account, allPermissions, DEFAULT_ACCOUNT } from "./account.js";
import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { type Control, createControl } from "./control.js";
import { Counters } from "./counters.js";
import { DEFAULT_BLACKLIST_AFTER_MS, Deliveries } from "./delivery.js";
import { Faults } from "./faults.js";
import { createIdentifiers } from "./identifiers.js";
import { createMediaServer, createPlatformServer } from "./platform-server.js";
import { seededRandom } from "./random.js";
import { DEFAULT_RATE_LIMITS, type RateGroup, RateLimiter } from "./rate-limit.js";
import { Sessions } from "./sessions.js";
import { Subscriptions } from "./subscriptions.js";
import { SyncTokens } from "./sync-tokens.js";
import { WebhookCaller } from "./webhook-call.js";
import type { Credentials, World } from "./world.js";

export interface SimulatorOptions {
  /** Default 0: any free port. The media host takes its own. */
  readonly port?: number;
  readonly mediaPort?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Simulated start. Default: now. */
  readonly startAt?: Date;
  /**
   * Simulated seconds per real second; 0 stands still until `advance`. Default 1. What a client is told in seconds
   * (`expires_in`, `Retry-After`) is simulated time.
   */
  readonly speed?: number;
  /** Of all chances: dropped and doubled webhooks, lag of insights, striking faults. Default 1. */
  readonly seed?: number;
  readonly account?: Account;
  readonly credentials?: Credentials;
  /** Default 3600. */
  readonly tokenTtlSeconds?: number;
  /** Requests per minute and group. Default: RingCentral's. */
  readonly rateLimits?: Partial<Record<RateGroup, number>>;
  /** Real milliseconds that a webhook has to answer. Default 3,000, as RingCentral. */
  readonly webhookTimeoutMs?: number;
  readonly blacklistAfterMs?: number;
  /** Which header carries the client's secret; sources disagree. Default Verification-Token. */
  readonly secretHeader?: "Verification-Token" | "Validation-Token";
}

export interface Simulator extends Control {
  /** Base address of the platform: what a client has as its server URL. */
  readonly url: string;
  /** Base address of the media host, where recordings' sound is. */
  readonly mediaUrl: string;
  readonly credentials: Credentials;
  readonly account: Account;
  /** Ends time, closes both servers and every connection. */
  stop(): Promise<void>;
}

const DEFAULT_CREDENTIALS: Credentials = {
  clientId: "sim-client-id",
  clientSecret: "sim-client-secret",
  jwt: "sim-jwt",
};

/** Starts a simulated RingCentral account; it listens when the promise resolves. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const addresses = { url: "", mediaUrl: "" };
  const world = createWorld(options, addresses);
  const control = createControl(world);
  const platform = createPlatformServer(world, control);
  const media = createMediaServer(world);
  const host = options.host ?? "127.0.0.1";
  const stop = async (): Promise<void> => {
    await world.clock.stop();
    world.caller.close();
    await Promise.all([platform.close(), media.close()]);
  };
  try {
    await platform.listen({ host, port: options.port ?? 0 });
    await media.listen({ host, port: options.mediaPort ?? 0 });
  } catch (error) {
    await stop();
    throw error;
  }
  addresses.url = baseOf(platform, host);
  addresses.mediaUrl = baseOf(media, host);
  return {
    ...control,
    url: addresses.url,
    mediaUrl: addresses.mediaUrl,
    credentials: world.credentials,
    account: world.account,
    stop,
  };
}

function createWorld(options: SimulatorOptions, addresses: { readonly url: string; readonly mediaUrl: string }): World {
  const account = options.account ?? DEFAULT_ACCOUNT;
  const startAtMs = (options.startAt ?? new Date()).getTime();
  const clock = new Clock(startAtMs, options.speed ?? 1);
  const random = seededRandom(options.seed ?? 1);
  const permissions = allPermissions();
  const shared = {
    account,
    clock,
    random,
    permissions,
    identifiers: createIdentifiers(startAtMs),
    caller: new WebhookCaller(),
    counters: new Counters(),
    calls: new Calls(),
    url: () => addresses.url,
    mediaUrl: () => addresses.mediaUrl,
    webhookTimeoutMs: options.webhookTimeoutMs ?? 3_000,
    secretHeader: options.secretHeader ?? "Verification-Token",
  } as const;
  const subscriptions: Subscriptions = new Subscriptions({
    ...shared,
    remind: (subscription, filter, expiresIn) => deliveries.sendTo(subscription, filter.expanded, { expiresIn }),
  });
  const blacklistAfterMs = options.blacklistAfterMs ?? DEFAULT_BLACKLIST_AFTER_MS;
  const deliveries = new Deliveries({ ...shared, subscriptions, blacklistAfterMs });
  return {
    ...shared,
    subscriptions,
    deliveries,
    credentials: options.credentials ?? DEFAULT_CREDENTIALS,
    sessions: new Sessions(clock),
    limiter: new RateLimiter(clock, { ...DEFAULT_RATE_LIMITS, ...options.rateLimits }),
    faults: new Faults(seededRandom((options.seed ?? 1) + 1)),
    syncTokens: new SyncTokens(clock),
    tokenTtlSeconds: options.tokenTtlSeconds ?? 3_600,
  };
}

function baseOf(server: FastifyInstance, host: string): string {
  const { port } = server.server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
