import type { Duplex } from "node:stream";
import type { ExecutionResult } from "graphql";
import { CloseCode } from "graphql-ws";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { AppError, messageOf } from "../errors.js";
import { traceOf } from "../failure-trace.js";
import { causeOf } from "../graphql/error-format.js";
import { failureBody, failureOf } from "./failure-response.js";

/** RFC 6455 §7.4: come back, the service restarts. Clients of graphql-ws reconnect by themselves. */
export const SERVICE_RESTART = 1012;

/** IANA's registry of close codes: something is amiss for a while. Clients of graphql-ws come back; after 4500 never. */
export const TRY_AGAIN_LATER = 1013;

/** Reasons that a fresh token or another key mends: a client may come back by itself (4403); others may not (4401). */
const MENDABLE: ReadonlySet<string> = new Set(["EXPIRED_TOKEN", "EXPIRED_KEY", "REVOKED_KEY"]);

/** Ends a socket whose credential was refused; the close reason is the stable reason, e.g. UNKNOWN_KEY. */
export function endRefused(socket: WebSocket, error: unknown): void {
  const { code, reason } = failureOf(error);
  if (code === "UNAVAILABLE" || code === "LIMIT_EXCEEDED") socket.close(TRY_AGAIN_LATER, reason ?? code);
  else if (code !== "UNAUTHENTICATED") socket.close(CloseCode.InternalServerError, reason ?? code);
  else if (MENDABLE.has(reason ?? "")) socket.close(CloseCode.Forbidden, reason);
  else socket.close(CloseCode.Unauthorized, reason ?? code);
}

/** Ends a socket on which a message could not be handled: 4400 where the client is to blame, else 4500. */
export function endBroken(log: Logger, socket: WebSocket, error: unknown): void {
  if (messageOf(error).startsWith("Unexpected message of type")) {
    socket.close(CloseCode.BadRequest, "Unexpected message type");
    return;
  }
  log.error(traceOf(error), "a message on a socket could not be handled");
  socket.close(CloseCode.InternalServerError, "Internal server error");
}

/**
 * Ends the socket on which a subscription could not begin for want of the database. Told of it as of an error, clients take
 * the subscription for completed and never ask again; after this they come back, with their last cursor.
 */
export function endPostponed(socket: WebSocket, { errors = [] }: ExecutionResult): void {
  const failure = errors.map((error) => failureOf(causeOf(error))).find(({ code }) => code === "UNAVAILABLE");
  if (failure !== undefined) socket.close(TRY_AGAIN_LATER, failure.reason ?? failure.code);
}

const RETRY_AFTER_SECONDS = 10;

const REFUSALS = {
  elsewhere: {
    status: 404,
    text: "Not Found",
    error: new AppError("NOT_FOUND", "Sockets are opened at /graphql."),
  },
  stopping: {
    status: 503,
    text: "Service Unavailable",
    error: new AppError("UNAVAILABLE", "This process is stopping; try again.", { reason: "STOPPING" }),
  },
  full: {
    status: 503,
    text: "Service Unavailable",
    error: new AppError("LIMIT_EXCEEDED", "This process holds as many sockets as it may; try again later.", {
      reason: "TOO_MANY_SOCKETS",
    }),
  },
  often: {
    status: 429,
    text: "Too Many Requests",
    error: new AppError("LIMIT_EXCEEDED", "Too many requests from this address in a minute; try again later.", {
      reason: "RATE_LIMITED",
    }),
  },
} as const;

/** Answers a request for a socket that there will not be. */
export function refuseUpgrade(stream: Duplex, why: keyof typeof REFUSALS): void {
  const { status, text, error } = REFUSALS[why];
  const body = failureBody(failureOf(error));
  stream.end(
    [
      `HTTP/1.1 ${status} ${text}`,
      ...(status === 404 ? [] : [`Retry-After: ${RETRY_AFTER_SECONDS}`]),
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
