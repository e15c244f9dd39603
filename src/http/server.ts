import Fastify, { type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { AppError, messageOf } from "../errors.js";
import type { Readiness } from "../readiness.js";
import { authenticateRequests } from "./authenticate-requests.js";
import type { Access } from "./authentication.js";
import { createAddressOf } from "./caller-address.js";
import { allowOrigins } from "./cross-origin.js";
import { sendFailure } from "./failure-response.js";
import { addGraphiqlAssets, wantsPage } from "./graphiql-page.js";
import type { GraphqlEngine, ServerSurroundings } from "./graphql-engine.js";
import { addGraphqlRoute } from "./graphql-route.js";
import { addGraphqlSocket } from "./graphql-socket.js";
import { addHealthRoutes, addMetricsRoute } from "./health-routes.js";
import { checkListenAddress, urlOf } from "./listen-address.js";
import { addMcpRoute } from "./mcp-route.js";
import { measureCount, measureRequests } from "./request-metrics.js";
import { createRates, DEFAULT_LIMITS, type RequestLimits } from "./request-rates.js";
import { addSecurityHeaders } from "./security-headers.js";
import { DEFAULT_SOCKET_LIMITS, type SocketLimits } from "./socket-limits.js";
import type { SocketTimes } from "./socket-visitor.js";
import { addWebhookRoute, type WebhookDoor } from "./webhook-route.js";

export interface ServerParts {
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl?: string | undefined;
    readonly trustedProxies?: readonly string[];
    readonly corsOrigins?: readonly string[];
    /** Whether AI agents may ask for tools. */
    readonly mcp?: boolean;
  };
  readonly log: Logger;
  readonly engine: GraphqlEngine;
  readonly surroundings: ServerSurroundings;
  readonly access: Access;
  readonly webhook: WebhookDoor;
  readonly checkReady: () => Promise<Readiness>;
  readonly registry: Registry;
  readonly limits?: Partial<RequestLimits & SocketLimits>;
  readonly socketTimes?: Partial<SocketTimes>;
}

export interface RunningServer {
  readonly url: string;
  /** From now on /readyz says that it is stopping, while requests are still taken. */
  announceStop(): void;
  /** Takes no more requests, finishes those under way, tells sockets to reconnect elsewhere. */
  stop(): Promise<void>;
}

/** How long requests under way may take after `stop`; then they are cut. */
const DRAIN_MS = 10_000;
/** A request that takes longer to arrive is a slow attack. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The route table. Throws AppError CONFIGURATION where the address is not loopback and nobody could authenticate, or
 * where it cannot be listened on.
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  await checkListenAddress(parts.config.host, parts.access);
  let isStopping = false;
  const server: FastifyInstance = Fastify({
    // Addresses carry searches, which are what callers said: requests are measured instead of logged.
    logger: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.removeContentTypeParser("text/plain");
  server.setErrorHandler((error, request, reply) => sendFailure(parts.log, error, request, reply));
  server.setNotFoundHandler(async () => {
    throw new AppError(
      "NOT_FOUND",
      "There is nothing at this address; GraphQL is at /graphql, tools for AI agents at /mcp.",
      {
        reason: "NO_SUCH_ROUTE",
      },
    );
  });
  measureRequests(server, parts.registry, parts.log);
  addSecurityHeaders(server, parts.config.publicUrl?.startsWith("https:") ?? false);

  addHealthRoutes(server, parts.checkReady, () => isStopping);
  addGraphiqlAssets(server);
  await addWebhookRoute(server, parts.webhook);
  const limits = { ...DEFAULT_LIMITS, ...DEFAULT_SOCKET_LIMITS, ...parts.limits };
  const doorkeeper = {
    access: parts.access,
    rates: createRates(limits),
    addressOf: createAddressOf(parts.config.trustedProxies ?? []),
  };
  let stopGraphql = async () => {};
  await server.register(async (guarded) => {
    await allowOrigins(guarded, parts.config.corsOrigins ?? []);
    authenticateRequests(guarded, doorkeeper, wantsPage);
    stopGraphql = await addGraphqlRoute(guarded, parts);
    if (parts.config.mcp !== false) addMcpRoute(guarded, parts);
    addMetricsRoute(guarded, parts.registry);
  });
  const sockets = addGraphqlSocket(server, { ...parts, doorkeeper, limits, times: parts.socketTimes });
  measureCount(parts.registry, "callthread_sockets", "Open GraphQL sockets of this process.", sockets.count);
  measureCount(
    parts.registry,
    "callthread_subscribers",
    "Subscriptions under way in this process.",
    parts.engine.liveResults.subscribers,
  );

  const port = await listen(server, parts.config);
  return {
    url: urlOf(parts.config.host, port),
    announceStop() {
      isStopping = true;
    },
    async stop() {
      isStopping = true;
      await sockets.stop();
      const cut = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
      await server.close();
      clearTimeout(cut);
      await stopGraphql();
    },
  };
}

async function listen(server: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const code = (cause as NodeJS.ErrnoException).code;
    const why = LISTEN_FAILURES[code ?? ""] ?? messageOf(cause);
    throw new AppError("CONFIGURATION", `Cannot listen on ${host} port ${port}: ${why}.`, { field: "PORT", cause });
  }
  const address = server.server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}

const LISTEN_FAILURES: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; set PORT (or --port) to another, or to 0 for a free one",
  EACCES: "the system does not allow it; ports below 1024 need a privilege",
  EADDRNOTAVAIL: "this machine does not have that address; set HOST to one that it has",
  ENOTFOUND: "there is no such host name",
};
