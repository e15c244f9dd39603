import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { getOperationAST } from "graphql";
import type { Logger } from "pino";
import { AppError } from "../errors.js";
import { refusal } from "../graphql/limits.js";
import type { RequestContext } from "../request-context.js";
import { admitRequest } from "./admit-request.js";
import { credentialOf } from "./authenticate-requests.js";
import { sendGraphiqlPage, wantsPage } from "./graphiql-page.js";
import { contextOf, type GraphqlEngine, type ServerSurroundings } from "./graphql-engine.js";
import { keepDocuments } from "./kept-documents.js";
import { persistedOperations } from "./persisted-operations.js";
import { sentOperation } from "./sent-operation.js";

/** Operations are short; lists are sent in several requests. */
const BODY_LIMIT_BYTES = 1024 * 1024;

export interface GraphqlRouteParts {
  readonly engine: GraphqlEngine;
  readonly surroundings: ServerSurroundings;
  readonly log: Logger;
}

/** `/graphql` over HTTP: https://graphql.github.io/graphql-over-http/. Returns what ends Apollo. */
export async function addGraphqlRoute(server: FastifyInstance, parts: GraphqlRouteParts): Promise<() => Promise<void>> {
  const apollo = new ApolloServer<RequestContext>(apolloOptions(parts));
  // Apollo logs that it runs without a landing page and the like; only its failures matter here.
  await apollo.start();
  const { engine } = parts;
  const contexts = new WeakMap<FastifyRequest, RequestContext>();
  const contextFor = (request: FastifyRequest): RequestContext =>
    contexts.get(request) ?? contextOf(parts.surroundings, credentialOf(request), engine.requestTimeoutMs);
  const handle = fastifyApolloHandler(apollo, { context: async (request) => contextFor(request) });
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const sent = sentOperation(request);
    if (sent === null) return handle.call(server, request, reply);
    const context = contextFor(request);
    // What goes wrong here goes wrong again when the answer is worked out, and is told by that.
    const kept = await engine.kept.find(sent, context).catch(() => null);
    if (kept !== null) return reply.header("content-type", kept.contentType).send(kept.body);
    contexts.set(request, context);
    const body: unknown = await handle.call(server, request, reply);
    const contentType = reply.getHeader("content-type");
    if (reply.statusCode === 200 && typeof body === "string" && typeof contentType === "string")
      engine.kept.keep(sent, context, { contentType, body });
    return body;
  };
  server.route({
    method: ["GET", "POST"],
    url: "/graphql",
    bodyLimit: BODY_LIMIT_BYTES,
    handler(request, reply) {
      if (wantsPage(request)) return sendGraphiqlPage(reply);
      admitRequest(request, engine.registered);
      return answer(request, reply);
    },
  });
  server.route({
    method: ["PUT", "PATCH", "DELETE", "OPTIONS"],
    url: "/graphql",
    async handler(_request, reply) {
      reply.header("allow", "GET, POST");
      throw new AppError("BAD_INPUT", "GraphQL is asked by GET or POST.", { reason: "METHOD_NOT_ALLOWED" });
    },
  });
  return () => apollo.stop();
}

function apolloOptions({ engine, log }: GraphqlRouteParts): ApolloServerOptions<RequestContext> {
  return {
    // A gateway is Apollo's way to bring an executor of one's own.
    gateway: {
      async load() {
        return {
          executor: async ({ document, request, context, operationName }) => {
            const name = operationName ?? request.operationName;
            if (getOperationAST(document, name)?.operation === "subscription") return refusal(noSubscriptions());
            return engine.execute({
              schema: engine.schema,
              document,
              contextValue: context,
              variableValues: request.variables,
              operationName: name,
            });
          },
        };
      },
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: engine.schema, coreSupergraphSdl: "" });
        return () => undefined;
      },
      async stop() {},
    },
    parseOptions: engine.parseOptions,
    formatError: engine.formatError,
    // A rule of ours refuses it, with a code of its own.
    introspection: true,
    validationRules: [...engine.validationRules],
    includeStacktraceInErrorResponses: false,
    documentStore: documentStore(),
    persistedQueries: { cache: persistedOperations() },
    allowBatchedHttpRequests: false,
    // No page can send this header elsewhere without asking first, so a request that carries it is nobody's forgery.
    csrfPrevention: { requestHeaders: ["authorization"] },
    stopOnTerminationSignals: false,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => log.warn(withoutCause(message)),
      error: (message) => log.error(withoutCause(message)),
    },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would put a function of its own around every field of every row: a quarter of a history's work, for a header.
      ApolloServerPluginCacheControlDisabled(),
      statusByMediaType,
    ],
  };
}

/** Apollo asks by hash. */
function documentStore(): NonNullable<ApolloServerOptions<RequestContext>["documentStore"]> {
  const documents = keepDocuments();
  return {
    get: async (hash) => documents.get(hash),
    set: async (hash, document) => documents.set(hash, document),
    delete: async () => false,
  };
}

/** Apollo puts an error's own message, which may quote what callers said, behind a colon. */
const withoutCause = (message: unknown): string => String(message).split(": ", 1)[0] ?? "";

const noSubscriptions = (): AppError =>
  new AppError(
    "BAD_INPUT",
    "A subscription needs a WebSocket: connect to this address with the subprotocol graphql-transport-ws.",
    { reason: "NEEDS_SOCKET" },
  );

/**
 * GraphQL over HTTP §6.4: as `application/json` every answer to a well-formed request is a 200, since a proxy may have
 * written any other status; only `application/graphql-response+json` lets the status tell of the operation.
 */
const statusByMediaType: ApolloServerPlugin<RequestContext> = {
  async requestDidStart({ request }) {
    return {
      async willSendResponse({ response, source }) {
        const isTrustworthy = (request.http?.headers.get("accept") ?? "").includes("application/graphql-response+json");
        if (source !== undefined && response.http.status === 400 && !isTrustworthy) response.http.status = 200;
      },
    };
  },
};
