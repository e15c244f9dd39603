import { findOne, type Sql } from "../database/sql.js";

/** The raw webhooks, as they came. */

/** Stores a webhook; false where one with this uuid is stored already. */
export async function storeReceipt(
  tx: Sql,
  receipt: { uuid: string; event: string | null; body: Buffer },
): Promise<boolean> {
  const stored = await tx.query(
    "INSERT INTO webhook_receipts (uuid, event, body) VALUES ($1, $2, $3) ON CONFLICT (uuid) DO NOTHING RETURNING uuid",
    [receipt.uuid, receipt.event, receipt.body],
  );
  return stored.length > 0;
}

/** The body of a receipt that is not processed, locked until the transaction ends; null where there is none such. */
export async function takeReceipt(tx: Sql, uuid: string): Promise<Buffer | null> {
  const receipt = await findOne<{ body: Buffer }>(
    tx,
    "SELECT body FROM webhook_receipts WHERE uuid = $1 AND processed_at IS NULL FOR UPDATE",
    [uuid],
  );
  return receipt?.body ?? null;
}

export async function closeReceipt(tx: Sql, uuid: string, outcome: string, now: Date): Promise<void> {
  await tx.query("UPDATE webhook_receipts SET processed_at = $2, outcome = $3 WHERE uuid = $1", [uuid, now, outcome]);
}

/** Long enough to find out what a webhook said when somebody asks; raw payloads are personal data. */
const KEPT_DAYS = 30;
const AT_ONCE = 1_000;

/** Removes the receipts that were processed long ago; returns how many. */
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
