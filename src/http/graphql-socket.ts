import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from "graphql";
import { type Context, handleProtocols, makeServer, type OperationResult, type Server } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { AppError } from "../errors.js";
import { traceOf } from "../failure-trace.js";
import { refusal } from "../graphql/limits.js";
import { refuseUnreadable } from "../graphql/unreadable-text.js";
import type { RequestContext } from "../request-context.js";
import type { Doorkeeper } from "./authenticate-requests.js";
import { deliverEvents } from "./deliver-events.js";
import {
  contextOf,
  formatErrors,
  formatResult,
  type GraphqlEngine,
  type PayloadStream,
  type ServerSurroundings,
  subscribe,
} from "./graphql-engine.js";
import type { RequestRates } from "./request-rates.js";
import { endBroken, endPostponed, endRefused, refuseUpgrade, SERVICE_RESTART } from "./socket-endings.js";
import { createOpenSockets, type OpenSockets, type SocketLimits, tooManySubscriptions } from "./socket-limits.js";
import { keepSockets } from "./socket-upkeep.js";
import { DEFAULT_TIMES, type SocketTimes, type Visitor } from "./socket-visitor.js";

/** An operation over a socket is as large as over HTTP. */
const MESSAGE_LIMIT_BYTES = 1024 * 1024;

export interface GraphqlSocketParts {
  readonly engine: GraphqlEngine;
  readonly doorkeeper: Doorkeeper;
  readonly limits: SocketLimits;
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
  const visitors = createOpenSockets(parts.limits);
  const protocol = createProtocol(parts, times, visitors);
  const stopKeeping = keepSockets(visitors, parts.doorkeeper.access, times);
  let isStopping = false;

  server.server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that is gone before it was answered must not end the process.
    stream.on("error", (error) => parts.log.debug(traceOf(error), "an upgrade failed"));
    if (request.url?.split("?")[0] !== "/graphql") return refuseUpgrade(stream, "elsewhere");
    if (isStopping) return refuseUpgrade(stream, "stopping");
    if (visitors.isFull) return refuseUpgrade(stream, "full");
    const address = parts.doorkeeper.addressOf(request);
    try {
      parts.doorkeeper.rates.countAddress(address);
    } catch {
      return refuseUpgrade(stream, "often");
    }
    acceptor.handleUpgrade(request, stream, head, (socket) => {
      const visitor: Visitor = {
        socket,
        address,
        authorization: undefined,
        credential: null,
        isAlive: true,
        stalledMs: null,
      };
      visitors.add(visitor);
      socket.on("pong", () => {
        visitor.isAlive = true;
      });
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

type ConnectionParams = Record<string, unknown>;
type MakeContext = (timeoutMs?: number) => RequestContext;

function createProtocol(parts: GraphqlSocketParts, times: SocketTimes, sockets: OpenSockets): Server<Visitor> {
  const { engine, limits, doorkeeper } = parts;
  return makeServer<ConnectionParams, Visitor>({
    connectionInitWaitTimeout: times.initialisationMs,
    // With graphql-ws's own reading a syntax error would end the socket and every subscription on it.
    onSubscribe: ({ extra, subscriptions }, _id, { query, operationName, variables, extensions }) => {
      let text = query;
      try {
        doorkeeper.rates.countCredential(extra.credential?.id ?? "");
        if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket)
          throw tooManySubscriptions(limits.subscriptionsPerSocket);
        text = engine.registered?.require({ query, extensions }) ?? query;
        refuseUnreadable(text);
      } catch (error) {
        if (error instanceof AppError) return refusal(error).errors;
        throw error;
      }
      const document = engine.readDocument(text);
      if (!("kind" in document)) return document;
      return { schema: engine.schema, document, operationName: operationName || null, variableValues: variables ?? {} };
    },
    context: ({ extra }) => makerOf(parts.surroundings, extra),
    execute: (args) =>
      engine.execute({ ...args, contextValue: contextMaker(args)(engine.requestTimeoutMs) }) as OperationResult,
    subscribe: (args) => subscribe(engine, args, contextMaker(args)) as OperationResult,
    onOperation: ({ extra }, id, _payload, args, result) => {
      if (isPayloadStream(result)) return deliverEvents(result, id, extra);
      if (isSubscription(args)) endPostponed(extra.socket, result as ExecutionResult);
      return undefined;
    },
    onConnect: (context) => greet(doorkeeper, sockets, context),
    onNext: (_context, _id, _payload, _args, result) => formatResult(engine, result),
    onError: (_context, _id, _payload, errors) => formatErrors(engine, errors),
  });
}

/** graphql-ws carries one context for an operation; each event of a subscription needs one of its own. */
function makerOf(surroundings: ServerSurroundings, visitor: Visitor): MakeContext {
  return (timeoutMs) => {
    if (visitor.credential === null) throw new Error("An operation came from a socket that was never let in.");
    return contextOf(surroundings, visitor.credential, timeoutMs);
  };
}

const isPayloadStream = (result: unknown): result is PayloadStream =>
  typeof result === "object" && result !== null && "leave" in result;

const isSubscription = ({ document, operationName }: ExecutionArgs): boolean =>
  getOperationAST(document, operationName)?.operation === "subscription";

const contextMaker = (args: ExecutionArgs): MakeContext => args.contextValue as MakeContext;

/** The hook of graphql-ws that lets a socket in: true, or a close code that says why not. */
async function greet(
  { access, rates }: Doorkeeper,
  sockets: OpenSockets,
  { connectionParams, extra }: Context<ConnectionParams, Visitor>,
): Promise<boolean> {
  // As among headers: clients write "Authorization", too.
  const given = Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  extra.authorization = typeof given === "string" ? given : undefined;
  try {
    const credential = await access.authenticate(extra.authorization);
    if (!sockets.admit(extra, credential.id)) return false;
    extra.credential = credential;
    return true;
  } catch (error) {
    endRefused(extra.socket, countRefused(rates, extra.address, error));
    return false;
  }
}

/** What to tell whoever was refused: that they try too often, where they do. */
function countRefused(rates: RequestRates, address: string, error: unknown): unknown {
  if (!(error instanceof AppError && error.code === "UNAUTHENTICATED")) return error;
  try {
    rates.countRefusal(address);
    return error;
  } catch (tooOften) {
    return tooOften;
  }
}

/** RFC 6455 §5.5: 123 bytes; what clients put into a reason, such as an id, may be longer and have wider characters. */
const LONGEST_REASON = 40;

function openSocket(protocol: Server<Visitor>, visitor: Visitor, log: Logger): void {
  const { socket } = visitor;
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason?.slice(0, LONGEST_REASON)),
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
