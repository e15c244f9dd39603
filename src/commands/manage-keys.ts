import { badInput } from "../errors.js";
import { parseScopes } from "../http/api-key.js";
import {
  type ApiKeyRow,
  createApiKey,
  listApiKeys,
  listOlderKeys,
  revokeApiKey,
  rotateApiKey,
} from "../http/api-key-store.js";
import { print, say } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { table } from "./table.js";
import { withDatabase } from "./with-database.js";

export async function createKey(name: string, flags: Flags): Promise<void> {
  const scopes = parseScopes(String(flags.scopes));
  const expiresAt = typeof flags.expires === "string" ? parseExpiry(flags.expires, new Date()) : undefined;
  const { key, row } = await withDatabase(flags, ({ database }) =>
    createApiKey(database.sql, { name, scopes, expiresAt }),
  );
  const end = expiresAt === undefined ? "until it is revoked" : `until ${expiresAt.toISOString()}`;
  say(`Key "${row.name}" may ${row.scopes.join(", ")} ${end}. It is shown this once:`);
  print(key);
}

export async function listKeys(flags: Flags): Promise<void> {
  const keys = await withDatabase(flags, ({ database }) => listApiKeys(database.sql));
  const now = new Date();
  if (flags.json === true) {
    print(JSON.stringify(keys.map((key) => ({ ...key, state: stateOf(key, now) }))));
    return;
  }
  if (keys.length === 0) say('There are no keys yet; "callthread keys create NAME --scopes read" makes one.');
  else {
    print(
      table(
        ["NAME", "STATE", "SCOPES", "PREFIX", "CREATED", "EXPIRES", "LAST USED"],
        keys.map((key) => [
          ...[key.name, stateOf(key, now), key.scopes.join(","), key.prefix],
          ...[key.createdAt, key.expiresAt, key.lastUsedAt].map((at) => at?.toISOString().slice(0, 16) ?? "never"),
        ]),
      ),
    );
  }
}

export async function revokeKey(key: string, flags: Flags): Promise<void> {
  const { revoked, older } = await withDatabase(flags, async ({ database: { sql } }) => {
    const row = await revokeApiKey(sql, key);
    return { revoked: row, older: await listOlderKeys(sql, row.name) };
  });
  say(`Key "${revoked.name}" is revoked.`);
  for (const { prefix, expiresAt } of older)
    say(`But an older key of it lives until ${expiresAt?.toISOString()}: callthread keys revoke ${prefix}`);
}

export async function rotateKey(name: string, flags: Flags): Promise<void> {
  const now = new Date();
  const grace = String(flags.grace);
  const oldEndsAt = /^0[hdwy]?$/.test(grace) ? now : parseExpiry(grace, now, "grace");
  const expiresAt = typeof flags.expires === "string" ? parseExpiry(flags.expires, now) : undefined;
  const { key, row, old } = await withDatabase(flags, ({ database }) =>
    database.transaction((tx) => rotateApiKey(tx, name, { oldEndsAt, expiresAt })),
  );
  const end = row.expiresAt === null ? "until it is revoked" : `until ${row.expiresAt.toISOString()}`;
  // It may have been made to end sooner.
  const oldEnd =
    old.revokedAt === null ? `the old one ends at ${old.expiresAt?.toISOString()}` : "the old one is revoked";
  say(`New key "${row.name}" may ${row.scopes.join(", ")} ${end}; ${oldEnd}. It is shown this once:`);
  print(key);
}

function stateOf(key: ApiKeyRow, now: Date): "live" | "expired" | "revoked" {
  if (key.revokedAt !== null) return "revoked";
  return key.expiresAt !== null && key.expiresAt <= now ? "expired" : "live";
}

const HOUR_MS = 3_600_000;
const UNITS: Readonly<Record<string, number>> = {
  h: HOUR_MS,
  d: 24 * HOUR_MS,
  w: 7 * 24 * HOUR_MS,
  y: 365 * 24 * HOUR_MS,
};

/** `90d` or an ISO instant with its zone. Throws BAD_INPUT, also for what is over already. */
export function parseExpiry(text: string, now: Date, flag = "expires"): Date {
  const [, count, unit] = /^(\d{1,5})([hdwy])$/.exec(text) ?? [];
  const span = UNITS[unit ?? ""];
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at =
    span === undefined ? new Date(isInstant ? text : Number.NaN) : new Date(now.getTime() + Number(count) * span);
  if (Number.isNaN(at.getTime())) {
    throw badInput(
      flag,
      `--${flag} takes a span such as 12h, 90d, 4w or 1y, or an instant with its zone such as 2027-01-01T00:00:00Z.`,
    );
  }
  if (at <= now) throw badInput(flag, `--${flag} must lie in the future.`);
  return at;
}
