import { getOne, type Sql } from "../database/sql.js";

/**
 * One limiter for all processes: RingCentral counts requests of a user and application in groups over a sliding
 * window (Light 50, Medium 40, Heavy 10, Auth 5 a minute by default), and *every* request during the penalty for
 * exceeding it starts the penalty anew. So nobody sends anything that was not granted here.
 *
 * `sql` must be a pool: within a long transaction a grant would hold all other processes up. `now` null means the
 * database's clock, the only one that the processes share; tests give their own.
 */

/**
 * How much longer than RingCentral's window a grant is remembered: the time that a request may be on its way. A request
 * that takes longer to arrive may be counted in a fuller window than ours.
 */
const SLACK_MS = 2_000;

export type Acquisition = { readonly granted: true } | { readonly granted: false; readonly retryAfterMs: number };

/** Takes one request from the budget of `group` (any case). Where there is none, says how long to wait, at least 1 ms. */
export async function acquire(sql: Sql, group: string, now: Date | null): Promise<Acquisition> {
  const { waitMs } = await getOne<{ waitMs: string }>(
    sql,
    `SELECT take_ringcentral_request(lower($1), $2, $3 * interval '1 millisecond') AS "waitMs"`,
    [group, now, SLACK_MS],
  );
  const retryAfterMs = Number(waitMs);
  return retryAfterMs === 0 ? { granted: true } : { granted: false, retryAfterMs };
}

/** What an answer's `X-Rate-Limit-…` headers say. */
export interface BudgetReport {
  readonly group: string;
  readonly limit: number;
  readonly remaining: number;
  readonly windowSeconds: number;
}

/** The report of an answer; null where its headers are missing or make no sense. Group names are free text. */
export function readBudgetReport(headers: Headers): BudgetReport | null {
  const number = (name: string) => Number.parseInt(headers.get(`x-rate-limit-${name}`) ?? "", 10);
  const group = headers.get("x-rate-limit-group")?.trim().toLowerCase() ?? "";
  const [limit, remaining, windowSeconds] = [number("limit"), number("remaining"), number("window")];
  // A window of hours or a limit of millions would be a misreading that could stop the service.
  const sane = limit > 0 && limit <= 10_000 && remaining >= 0 && windowSeconds > 0 && windowSeconds <= 3_600;
  return group !== "" && sane ? { group, limit, remaining, windowSeconds } : null;
}

/** Corrects the budget of a group by what RingCentral said of it. */
export async function correctBudget(sql: Sql, report: BudgetReport, now: Date | null): Promise<void> {
  await sql.query("SELECT correct_ringcentral_budget(lower($1), $2, $3, $4, $5)", [
    report.group,
    now,
    report.limit,
    report.remaining,
    report.windowSeconds,
  ]);
}

/** Without `Retry-After` RingCentral asks for at least 30 s. */
const LEAST_PENALTY_MS = 30_000;

/**
 * Holds all processes back from `group` after a 429, from all groups where it is null: an answer without rate headers
 * speaks of a limit of the whole account. An earlier, longer block stays. Returns for how long.
 */
export async function block(
  sql: Sql,
  group: string | null,
  retryAfterMs: number | null,
  now: Date | null,
): Promise<number> {
  const penaltyMs = Math.max(retryAfterMs ?? LEAST_PENALTY_MS, 1_000);
  await sql.query(
    `UPDATE ringcentral_rate_groups
        SET blocked_until = greatest(blocked_until, coalesce($2, clock_timestamp()) + $3 * interval '1 millisecond')
      WHERE $1::text IS NULL OR group_name = lower($1)`,
    [group, now, penaltyMs],
  );
  return penaltyMs;
}
