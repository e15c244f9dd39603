import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { requireScope } from "../authorization.js";
import type { Readiness } from "../readiness.js";
import { credentialOf } from "./authenticate-requests.js";

/** `/healthz`: this process runs. `/readyz`: it can serve; says what it cannot. Both without a credential. */
export function addHealthRoutes(
  server: FastifyInstance,
  checkReady: () => Promise<Readiness>,
  isStopping: () => boolean,
): void {
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    const readiness = await checkReady().catch(() => ({ ok: false, checks: { readiness: "cannot be told" } }));
    const isReady = readiness.ok && !isStopping();
    return reply.code(isReady ? 200 : 503).send({
      status: isReady ? "ready" : isStopping() ? "stopping" : "not ready",
      checks: readiness.checks,
    });
  });
}

/** `/metrics` in Prometheus's text format, for a credential with the scope `read`. */
export function addMetricsRoute(server: FastifyInstance, registry: Registry): void {
  server.get("/metrics", async (request, reply) => {
    requireScope({ credential: credentialOf(request) }, "read");
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
