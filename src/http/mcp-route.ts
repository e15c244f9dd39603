import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { AppError } from "../errors.js";
import { traceOf } from "../failure-trace.js";
import type { AgentHandler } from "../mcp/agent-handler.js";
import type { Ask } from "../mcp/agent-tool.js";
import { packageFacts } from "../package-root.js";
import type { Credential } from "../request-context.js";
import { credentialOf } from "./authenticate-requests.js";
import {
  contextOf,
  formatErrors,
  formatResult,
  type GraphqlEngine,
  type ServerSurroundings,
} from "./graphql-engine.js";

/** A call of a tool is a few words. */
const BODY_LIMIT_BYTES = 64 * 1024;

export interface McpRouteParts {
  readonly engine: GraphqlEngine;
  readonly surroundings: ServerSurroundings;
  readonly log: Logger;
}

/**
 * `/mcp`: the Model Context Protocol (https://modelcontextprotocol.io), for AI agents. Each request is answered by itself,
 * so that any process can: there are no sessions, and no stream stays open. Tools ask GraphQL with the request's credential:
 * its scopes, limits and audit hold.
 */
export function addMcpRoute(server: FastifyInstance, parts: McpRouteParts): void {
  let handler: Promise<AgentHandler<Credential>> | null = null;
  server.route({
    method: "POST",
    url: "/mcp",
    bodyLimit: BODY_LIMIT_BYTES,
    async handler(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
      // The protocol's library takes 30 MB: only who is asked by agents loads it.
      handler ??= loadHandler(parts);
      const answer = await handler;
      const response = await answer(webRequest(request), request.body, credentialOf(request));
      const body = Buffer.from(await response.arrayBuffer());
      return reply.code(response.status).headers(Object.fromEntries(response.headers)).send(body);
    },
  });
  server.route({
    method: ["GET", "PUT", "PATCH", "DELETE"],
    url: "/mcp",
    async handler(_request, reply) {
      reply.header("allow", "POST");
      throw new AppError("BAD_INPUT", "Agents ask by POST; there are no sessions and no streams.", {
        reason: "METHOD_NOT_ALLOWED",
      });
    },
  });
}

async function loadHandler({ engine, surroundings, log }: McpRouteParts): Promise<AgentHandler<Credential>> {
  const { createAgentHandler } = await import("../mcp/agent-handler.js");
  return createAgentHandler<Credential>({
    askAs:
      (credential): Ask =>
      async (source, variableValues) => {
        const document = engine.readDocument(source);
        if (!("kind" in document)) return { errors: formatErrors(engine, document) };
        const contextValue = contextOf(surroundings, credential, engine.requestTimeoutMs);
        const args = { schema: engine.schema, document, contextValue, variableValues };
        return formatResult(engine, await engine.execute(args));
      },
    version: packageFacts.version,
    timezone: () => surroundings.business.timezone,
    onFailure: (error) => log.error(traceOf(error), "a tool for agents failed"),
    onRefusal: (error) => log.debug(traceOf(error), "a request of an agent was refused"),
  });
}

function webRequest({ headers, method }: FastifyRequest): Request {
  const known = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return new Request("http://localhost/mcp", { method, headers: known });
}
