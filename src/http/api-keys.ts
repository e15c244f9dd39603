import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { Sql } from "../database/sql.js";
import { unauthenticated } from "../errors.js";
import type { Credential } from "../request-context.js";
import { isSameSecret, parseApiKey } from "./api-key.js";
import { findApiKeysByPrefix, noteApiKeyUse, type StoredSecret } from "./api-key-store.js";

/** A revoked key dies within this time in every process, without a restart and without LISTEN. */
const CACHE_MS = 1_000;
/** Prefixes, known or not: bounds what a flood of made-up keys can take. */
const CACHED_PREFIXES = 10_000;

interface Lookup {
  readonly secret: StoredSecret | null;
  noted: boolean;
}

export interface ApiKeyVerifier {
  /** Whose key it is. Throws UNAUTHENTICATED: UNKNOWN_KEY, REVOKED_KEY or EXPIRED_KEY. */
  verify(key: string): Promise<Credential>;
}

/** Verifies keys with at most one statement per key and second, and one for all keys that are asked for at once. */
export function createApiKeyVerifier(sql: Sql): ApiKeyVerifier {
  const stored = new DataLoader<string, StoredSecret | null>(
    async (prefixes) => {
      const secrets = await findApiKeysByPrefix(sql, prefixes);
      const byPrefix = new Map(secrets.map((secret) => [secret.prefix, secret]));
      return prefixes.map((prefix) => byPrefix.get(prefix) ?? null);
    },
    { cache: false },
  );
  const found = new LRUCache<string, Lookup>({
    max: CACHED_PREFIXES,
    ttl: CACHE_MS,
    fetchMethod: async (prefix) => {
      const secret = await stored.load(prefix);
      return { secret, noted: secret !== null && !isUseWorthNoting(secret) };
    },
  });
  return {
    async verify(key) {
      const parsed = parseApiKey(key);
      const lookup = parsed === null ? undefined : await found.fetch(parsed.prefix);
      const secret = lookup?.secret ?? null;
      if (
        parsed === null ||
        lookup === undefined ||
        secret === null ||
        !isSameSecret(secret.secretSha256, parsed.secretSha256)
      ) {
        throw unauthenticated("UNKNOWN_KEY", "This API key is not known here; `callthread keys create` makes one.");
      }
      if (secret.revokedAt !== null) throw unauthenticated("REVOKED_KEY", "This API key was revoked; use another.");
      if (secret.expiresAt !== null && secret.expiresAt.getTime() <= Date.now()) {
        throw unauthenticated("EXPIRED_KEY", `This API key expired at ${secret.expiresAt.toISOString()}.`);
      }
      if (!lookup.noted) {
        lookup.noted = true;
        await noteApiKeyUse(sql, secret.id);
      }
      return { id: `key:${secret.id}`, name: secret.name, scopes: secret.scopes };
    },
  };
}

const isUseWorthNoting = (secret: StoredSecret): boolean =>
  secret.lastUsedAt === null || Date.now() - secret.lastUsedAt.getTime() > 60_000;
