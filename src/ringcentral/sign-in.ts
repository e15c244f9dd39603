import type { Sql } from "../database/sql.js";
import { tokenPayload } from "./account-payloads.js";
import { openCircuit } from "./circuit.js";
import { readErrorCodes } from "./error-codes.js";
import { SignInRefused, Unavailable } from "./failures.js";
import type { PacedExchange } from "./paced-exchange.js";

export interface IssuedToken {
  readonly value: string;
  readonly lifetimeMs: number;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The JWT credential of the user that all requests are made as. */
  readonly jwt: string;
}

const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * Signs in with the JWT. RingCentral issues no refresh tokens by default: one simply asks again. Any refusal opens the
 * circuit of the whole account and throws SignInRefused: asking again with the same credentials would not help.
 */
export async function signIn(
  credentials: Credentials,
  surroundings: { serverUrl: string; exchange: PacedExchange; sql: Sql; now: () => Date },
): Promise<IssuedToken> {
  const { clientId, clientSecret, jwt } = credentials;
  const answer = await surroundings.exchange(
    {
      endpoint: "sign-in",
      method: "POST",
      url: new URL("/restapi/oauth/token", surroundings.serverUrl),
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: JWT_GRANT, assertion: jwt }).toString(),
    },
    "auth",
  );
  if (answer.status >= 400) {
    const { codes } = readErrorCodes(answer.json);
    const errorCode = codes[0] ?? null;
    const now = surroundings.now();
    const refusal = new SignInRefused(errorCode, now);
    const probeAt = await openCircuit(
      surroundings.sql,
      "sign-in",
      { reason: refusal.message, errorCode, permissionName: null },
      now,
    );
    throw new SignInRefused(errorCode, probeAt);
  }
  const token = tokenPayload.safeParse(answer.json);
  if (!token.success) throw new Unavailable("RingCentral answered sign-in without a token.", { status: answer.status });
  return { value: token.data.access_token, lifetimeMs: token.data.expires_in * 1000 };
}
