import { LRUCache } from "lru-cache";
import { AppError } from "../errors.js";

/** Somebody asks more often than they may. */
const tooOften = (most: number, retryAfterSeconds: number): AppError =>
  new AppError("LIMIT_EXCEEDED", `More than ${most} requests in a minute; try again in ${retryAfterSeconds} s.`, {
    reason: "RATE_LIMITED",
    retryAfterSeconds,
  });

export interface RequestLimits {
  /** Of one credential, in this process, over HTTP and sockets together. */
  readonly requestsPerMinute: number;
  /** Of one address, whoever asks. */
  readonly requestsPerMinuteOfAddress: number;
  /** Requests with a credential that was refused, of one address. */
  readonly refusalsPerMinute: number;
}

/**
 * 5,000 a second: above what one process was measured to answer (1,500–2,600 history queries a second on two cores), so a
 * backend that asks with one key for all its users is never cut short; refusals are cheap, and still need no more.
 */
export const DEFAULT_LIMITS: RequestLimits = {
  requestsPerMinute: 300_000,
  requestsPerMinuteOfAddress: 300_000,
  refusalsPerMinute: 300,
};

/** Each throws LIMIT_EXCEEDED (RATE_LIMITED), with when to come back, to whoever was there too often in the last minute. */
export interface RequestRates {
  countCredential(id: string): void;
  countAddress(address: string): void;
  countRefusal(address: string): void;
}

const WINDOW_MS = 60_000;
/** Bounds what a flood from made-up addresses can take. */
const MOST_CALLERS = 10_000;

export function createRates(limits: RequestLimits): RequestRates {
  return {
    countCredential: createCounter(limits.requestsPerMinute),
    countAddress: createCounter(limits.requestsPerMinuteOfAddress),
    countRefusal: createCounter(limits.refusalsPerMinute),
  };
}

/**
 * Fixed windows of a minute, each beginning with its first request. A map of bounded size counts here and no library:
 * rate-limiter-flexible keeps every key it was ever asked about, with a timer each, until its minute is over, which a flood
 * from made-up addresses fills; and it goes by the wall clock, which may jump.
 */
function createCounter(most: number): (key: string) => void {
  const windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: MOST_CALLERS });
  return (key) => {
    const now = performance.now();
    const known = windows.get(key);
    const window = known === undefined || known.endsAt <= now ? { count: 0, endsAt: now + WINDOW_MS } : known;
    if (window !== known) windows.set(key, window);
    window.count += 1;
    if (window.count > most) throw tooOften(most, Math.ceil((window.endsAt - now) / 1_000));
  };
}
