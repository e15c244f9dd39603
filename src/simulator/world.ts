import type { Account, Permissions } from "./account.js";
import type { Calls } from "./calls.js";
import type { Clock } from "./clock.js";
import type { Counters } from "./counters.js";
import type { Deliveries } from "./delivery.js";
import type { Faults } from "./faults.js";
import type { Identifiers } from "./identifiers.js";
import type { Random } from "./random.js";
import type { RateLimiter } from "./rate-limit.js";
import type { Sessions } from "./sessions.js";
import type { Subscriptions } from "./subscriptions.js";
import type { SyncTokens } from "./sync-tokens.js";
import type { WebhookCaller } from "./webhook-call.js";

/** What a client registers with and signs in by. None of it is a secret: nothing but the simulator accepts it. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwt: string;
}

/** Everything the simulated platform consists of; each route uses its part. */
export interface World {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly random: Random;
  readonly identifiers: Identifiers;
  readonly sessions: Sessions;
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly counters: Counters;
  readonly subscriptions: Subscriptions;
  readonly deliveries: Deliveries;
  readonly caller: WebhookCaller;
  readonly calls: Calls;
  readonly syncTokens: SyncTokens;
  readonly tokenTtlSeconds: number;
  /** Real milliseconds that a webhook has to answer; 3,000 at RingCentral. */
  readonly webhookTimeoutMs: number;
  readonly secretHeader: "Verification-Token" | "Validation-Token";
  /** Base addresses, known once the servers listen. */
  readonly url: () => string;
  readonly mediaUrl: () => string;
}
