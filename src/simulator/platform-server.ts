import Fastify, { type FastifyInstance } from "fastify";
import { AppError } from "../errors.js";
import { ApiError, invalidParameter, invalidUri } from "./api-error.js";
import { serveExtractSync } from "./call-log-extract-sync.js";
import { guardRoutes } from "./guard.js";
import { serveInsights } from "./insights-routes.js";
import { serveSubscriptions } from "./subscription-routes.js";
import { serveTokens } from "./token-endpoint.js";
import type { World } from "./world.js";

/** A server that speaks as RingCentral does, without routes yet: bodies, errors, guards. */
export function createServer(world: World): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false, bodyLimit: 16 * 1024 * 1024 });
  app.removeAllContentTypeParsers();
  // RingCentral minds neither an empty JSON body nor one on a DELETE.
  app.addContentTypeParser(/^application\/json/, { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch {
      done(invalidParameter("body"));
    }
  });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
    if (error instanceof AppError) {
      return reply.code(400).send({ code: error.code, field: error.field, message: error.message });
    }
    throw error;
  });
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = invalidUri();
    return reply.code(status).send(body);
  });
  guardRoutes(app, world);
  return app;
}

/** The platform's API, as at platform.ringcentral.com. */
export function createPlatformServer(world: World): FastifyInstance {
  const app = createServer(world);
  serveTokens(app, world);
  serveSubscriptions(app, world);
  serveExtractSync(app, world);
  serveInsights(app, world);
  return app;
}
