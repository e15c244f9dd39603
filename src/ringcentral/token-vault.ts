import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { findOne, type Sql } from "../database/sql.js";
import type { Credentials } from "./sign-in.js";

export interface UsableToken {
  readonly value: string;
  /** Not used from then on. */
  readonly renewAt: Date;
}

/** Where the processes share the access token. */
export interface TokenVault {
  /** null where there is none, or one of other credentials. */
  find(): Promise<UsableToken | null>;
  save(token: UsableToken): Promise<void>;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps the token in the database, sealed: whoever reads the database or a copy of it, without the app's credentials,
 * cannot use it. Other credentials make another key, so a token never outlives the change of them.
 */
export function createTokenVault(sql: Sql, { clientId, clientSecret, jwt }: Credentials): TokenVault {
  const secret = JSON.stringify([clientId, clientSecret, jwt]);
  const key = Buffer.from(hkdfSync("sha256", secret, "", "callthread ringcentral access token", 32));
  return {
    async find() {
      const row = await findOne<{ sealedToken: Buffer; renewAt: Date }>(
        sql,
        `SELECT sealed_token AS "sealedToken", renew_at AS "renewAt" FROM ringcentral_token`,
      );
      const value = row === null ? null : unseal(row.sealedToken, key);
      return row === null || value === null ? null : { value, renewAt: row.renewAt };
    },
    async save({ value, renewAt }) {
      await sql.query(
        `INSERT INTO ringcentral_token (sealed_token, renew_at) VALUES ($1, $2)
         ON CONFLICT (only_row) DO UPDATE SET sealed_token = excluded.sealed_token, renew_at = excluded.renew_at`,
        [seal(value, key), renewAt],
      );
    },
  };
}

function seal(value: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function unseal(sealed: Buffer, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = [decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString("utf8");
  } catch {
    // Sealed with other credentials, or damaged: as good as none.
    return null;
  }
}
