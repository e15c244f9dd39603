import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ExecutionArgs } from "graphql";
import { type Context, handleProtocols, makeServer, type OperationResult, type Server } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { RequestContext } from "../request-context.js";
import type { Access } from "./authentication.js";
import {
  contextOf,
  formatErrors,
  formatResult,
  type GraphqlEngine,
  type ServerSurroundings,
  subscribe,
} from "./graphql-engine.js";
import { endBroken, endRefused, refuseUpgrade, SERVICE_RESTART } from "./socket-endings.js";
import { keepSockets } from "./socket-upkeep.js";
import { DEFAULT_TIMES, type SocketTimes, type Visitor } from "./socket-visitor.js";
import { traceOf } from "./trace-of.js";

/** An operation over a socket is as large as over HTTP. */
const MESSAGE_LIMIT_BYTES = 1024 * 1024;

export interface GraphqlSocketParts {
  readonly engine: GraphqlEngine;
  readonly access: Access;
  readonly surroundings: ServerSurroundings;
  readonly log: Logger;
  readonly times?: Partial<SocketTimes> | undefined;
}

export interface GraphqlSockets {
  /** How many are open. */
  count(): number;
  /** Takes no more, tells each to reconnect elsewhere, and resolves when all are gone. */
  stop(): Promise<void>;
}

/** `/graphql` as a WebSocket speaking graphql-transport-ws, on the port of `server`. */
export function addGraphqlSocket(server: FastifyInstance, parts: GraphqlSocketParts): GraphqlSockets {
  const times = { ...DEFAULT_TIMES, ...parts.times };
  const acceptor = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES, handleProtocols });
  const protocol = createProtocol(parts, times);
  const visitors = new Set<Visitor>();
  const stopKeeping = keepSockets(visitors, parts.access, times);
  let isStopping = false;

  server.server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that is gone before it was answered must not end the process.
    stream.on("error", (error) => parts.log.debug(traceOf(error), "an upgrade failed"));
    if (request.url?.split("?")[0] !== "/graphql") return refuseUpgrade(stream, 404);
    if (isStopping) return refuseUpgrade(stream, 503);
    acceptor.handleUpgrade(request, stream, head, (socket) => {
      const visitor: Visitor = { socket, authorization: undefined, credential: null, isAlive: true };
      visitors.add(visitor);
      socket.on("pong", () => {
        visitor.isAlive = true;
      });
      socket.once("close", () => visitors.delete(visitor));
      openSocket(protocol, visitor, parts.log);
    });
  });

  return {
    count: () => visitors.size,
    async stop() {
      isStopping = true;
      stopKeeping();
      const sockets = [...visitors].map((visitor) => visitor.socket);
      const gone = sockets.map((socket) => new Promise((done) => socket.once("close", done)));
      for (const socket of sockets) socket.close(SERVICE_RESTART, "Service restart: reconnect");
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, times.goodbyeMs);
      await Promise.all(gone);
      clearTimeout(cut);
    },
  };
}

type ConnectionParams = { authorization?: unknown };
type MakeContext = () => RequestContext;

function createProtocol(parts: GraphqlSocketParts, times: SocketTimes): Server<Visitor> {
  const { engine } = parts;
  return makeServer<ConnectionParams, Visitor>({
    connectionInitWaitTimeout: times.initialisationMs,
    // With graphql-ws's own reading a syntax error would end the socket and every subscription on it.
    onSubscribe: (_context, _id, { query, operationName, variables }) => {
      const document = engine.readDocument(query);
      if (!("kind" in document)) return document;
      return { schema: engine.schema, document, operationName: operationName ?? null, variableValues: variables ?? {} };
    },
    context: ({ extra }) => makerOf(parts.surroundings, extra),
    execute: (args) => engine.execute({ ...args, contextValue: contextMaker(args)() }) as OperationResult,
    subscribe: (args) => subscribe(engine, args, contextMaker(args)) as OperationResult,
    onConnect: (context) => greet(parts.access, context),
    onNext: (_context, _id, _payload, _args, result) => formatResult(engine, result),
    onError: (_context, _id, _payload, errors) => formatErrors(engine, errors),
  });
}

/** graphql-ws carries one context for an operation; each event of a subscription needs one of its own. */
function makerOf(surroundings: ServerSurroundings, visitor: Visitor): MakeContext {
  return () => {
    if (visitor.credential === null) throw new Error("An operation came from a socket that was never let in.");
    return contextOf(surroundings, visitor.credential);
  };
}

const contextMaker = (args: ExecutionArgs): MakeContext => args.contextValue as MakeContext;

/** The hook of graphql-ws that lets a socket in: true, or a close code that says why not. */
async function greet(
  access: Access,
  { connectionParams, extra }: Context<ConnectionParams, Visitor>,
): Promise<boolean> {
  const given = connectionParams?.authorization;
  extra.authorization = typeof given === "string" ? given : undefined;
  try {
    extra.credential = await access.authenticate(extra.authorization);
    return true;
  } catch (error) {
    endRefused(extra.socket, error);
    return false;
  }
}

function openSocket(protocol: Server<Visitor>, visitor: Visitor, log: Logger): void {
  const { socket } = visitor;
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on("message", (data) => {
          handle(String(data)).catch((error: unknown) => endBroken(log, socket, error));
        }),
    },
    visitor,
  );
  // A frame that breaks the protocol or the size limit: `ws` closes with the right code by itself.
  socket.on("error", (error) => log.debug(traceOf(error), "a socket failed"));
  socket.once("close", (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => log.error(traceOf(error), "a socket could not be left"));
  });
}

/** Resolves when the kernel took it: a subscription reads its next event only then, so a slow reader slows itself. */
const send = (socket: WebSocket, data: string): Promise<void> =>
  new Promise((sent, failed) => {
    if (socket.readyState !== socket.OPEN) sent();
    else socket.send(data, (error) => (error ? failed(error) : sent()));
  });
