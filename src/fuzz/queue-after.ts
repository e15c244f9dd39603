import type { Sql } from "../database/sql.js";
import { pause } from "../pause.js";

const PATIENCE_MS = 900_000;

/** Waits until every webhook that was taken is worked through; how many are not, where that takes too long. */
export async function untilQueueIsEmpty(sql: Sql): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await sql.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM webhook_receipts WHERE processed_at IS NULL",
    );
    const count = row?.count ?? 0;
    if (count === 0 || Date.now() > deadline || (await whatFailed(sql)).length > 0) return count;
    await pause(500);
  }
}

/** Jobs that threw, by queue and reason: a webhook can be nonsense, and no job may stumble over it. */
export async function whatFailed(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ name: string; reason: string | null; count: number }>(
    `SELECT name, output ->> 'message' AS reason, count(*)::int AS count FROM pgboss.job
      WHERE name IN ('receive', 'link', 'publish') AND (state = 'failed' OR state = 'retry' OR retry_count > 0)
      GROUP BY 1, 2`,
  );
  return rows.map(({ name, reason, count }) => `${count} × ${name}: ${reason ?? "no reason"}`);
}
