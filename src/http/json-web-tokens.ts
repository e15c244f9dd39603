import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { AppError, messageOf, unauthenticated } from "../errors.js";
import type { Credential, Scope } from "../request-context.js";
import { isScope } from "./api-key.js";

export interface JwtSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Signatures that a published key can verify; a shared secret (HS…) or `none` never. RFC 8725 §3.1. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Clocks differ by a little. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** A signature is dear (0.1 ms), and a socket's token is judged twice a second; a withdrawn key counts after this. */
const REMEMBERED_MS = 60_000;
const MOST_TOKENS = 10_000;

export interface JwtVerifier {
  /** Whose token it is. Throws UNAUTHENTICATED (INVALID_TOKEN, EXPIRED_TOKEN) or UNAVAILABLE (JWKS_UNREACHABLE). */
  verify(token: string): Promise<Credential>;
}

/** Verifies tokens with the keys published at `jwksUrl`, fetched on demand and again when an unknown key id appears. */
export function createJwtVerifier(settings: JwtSettings): JwtVerifier {
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl), { timeoutDuration: 5_000 });
  const verified = new LRUCache<string, Credential>({ max: MOST_TOKENS });
  return {
    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined) return known;
      const { payload } = await jwtVerify(token, keys, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ["sub", "exp"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      }).catch((error: unknown) => {
        throw translate(error);
      });
      const subject = payload.sub ?? "";
      const credential: Credential = {
        id: `jwt:${subject}`,
        name: typeof payload.name === "string" && payload.name !== "" ? payload.name : subject,
        scopes: scopesOf(payload),
      };
      const leftMs = ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1_000 - Date.now();
      if (leftMs > 1) verified.set(token, credential, { ttl: Math.min(leftMs, REMEMBERED_MS) });
      return credential;
    },
  };
}

/** `scope` as in RFC 8693 §4.2 ("read link"), or a list; scopes that are not ours are somebody else's. */
function scopesOf(payload: JWTPayload): Scope[] {
  const claim = payload.scope ?? payload.scopes;
  const words = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return words.filter((word): word is Scope => typeof word === "string" && isScope(word));
}

function translate(error: unknown): AppError {
  if (error instanceof errors.JWTExpired) {
    return unauthenticated("EXPIRED_TOKEN", "This token has expired; get a new one.", error);
  }
  const isTokensFault =
    error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid);
  // "ERR_JOSE_GENERIC" is how jose says that the answer of the JWKS URL was not 200 or not JSON.
  if (isTokensFault && error.code !== "ERR_JOSE_GENERIC") {
    return unauthenticated("INVALID_TOKEN", `This token was not accepted: ${error.message}.`, error);
  }
  return new AppError("UNAVAILABLE", `The keys of JWKS_URL cannot be fetched: ${messageOf(error)}`, {
    reason: "JWKS_UNREACHABLE",
    cause: error,
  });
}
