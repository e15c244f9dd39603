import type { WebSocket } from "ws";
import { AppError } from "../errors.js";
import { TRY_AGAIN_LATER } from "./socket-endings.js";
import type { Visitor } from "./socket-visitor.js";

export interface SocketLimits {
  /** Open at once, of one credential, in this process. */
  readonly socketsPerCredential: number;
  /** Open at once in this process. */
  readonly socketsInAll: number;
  /** Operations under way at once on one socket. */
  readonly subscriptionsPerSocket: number;
}

/** 5,000 desks on one process, and all of them again while a proxy still holds their old sockets. */
export const DEFAULT_SOCKET_LIMITS: SocketLimits = {
  socketsPerCredential: 10_000,
  socketsInAll: 20_000,
  subscriptionsPerSocket: 100,
};

/** The sockets of this process, by whoever opened them. */
export interface OpenSockets extends Iterable<Visitor> {
  readonly size: number;
  readonly isFull: boolean;
  add(visitor: Visitor): void;
  /** Counts a socket as its credential's; false, and the socket is ended (1013), where that has too many. */
  admit(visitor: Visitor, credentialId: string): boolean;
}

export function createOpenSockets(limits: SocketLimits): OpenSockets {
  const visitors = new Set<Visitor>();
  const byCredential = new Map<string, number>();
  const count = (id: string, change: number) => {
    const now = (byCredential.get(id) ?? 0) + change;
    if (now > 0) byCredential.set(id, now);
    else byCredential.delete(id);
    return now;
  };
  return {
    get size() {
      return visitors.size;
    },
    get isFull() {
      return visitors.size >= limits.socketsInAll;
    },
    add(visitor) {
      visitors.add(visitor);
      visitor.socket.once("close", () => visitors.delete(visitor));
    },
    admit({ socket }, credentialId) {
      if (socket.readyState !== socket.OPEN) return false;
      if (count(credentialId, 1) > limits.socketsPerCredential) {
        count(credentialId, -1);
        endCrowded(socket);
        return false;
      }
      socket.once("close", () => count(credentialId, -1));
      return true;
    },
    [Symbol.iterator]: () => visitors.values(),
  };
}

const endCrowded = (socket: WebSocket): void => socket.close(TRY_AGAIN_LATER, "TOO_MANY_SOCKETS");

/** Refuses the operation that is one too many. */
export const tooManySubscriptions = (most: number): AppError =>
  new AppError(
    "LIMIT_EXCEEDED",
    `More than ${most} operations are under way on this socket; complete some, or open another socket.`,
    { reason: "TOO_MANY_SUBSCRIPTIONS" },
  );
