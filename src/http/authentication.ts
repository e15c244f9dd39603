import type { Sql } from "../database/sql.js";
import { unauthenticated } from "../errors.js";
import type { Credential } from "../request-context.js";
import { hasLiveApiKey } from "./api-key-store.js";
import { createApiKeyVerifier } from "./api-keys.js";
import { createJwtVerifier, type JwtSettings } from "./json-web-tokens.js";

/** Who may come in. */
export interface Access {
  /**
   * Whose credential it is, from `Authorization: Bearer KEY_OR_JWT` (on a socket: `authorization` of connection_init).
   * Throws UNAUTHENTICATED with a reason: MISSING_CREDENTIAL, MALFORMED_CREDENTIAL, UNKNOWN_KEY, REVOKED_KEY,
   * EXPIRED_KEY, INVALID_TOKEN, EXPIRED_TOKEN, TOKENS_NOT_ACCEPTED; or UNAVAILABLE where the keys of tokens cannot be fetched.
   */
  authenticate(authorization: string | undefined): Promise<Credential>;
  /** Whether anybody could be authenticated: a live key exists, or tokens are accepted. */
  isConfigured(): Promise<boolean>;
}

const BEARER = /^Bearer +([^\s]+)$/i;
const HOW = "send Authorization: Bearer followed by an API key or a JWT";

/** `sql` is the primary: a replica may lag behind a revocation. */
export function createAccess(sql: Sql, jwt: JwtSettings | null): Access {
  const keys = createApiKeyVerifier(sql);
  const tokens = jwt === null ? null : createJwtVerifier(jwt);
  return {
    async authenticate(authorization) {
      if (authorization === undefined || authorization.trim() === "") {
        throw unauthenticated("MISSING_CREDENTIAL", `This needs a credential: ${HOW}.`);
      }
      const credential = BEARER.exec(authorization.trim())?.[1];
      if (credential === undefined) {
        throw unauthenticated("MALFORMED_CREDENTIAL", `This credential cannot be read: ${HOW}.`);
      }
      if (looksLikeJwt(credential)) {
        if (tokens !== null) return tokens.verify(credential);
        throw unauthenticated(
          "TOKENS_NOT_ACCEPTED",
          "This is a JWT, and this service takes API keys alone: it has no JWKS_URL. Send a key, or have JWKS_URL, JWT_ISSUER and JWT_AUDIENCE set.",
        );
      }
      return keys.verify(credential);
    },
    isConfigured: async () => tokens !== null || hasLiveApiKey(sql),
  };
}

const looksLikeJwt = (credential: string): boolean => credential.split(".").length === 3;
