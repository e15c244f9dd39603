import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ownerOf } from "./account.js";
import { ApiError, invalidClient, invalidGrant, unsupportedGrant } from "./api-error.js";
import type { World } from "./world.js";

const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const TokenRequest = z.object({
  grant_type: z.string().optional(),
  assertion: z.string().optional(),
  /** Seconds; RingCentral takes 600 to 3600. */
  access_token_ttl: z.coerce.number().int().min(600).max(3600).optional(),
});

/** `POST /restapi/oauth/token` (JWT grant; no refresh tokens, as RingCentral's default is) and `/revoke`. */
export function serveTokens(app: FastifyInstance, world: World): void {
  const guard = { group: "auth", anonymous: true } as const;
  app.post("/restapi/oauth/token", { config: { guard } }, async (request) => {
    checkClient(request.headers.authorization, world);
    const parsed = TokenRequest.safeParse(request.body);
    if (!parsed.success) throw new ApiError(400, { error: "invalid_request", errors: [] });
    const { grant_type, assertion, access_token_ttl } = parsed.data;
    if (grant_type !== JWT_GRANT) throw unsupportedGrant();
    if (assertion !== world.credentials.jwt) throw invalidGrant();
    const ttlSeconds = access_token_ttl ?? world.tokenTtlSeconds;
    const session = world.sessions.open(ttlSeconds, world.permissions.appScopes);
    world.counters.add("tokens issued");
    return {
      access_token: session.accessToken,
      token_type: "bearer",
      expires_in: ttlSeconds,
      scope: [...session.scopes].join(" "),
      owner_id: ownerOf(world.account).id,
      endpoint_id: "simEndpoint0001",
      session_id: session.sessionId,
    };
  });
  app.post("/restapi/oauth/revoke", { config: { guard } }, async (request) => {
    checkClient(request.headers.authorization, world);
    const { token } = z.object({ token: z.string() }).parse(request.body);
    world.sessions.revoke(token);
    return {};
  });
}

function checkClient(authorization: string | undefined, { credentials }: World): void {
  const given = /^Basic (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const expected = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64");
  if (given !== expected) throw invalidClient();
}
