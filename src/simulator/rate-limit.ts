import { rateExceeded } from "./api-error.js";
import type { Clock } from "./clock.js";

export type RateGroup = "light" | "medium" | "heavy" | "auth";

/** Requests per window, per user and application: RingCentral's documented defaults. */
export const DEFAULT_RATE_LIMITS: Readonly<Record<RateGroup, number>> = { light: 50, medium: 40, heavy: 10, auth: 5 };

const WINDOW_SECONDS = 60;
const WINDOW_MS = WINDOW_SECONDS * 1000;

interface Bucket {
  /** Instants of the accepted requests of the last window, oldest first. */
  acceptedAtMs: number[];
  penaltyUntilMs: number;
}

/**
 * RingCentral's limiter: a sliding window of 60 s for each group. The request that exceeds it starts a penalty of 60 s,
 * and *every* request during the penalty is refused and starts it anew, so a client that probes never gets out.
 */
export class RateLimiter {
  readonly limits: Record<RateGroup, number>;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, limits: Readonly<Record<RateGroup, number>>) {
    this.#clock = clock;
    this.limits = { ...limits };
  }

  /** Counts one request of `user`. Answers the X-Rate-Limit headers; `refusal` is set where the request must not go on. */
  count(user: string, group: RateGroup): { headers: Record<string, string>; refusal: Error | null } {
    const now = this.#clock.now();
    const bucket = this.#bucketOf(`${user} ${group}`);
    bucket.acceptedAtMs = bucket.acceptedAtMs.filter((atMs) => atMs > now - WINDOW_MS);
    const limit = this.limits[group];
    const refused = now < bucket.penaltyUntilMs || bucket.acceptedAtMs.length >= limit;
    if (refused) bucket.penaltyUntilMs = now + WINDOW_MS;
    else bucket.acceptedAtMs.push(now);
    const headers = {
      "X-Rate-Limit-Group": group,
      "X-Rate-Limit-Limit": String(limit),
      "X-Rate-Limit-Remaining": String(refused ? 0 : limit - bucket.acceptedAtMs.length),
      "X-Rate-Limit-Window": String(WINDOW_SECONDS),
    };
    return { headers, refusal: refused ? rateExceeded(WINDOW_SECONDS) : null };
  }

  /** Forgets every window and penalty. */
  reset(): void {
    this.#buckets.clear();
  }

  #bucketOf(key: string): Bucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const fresh: Bucket = { acceptedAtMs: [], penaltyUntilMs: 0 };
    this.#buckets.set(key, fresh);
    return fresh;
  }
}
