import { getOne, type Sql } from "../database/sql.js";

/** What all processes must know of the connection to RingCentral. */
export interface ConnectionState {
  /** Where the next reconciliation continues; null before the first, and after RingCentral forgot it. */
  readonly syncToken: string | null;
  /** All that the call log knew by then has been stored. */
  readonly syncedAt: Date | null;
  /** Webhooks may have been missed since then; null where none were. */
  readonly reconcileFrom: Date | null;
  readonly subscriptionId: string | null;
  readonly subscriptionExpiresAt: Date | null;
  /** When the subscription was last seen active. */
  readonly subscriptionActiveAt: Date | null;
  /** Of the secret that the subscription was given last. */
  readonly subscriptionDigest: string | null;
}

export const getConnectionState = (sql: Sql): Promise<ConnectionState> =>
  getOne<ConnectionState>(
    sql,
    `SELECT sync_token AS "syncToken", synced_at AS "syncedAt", reconcile_from AS "reconcileFrom",
            subscription_id AS "subscriptionId", subscription_expires_at AS "subscriptionExpiresAt",
            subscription_active_at AS "subscriptionActiveAt", subscription_digest AS "subscriptionDigest"
       FROM ringcentral_state`,
  );

/** Keeps where a reconciliation got to. `syncedAt` is set, and a gap forgotten, only once it is complete. */
export async function saveSync(
  sql: Sql,
  { syncToken, syncedAt }: { syncToken: string; syncedAt: Date | null },
): Promise<void> {
  await sql.query(
    `UPDATE ringcentral_state
        SET sync_token = $1,
            synced_at = coalesce($2, synced_at),
            reconcile_from = CASE WHEN $2::timestamptz IS NULL THEN reconcile_from END`,
    [syncToken, syncedAt],
  );
}

/** Milliseconds since the call log was last read to its end, by the database's clock; null before the first time. */
export async function findSinceLastSync(sql: Sql): Promise<number | null> {
  const row = await getOne<{ ms: number | null }>(
    sql,
    "SELECT (extract(epoch FROM now() - synced_at) * 1000)::float AS ms FROM ringcentral_state",
  );
  return row.ms === null ? null : Math.max(0, row.ms);
}

/** After RingCentral forgot the token: the next reconciliation starts anew, from `syncedAt`. */
export async function forgetSyncToken(sql: Sql): Promise<void> {
  await sql.query("UPDATE ringcentral_state SET sync_token = NULL");
}

/** Notes that webhooks may have been missed since `from`; an earlier gap stays. */
export async function noteGap(sql: Sql, from: Date): Promise<void> {
  await sql.query("UPDATE ringcentral_state SET reconcile_from = least(reconcile_from, $1)", [from]);
}

export async function saveSubscription(
  sql: Sql,
  subscription: { id: string; expiresAt: Date | null; activeAt: Date; digest: string },
): Promise<void> {
  await sql.query(
    `UPDATE ringcentral_state
        SET subscription_id = $1, subscription_expires_at = $2, subscription_active_at = $3, subscription_digest = $4`,
    [subscription.id, subscription.expiresAt, subscription.activeAt, subscription.digest],
  );
}

/** The account's own numbers, as far as they were ever learned. */
export const readOwnPhones = async (sql: Sql): Promise<string[]> =>
  (await getOne<{ ownPhones: string[] }>(sql, `SELECT own_phones AS "ownPhones" FROM ringcentral_state`)).ownPhones;

/**
 * Whether the caller is the one to ask for them now: a dozen processes that start together ask once, and one that starts
 * every minute asks once an hour. A claim that comes to nothing lapses after a minute.
 */
export async function claimOwnPhones(sql: Sql): Promise<boolean> {
  const claimed = await sql.query(
    `UPDATE ringcentral_state SET own_phones_due_at = now() + interval '1 minute'
      WHERE own_phones_due_at <= now() RETURNING 1`,
  );
  return claimed.length > 0;
}

export async function saveOwnPhones(sql: Sql, ownPhones: readonly string[]): Promise<void> {
  await sql.query("UPDATE ringcentral_state SET own_phones = $1, own_phones_due_at = now() + interval '1 hour'", [
    ownPhones,
  ]);
}
