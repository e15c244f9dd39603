import type { Sql } from "../database/sql.js";

/**
 * Removes jobs of this queue that nobody has taken. Jobs that somebody is taking at the moment are left to them: to wait
 * for their locks with those of a call in hand could be to wait in a circle.
 */
export async function removeWaiting(tx: Sql, queue: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `DELETE FROM pgboss.job
      WHERE name = $1 AND id = ANY (ARRAY(
            SELECT id FROM pgboss.job WHERE name = $1 AND id = ANY ($2::uuid[]) AND state < 'active' FOR UPDATE SKIP LOCKED))`,
    [queue, ids],
  );
}
