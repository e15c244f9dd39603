import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { AppError } from "../errors.js";
import { serveAccount } from "./account-routes.js";
import { ApiError, invalidParameter, invalidUri } from "./api-error.js";
import { serveExtractSync } from "./call-log-extract-sync.js";
import { serveCallLog } from "./call-log-routes.js";
import type { Control } from "./control.js";
import { serveControl } from "./control-routes.js";
import { guardRoutes } from "./guard.js";
import { serveInsights } from "./insights-routes.js";
import { serveMedia, serveRecordings } from "./recording-routes.js";
import { serveSubscriptions } from "./subscription-routes.js";
import { serveTokens } from "./token-endpoint.js";
import type { World } from "./world.js";

/** A server that speaks as RingCentral does, without routes yet: bodies, errors, guards. */
function createServer(world: World): FastifyInstance {
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
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
    if (error instanceof AppError) {
      return reply
        .code(error.code === "NOT_FOUND" ? 404 : 400)
        .send({ code: error.code, field: error.field, message: error.message });
    }
    // Fastify's own refusals carry their status; anything else is a mistake of the simulator and says what it is.
    return reply.code(error.statusCode ?? 500).send({ errorCode: "CMN-203", message: error.message, errors: [] });
  });
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = invalidUri();
    return reply.code(status).send(body);
  });
  guardRoutes(app, world);
  return app;
}

/** The platform's API, as at platform.ringcentral.com, and beside it the simulator's own levers under `/sim`. */
export function createPlatformServer(world: World, control: Control): FastifyInstance {
  const app = createServer(world);
  serveTokens(app, world);
  serveSubscriptions(app, world);
  serveAccount(app, world);
  serveCallLog(app, world);
  serveExtractSync(app, world);
  serveRecordings(app, world);
  serveInsights(app, world);
  serveControl(app, control);
  return app;
}

/** The media host, as media.ringcentral.com: sound only. */
export function createMediaServer(world: World): FastifyInstance {
  const app = createServer(world);
  serveMedia(app, world);
  return app;
}
