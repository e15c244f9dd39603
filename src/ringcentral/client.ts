import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../database/sql.js";
import { AccessToken } from "./access-token.js";
import { createApiRequest } from "./api-request.js";
import { type CallLogRequests, callLogRequests } from "./call-log-requests.js";
import { createDecodedRequest } from "./decoded-request.js";
import { type InsightsRequests, insightsRequests } from "./insights-requests.js";
import { createPacedExchange } from "./paced-exchange.js";
import { type Credentials, signIn } from "./sign-in.js";
import { type SubscriptionRequests, subscriptionRequests } from "./subscription-requests.js";
import { createTokenVault } from "./token-vault.js";

/**
 * RingCentral, as far as Callthread needs it. Every method throws the failures of `failures.ts`: kinds of `Deferred`
 * (ask again at `retryAt`, counts as no attempt), `Unavailable` (down, after three tries) and `RequestRefused`.
 */
export interface RingCentralClient extends InsightsRequests, CallLogRequests, SubscriptionRequests {}

export interface RingCentralClientOptions {
  readonly serverUrl: string;
  readonly credentials: Credentials;
  /** A pool, not a transaction: budget and circuits are shared with all other processes, at once. */
  readonly sql: Sql;
  readonly fetch?: typeof fetch;
  /** For tests. Without it the limiter goes by the database's clock, and all else by the process's. */
  readonly now?: () => Date;
  readonly wait?: (ms: number) => Promise<void>;
  /** Default 3,000: how long a request waits for its turn before it is put off (RateLimited). */
  readonly patienceMs?: number;
  /** Default 20,000: the longest that an answer may take. */
  readonly timeoutMs?: number;
  /** Default 1,000: pause before the second try, doubled for the third. */
  readonly retryPauseMs?: number;
}

export function createRingCentralClient(options: RingCentralClientOptions): RingCentralClient {
  const { serverUrl, credentials, sql } = options;
  const now = options.now ?? (() => new Date());
  const exchange = createPacedExchange({
    sql,
    fetch: options.fetch ?? fetch,
    now,
    limiterNow: () => options.now?.() ?? null,
    wait: options.wait ?? sleep,
    patienceMs: options.patienceMs ?? 3_000,
    timeoutMs: options.timeoutMs ?? 20_000,
  });
  const issue = () => signIn(credentials, { serverUrl, exchange, sql, now });
  const token = new AccessToken(issue, createTokenVault(sql, credentials), now);
  const retryPauseMs = options.retryPauseMs ?? 1_000;
  const request = createDecodedRequest(createApiRequest({ serverUrl, exchange, token, sql, now, retryPauseMs }));
  return {
    ...insightsRequests(request, now),
    ...callLogRequests(request, now, serverUrl),
    ...subscriptionRequests(request, now),
  };
}
