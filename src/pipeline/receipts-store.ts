import type { Sql } from "../database/sql.js";

/** A raw webhook, as it came. */
export interface Receipt {
  readonly uuid: string;
  readonly event: string | null;
  readonly body: Buffer;
  /** What is made of it follows from this. */
  readonly trace?: string | undefined;
}

/** Stores webhooks; returns the uuids of those that were not stored already. */
export async function storeReceipts(tx: Sql, receipts: readonly Receipt[]): Promise<string[]> {
  const stored = await tx.query<{ uuid: string }>(
    `INSERT INTO webhook_receipts (uuid, event, body)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[]) AS came (uuid, event, body) ORDER BY uuid
         ON CONFLICT (uuid) DO NOTHING RETURNING uuid`,
    [receipts.map(({ uuid }) => uuid), receipts.map(({ event }) => event), receipts.map(({ body }) => body)],
  );
  return stored.map(({ uuid }) => uuid);
}

/** Those receipts that are not processed, oldest first, locked until the transaction ends. */
export const takeReceipts = (tx: Sql, uuids: readonly string[]): Promise<Pick<Receipt, "uuid" | "body">[]> =>
  tx.query<Pick<Receipt, "uuid" | "body">>(
    `WITH taken AS MATERIALIZED (
       SELECT uuid, body, received_at FROM webhook_receipts
        WHERE uuid = ANY ($1::text[]) AND processed_at IS NULL ORDER BY uuid FOR UPDATE)
     SELECT uuid, body FROM taken ORDER BY received_at, uuid`,
    [uuids],
  );

/** Outcome of a webhook that tells of a call that was erased: not even its body may stay. */
export const OF_THE_ERASED = "erased";

export async function closeReceipts(
  tx: Sql,
  outcomes: readonly { readonly uuid: string; readonly outcome: string }[],
  now: Date,
): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query(
    `UPDATE webhook_receipts AS receipt SET processed_at = $3, outcome = read.outcome, body = CASE WHEN read.outcome = $4 THEN '' ELSE receipt.body END
       FROM unnest($1::text[], $2::text[]) AS read (uuid, outcome)
      WHERE receipt.uuid = read.uuid`,
    [outcomes.map(({ uuid }) => uuid), outcomes.map(({ outcome }) => outcome), now, OF_THE_ERASED],
  );
}

/** Removes up to `most` receipts that were processed and came before `before`; returns how many. */
export async function pruneReceipts(sql: Sql, before: Date, most: number): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM webhook_receipts
      WHERE uuid IN (SELECT uuid FROM webhook_receipts
                      WHERE processed_at IS NOT NULL AND received_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
      RETURNING uuid`,
    [before, most],
  );
  return rows.length;
}
