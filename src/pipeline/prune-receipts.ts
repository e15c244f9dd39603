import type { Sql } from "../database/sql.js";

/** Long enough to find out what a webhook said when somebody asks; raw payloads are personal data. */
const KEPT_DAYS = 30;
const AT_ONCE = 1_000;

/** Removes the raw webhooks that were processed long ago; returns how many. */
export async function pruneReceipts(sql: Sql): Promise<number> {
  let pruned = 0;
  for (;;) {
    const rows = await sql.query(
      `DELETE FROM webhook_receipts
        WHERE uuid IN (SELECT uuid FROM webhook_receipts
                        WHERE processed_at IS NOT NULL AND received_at < now() - $1 * interval '1 day' LIMIT $2)
        RETURNING uuid`,
      [KEPT_DAYS, AT_ONCE],
    );
    pruned += rows.length;
    if (rows.length < AT_ONCE) return pruned;
  }
}
