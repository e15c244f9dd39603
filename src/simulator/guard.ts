import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppScope, UserPermission } from "./account.js";
import { missingAppScope, missingResource, missingUserPermission } from "./api-error.js";
import { apply, type Distortion, gatewayPage } from "./faults.js";
import type { RateGroup } from "./rate-limit.js";
import type { Session } from "./sessions.js";
import type { World } from "./world.js";

/** What a route of the platform demands; given as the route's `config.guard`. */
export interface Guard {
  readonly group: RateGroup;
  readonly appScope?: AppScope;
  readonly userPermission?: UserPermission;
  /** The token endpoint is the one route without a token. */
  readonly anonymous?: boolean;
  /** Media may be fetched with `?access_token=` too. */
  readonly tokenInQuery?: boolean;
}

declare module "fastify" {
  interface FastifyContextConfig {
    guard?: Guard;
  }
}

const sessionOf = new WeakMap<FastifyRequest, Session>();
const distortionOf = new WeakMap<FastifyRequest, Distortion>();

/** The session of a guarded request. */
export function getSession(request: FastifyRequest): Session {
  const session = sessionOf.get(request);
  if (session === undefined) throw new Error("The route is not guarded.");
  return session;
}

/** Puts the platform in front of every route that has a guard: token, rate limit, injected faults, permissions. */
export function guardRoutes(app: FastifyInstance, world: World): void {
  app.addHook("onRequest", async (request, reply) => {
    const guard = request.routeOptions.config.guard;
    if (guard === undefined) return undefined;
    const session = guard.anonymous ? null : world.sessions.get(tokenOf(request, guard));
    if (session !== null) sessionOf.set(request, session);
    const { headers, refusal } = world.limiter.count(world.credentials.clientId, guard.group);
    reply.headers(headers);
    world.counters.add(`requests ${guard.group}`);
    world.counters.add(`requests ${request.method} ${request.routeOptions.url}`);
    if (refusal !== null) throw refusal;
    await sufferFault(request, reply, world);
    if (reply.sent) return reply;
    if (session !== null) checkPermissions(guard, session, world);
    checkAccount(request, world);
    return undefined;
  });
  app.addHook("onSend", async (request, _reply, payload) => {
    const cut = distortionOf.get(request) === "truncate" && typeof payload === "string";
    return cut ? payload.slice(0, Math.floor(payload.length / 2)) : payload;
  });
  app.addHook("onResponse", async (request, reply) => {
    if (request.routeOptions.config.guard !== undefined) world.counters.add(`answers ${reply.statusCode}`);
  });
}

function tokenOf(request: FastifyRequest, guard: Guard): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined || !guard.tokenInQuery) return bearer;
  return new URL(request.url, "http://any").searchParams.get("access_token") ?? undefined;
}

async function sufferFault(request: FastifyRequest, reply: FastifyReply, world: World): Promise<void> {
  const path = request.url.split("?")[0] ?? "";
  const fault = world.faults.strike(request.method, path);
  if (fault === null) return;
  world.counters.add(`faults ${fault.kind}`);
  const distortion = await apply(fault);
  distortionOf.set(request, distortion);
  if (distortion === "html") {
    const status = fault.status ?? 502;
    reply.code(status).type("text/html").send(gatewayPage(status));
  }
  if (distortion === "disconnect") {
    reply.hijack();
    request.raw.socket.destroy();
  }
}

function checkPermissions(guard: Guard, session: Session, { permissions }: World): void {
  const { appScope, userPermission } = guard;
  if (appScope !== undefined && !session.scopes.has(appScope)) throw missingAppScope(appScope);
  if (userPermission !== undefined && !permissions.userPermissions.has(userPermission)) {
    throw missingUserPermission(userPermission);
  }
}

/** Other accounts do not exist here. */
function checkAccount(request: FastifyRequest, { account }: World): void {
  const { accountId } = request.params as { accountId?: string };
  if (accountId !== undefined && accountId !== "~" && accountId !== account.id) throw missingResource("accountId");
}
