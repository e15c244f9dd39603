import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { Gauge, Histogram, type Registry } from "prom-client";

/** Measures every request by route, never by address or body: both can carry what callers said. */
export function measureRequests(server: FastifyInstance, registry: Registry, log: Logger): void {
  const seconds = new Histogram({
    name: "callthread_http_request_seconds",
    help: "Time to answer a request.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    log.debug(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });
}

/** What this process counts by itself, told when Prometheus asks. */
export function measureCount(registry: Registry, name: string, help: string, count: () => number): void {
  new Gauge({
    ...{ name, help, registers: [registry] },
    collect() {
      this.set(count());
    },
  });
}
