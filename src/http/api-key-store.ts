import { findOne, getOne, type Sql } from "../database/sql.js";
import { AppError, badInput } from "../errors.js";
import type { Scope } from "../request-context.js";
import { type MintedApiKey, mintApiKey } from "./api-key.js";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

export interface StoredSecret extends ApiKeyRow {
  readonly secretSha256: Buffer;
}

const COLUMNS = `id, name, prefix, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
       revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"`;

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date | undefined;
}

/** Stores a new key and returns it, the only time that it is seen. Throws CONFLICT where a live key has the name. */
export async function createApiKey(sql: Sql, wanted: NewApiKey): Promise<MintedApiKey & { row: ApiKeyRow }> {
  if (wanted.name.trim() === "") throw badInput("name", "A key needs a name that says who uses it.");
  const minted = mintApiKey();
  const row = await findOne<ApiKeyRow>(
    sql,
    `INSERT INTO api_keys (name, prefix, secret_sha256, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
     RETURNING ${COLUMNS}`,
    [wanted.name.trim(), minted.prefix, minted.secretSha256, wanted.scopes, wanted.expiresAt ?? null],
  );
  if (row === null) {
    throw new AppError(
      "CONFLICT",
      `There is a key named "${wanted.name.trim()}" already; revoke it first, or take another name.`,
      { field: "name", reason: "KEY_NAME_TAKEN" },
    );
  }
  return { ...minted, row };
}

export const findApiKeysByPrefix = (sql: Sql, prefixes: readonly string[]): Promise<StoredSecret[]> =>
  sql.query<StoredSecret>(`SELECT ${COLUMNS}, secret_sha256 AS "secretSha256" FROM api_keys WHERE prefix = ANY ($1)`, [
    prefixes,
  ]);

/** Newest first, revoked and expired ones too. */
export const listApiKeys = (sql: Sql): Promise<ApiKeyRow[]> =>
  sql.query<ApiKeyRow>(`SELECT ${COLUMNS} FROM api_keys ORDER BY created_at DESC, id`);

/** What a key of the name is called once another has taken its place. */
const nameOnceRotated = (name: string): string => `${name} || ' (until rotated ' || prefix || ')'`;

/** The keys whose place those of this name took, and that go on for a while. */
export const listOlderKeys = (sql: Sql, name: string): Promise<ApiKeyRow[]> =>
  sql.query<ApiKeyRow>(
    `SELECT ${COLUMNS} FROM api_keys
      WHERE revoked_at IS NULL AND expires_at > now() AND name = ${nameOnceRotated("$1")} ORDER BY created_at, id`,
    [name],
  );

/** Whether it is the live key with the name, id or prefix that is the first value. */
const IS_NAMED = "revoked_at IS NULL AND (name = $1 OR id::text = $1 OR prefix = $1)";

const noSuchKey = (nameOrId: string): AppError =>
  new AppError("NOT_FOUND", `There is no live key with the name, id or prefix "${nameOrId}".`, { field: "key" });

/** Ends the live key with this name, id or prefix. Throws NOT_FOUND where there is none. */
export async function revokeApiKey(sql: Sql, nameOrId: string): Promise<ApiKeyRow> {
  const row = await findOne<ApiKeyRow>(
    sql,
    `UPDATE api_keys SET revoked_at = now()
      WHERE ${IS_NAMED}
      RETURNING ${COLUMNS}`,
    [nameOrId],
  );
  if (row === null) throw noSuchKey(nameOrId);
  return row;
}

export interface Rotation {
  /** When the old key ends at the latest; now or before ends it at once. */
  readonly oldEndsAt: Date;
  /** When the new key ends; it lives as long as the old one was meant to where absent. */
  readonly expiresAt?: Date | undefined;
}

/**
 * A new key with the name and scopes of the live one with this name, id or prefix, which goes on under another name until
 * `oldEndsAt`. Throws NOT_FOUND where there is none.
 */
export async function rotateApiKey(
  tx: Sql,
  nameOrId: string,
  { oldEndsAt, expiresAt }: Rotation,
): Promise<MintedApiKey & { row: ApiKeyRow; old: ApiKeyRow }> {
  const [before] = await tx.query<{ id: string; name: string; lifetimeMs: number | null }>(
    `SELECT id, name, (extract(epoch FROM expires_at - created_at) * 1000)::float AS "lifetimeMs" FROM api_keys
      WHERE ${IS_NAMED} FOR UPDATE`,
    [nameOrId],
  );
  if (before === undefined) throw noSuchKey(nameOrId);
  const old = await endApiKey(tx, before.id, oldEndsAt);
  const asLong = before.lifetimeMs === null ? undefined : new Date(Date.now() + before.lifetimeMs);
  const made = await createApiKey(tx, { name: before.name, scopes: old.scopes, expiresAt: expiresAt ?? asLong });
  return { ...made, old };
}

/** Takes the key's name from it, for the next one, and sets its end. */
const endApiKey = (tx: Sql, id: string, endsAt: Date): Promise<ApiKeyRow> =>
  getOne<ApiKeyRow>(
    tx,
    `UPDATE api_keys
        SET name = ${nameOnceRotated("name")},
            expires_at = least(expires_at, $2),
            revoked_at = CASE WHEN $2 <= now() THEN now() END
      WHERE id = $1
      RETURNING ${COLUMNS}`,
    [id, endsAt],
  );

/** Whether anybody could authenticate with a key now. */
export async function hasLiveApiKey(sql: Sql): Promise<boolean> {
  const { live } = await getOne<{ live: boolean }>(
    sql,
    `SELECT EXISTS (SELECT FROM api_keys
                     WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) AS live`,
  );
  return live;
}

/** Notes the use of a key, at most once a minute: a busy key must not write on every read. */
export async function noteApiKeyUse(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `UPDATE api_keys SET last_used_at = date_trunc('minute', now())
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [id],
  );
}
