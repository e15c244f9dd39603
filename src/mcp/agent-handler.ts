import { createMcpHandler } from "@modelcontextprotocol/server";
import { type AgentServerParts, createAgentServer } from "./agent-server.js";
import type { Ask } from "./agent-tool.js";

export interface AgentHandlerParts<Caller> extends AgentServerParts {
  /** What answers operations for whoever sent the request. */
  readonly askAs: (caller: Caller) => Ask;
  /** Told of requests that are not of the protocol. */
  readonly onRefusal: (error: unknown) => void;
}

/** Answers a request whose body was read, for its sender; streamable HTTP, every request by itself. */
export type AgentHandler<Caller> = (request: Request, body: unknown, caller: Caller) => Promise<Response>;

export function createAgentHandler<Caller>(parts: AgentHandlerParts<Caller>): AgentHandler<Caller> {
  const handler = createMcpHandler(
    ({ authInfo }) => createAgentServer(parts.askAs(authInfo?.extra?.caller as Caller), parts),
    {
      // There is nothing to listen to: tools never change while a process runs.
      maxSubscriptions: 0,
      onerror: parts.onRefusal,
    },
  );
  // Who sent it was found out before: of the token nothing is told.
  const authInfoOf = (caller: Caller) => ({ token: "", clientId: "", scopes: [], extra: { caller } });
  return (request, body, caller) => handler.fetch(request, { authInfo: authInfoOf(caller), parsedBody: body });
}
