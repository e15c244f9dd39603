import type { WebSocket } from "ws";
import type { Credential } from "../request-context.js";

/** Whoever opened a socket; nobody knows who until connection_init was answered. */
export interface Visitor {
  readonly socket: WebSocket;
  /** As limits count it. */
  readonly address: string;
  /** As given in connection_init, to be judged again. */
  authorization: string | undefined;
  credential: Credential | null;
  /** Whether the last ping was answered. */
  isAlive: boolean;
  /** How long, in ms, a message was seen to wait for the kernel to take it; null where none waits. */
  stalledMs: number | null;
}

export interface SocketTimes {
  /** How long a new socket may take to say who it is; then 4408. */
  readonly initialisationMs: number;
  /** How often a socket is pinged; one that did not answer the last ping is ended. */
  readonly pingMs: number;
  /**
   * How often sockets are looked at: the credential behind one is judged again, a revoked or expired one ends it with
   * 4403; and what has waited for a reader is counted.
   */
  readonly recheckMs: number;
  /** How long a message may wait for a reader that does not read; then it is ended, to come back with its cursor. */
  readonly slowReaderMs: number;
  /** How long a socket that was told to go may take; then it is cut. */
  readonly goodbyeMs: number;
}

export const DEFAULT_TIMES: SocketTimes = {
  initialisationMs: 5_000,
  pingMs: 15_000,
  recheckMs: 500,
  slowReaderMs: 10_000,
  goodbyeMs: 2_000,
};
