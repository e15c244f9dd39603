import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import type { Credential } from "../request-context.js";
import type { Access } from "./authentication.js";

declare module "fastify" {
  interface FastifyRequest {
    credential: Credential | null;
  }
}

export interface RequestLimits {
  /** Of one credential, in this process. */
  readonly requestsPerMinute: number;
  /** Requests with a credential that was refused, of one address. */
  readonly refusalsPerMinute: number;
}

/**
 * 5,000 a second: above what one process was measured to answer (1,500–2,600 history queries a second on two cores), so a
 * backend that asks with one key for all its users is never cut short; refusals are cheap, and still need no more.
 */
export const DEFAULT_LIMITS: RequestLimits = { requestsPerMinute: 300_000, refusalsPerMinute: 300 };

/** Whose request it is; only routes behind `authenticateRequests` may ask. */
export function credentialOf(request: FastifyRequest): Credential {
  if (request.credential === null) throw new Error("This route is not behind authentication.");
  return request.credential;
}

/**
 * Before the body is read, finds whose request it is and whether they ask too often. Every route of `server` gets it,
 * but for requests that `isPublic` lets through.
 */
export async function authenticateRequests(
  server: FastifyInstance,
  access: Access,
  limits: RequestLimits,
  isPublic: (request: FastifyRequest) => boolean,
): Promise<void> {
  await server.register(rateLimit, { global: false, timeWindow: 60_000, cache: 10_000 });
  const countRequest = server.createRateLimit({
    max: limits.requestsPerMinute,
    keyGenerator: (request) => credentialOf(request).id,
  });
  const countRefusal = server.createRateLimit({ max: limits.refusalsPerMinute, keyGenerator: (request) => request.ip });
  server.decorateRequest("credential", null);
  server.addHook("onRequest", async (request, reply) => {
    if (isPublic(request)) return;
    try {
      request.credential = await access.authenticate(request.headers.authorization);
    } catch (error) {
      // A right credential is never refused for its neighbours' wrong ones: behind a proxy all share an address.
      if (error instanceof AppError && error.code === "UNAUTHENTICATED") refuse(await countRefusal(request), reply);
      throw error;
    }
    refuse(await countRequest(request), reply);
  });
}

type Count = Awaited<ReturnType<ReturnType<FastifyInstance["createRateLimit"]>>>;

function refuse(count: Count, reply: FastifyReply): void {
  if (count.isAllowed || !count.isExceeded) return;
  reply.header("retry-after", count.ttlInSeconds);
  throw new AppError(
    "LIMIT_EXCEEDED",
    `More than ${count.max} requests in a minute; try again in ${count.ttlInSeconds} s.`,
    { reason: "RATE_LIMITED" },
  );
}
