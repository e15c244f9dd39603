import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { badInput } from "../errors.js";
import type { Scope } from "../request-context.js";

/** `ct_<prefix>_<secret>`: the prefix finds the stored row, the secret is 256 random bits as base64url. */
const KEY = /^ct_([0-9a-z]{12})_([A-Za-z0-9_-]{43})$/;
const PREFIX_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const PREFIX_LENGTH = 12;
const SECRET_BYTES = 32;

export const SCOPES: readonly Scope[] = ["read", "context", "link", "write", "admin"];

export interface MintedApiKey {
  /** Shown once, to whoever asked for it; never stored. */
  readonly key: string;
  readonly prefix: string;
  readonly secretSha256: Buffer;
}

export interface ParsedApiKey {
  readonly prefix: string;
  readonly secretSha256: Buffer;
}

export function mintApiKey(): MintedApiKey {
  const prefix = Array.from({ length: PREFIX_LENGTH }, () =>
    PREFIX_ALPHABET.charAt(randomInt(PREFIX_ALPHABET.length)),
  ).join("");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { key: `ct_${prefix}_${secret}`, prefix, secretSha256: hashOf(secret) };
}

/** The parts of something that looks like a key, or null. */
export function parseApiKey(text: string): ParsedApiKey | null {
  const [, prefix, secret] = KEY.exec(text) ?? [];
  return prefix === undefined || secret === undefined ? null : { prefix, secretSha256: hashOf(secret) };
}

/** Compares in constant time, so that the time taken tells nothing about the stored hash. */
export const isSameSecret = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/**
 * Plain SHA-256 on purpose. A slow hash (argon2, bcrypt) buys time against guessing a password that people choose; a
 * secret of 256 random bits cannot be guessed at any speed, and every request would pay for the slowness.
 */
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** `read,context` as scopes. Throws BAD_INPUT (field `scopes`) that names what it does not know. */
export function parseScopes(text: string): Scope[] {
  const asked = [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ""))];
  const unknown = asked.filter((scope) => !isScope(scope));
  if (asked.length === 0 || unknown.length > 0) {
    const problem = asked.length === 0 ? "It names none." : `It does not know ${unknown.join(", ")}.`;
    throw badInput("scopes", `"scopes" takes a list of ${SCOPES.join(", ")}, separated by commas. ${problem}`);
  }
  return asked.filter(isScope);
}

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
