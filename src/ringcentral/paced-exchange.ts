import type { Sql } from "../database/sql.js";
import { RateLimited, Unavailable } from "./failures.js";
import { exchange, type HttpAnswer, type HttpRequest } from "./http-exchange.js";
import { acquire, block, correctBudget, readBudgetReport } from "./rate-limiter.js";

export interface Pace {
  /** A pool: a grant inside a transaction would hold all processes up until it ends. */
  readonly sql: Sql;
  readonly fetch: typeof fetch;
  /** The process's clock. */
  readonly now: () => Date;
  /** What the limiter goes by: null for the database's clock, the only one that processes share. */
  readonly limiterNow: () => Date | null;
  readonly wait: (ms: number) => Promise<void>;
  /** How long a request may wait for its turn here; longer waits are for a job's schedule. */
  readonly patienceMs: number;
  readonly timeoutMs: number;
}

export type PacedExchange = (request: HttpRequest, group: string) => Promise<HttpAnswer>;

/**
 * Exchanges within RingCentral's budget. `group` is the rate group by RingCentral's documents; what an answer says of
 * it goes first from then on. Throws RateLimited where the turn is too far off or RingCentral said 429, Unavailable for
 * 408, 5xx, redirects and everything `exchange` throws it for. Other answers, 4xx too, are the caller's to judge.
 */
export function createPacedExchange(pace: Pace): PacedExchange {
  const groups = new Map<string, string>();

  return async (request, documentedGroup) => {
    const group = groups.get(request.endpoint) ?? documentedGroup;
    await takeTurn(pace, group);
    const answer = await exchange(request, pace.fetch, pace.timeoutMs);
    const report = readBudgetReport(answer.headers);
    if (report !== null) {
      groups.set(request.endpoint, report.group);
      await correctBudget(pace.sql, report, pace.limiterNow());
    }
    await judge(pace, request, answer, report?.group ?? null);
    return answer;
  };
}

async function takeTurn(pace: Pace, group: string): Promise<void> {
  const patientUntil = pace.now().getTime() + pace.patienceMs;
  for (;;) {
    const acquired = await acquire(pace.sql, group, pace.limiterNow());
    if (acquired.granted) return;
    const nowMs = pace.now().getTime();
    if (nowMs + acquired.retryAfterMs > patientUntil) {
      throw new RateLimited(group, new Date(nowMs + acquired.retryAfterMs));
    }
    await pace.wait(acquired.retryAfterMs);
  }
}

async function judge(pace: Pace, request: HttpRequest, answer: HttpAnswer, group: string | null): Promise<void> {
  const { status, headers } = answer;
  const retryAfterMs = readRetryAfter(headers, pace.now());
  if (status === 429) {
    const penaltyMs = await block(pace.sql, group, retryAfterMs, pace.limiterNow());
    throw new RateLimited(group ?? "of the account's", new Date(pace.now().getTime() + penaltyMs));
  }
  if (status === 408 || status >= 500 || (status >= 300 && status < 400)) {
    const retryAt = retryAfterMs === null ? null : new Date(pace.now().getTime() + retryAfterMs);
    throw new Unavailable(`RingCentral answered ${request.endpoint} with ${status}.`, { status, retryAt });
  }
}

/** `Retry-After` is in seconds or a date. Milliseconds from 0; null where it is missing or neither. */
function readRetryAfter(headers: Headers, now: Date): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
