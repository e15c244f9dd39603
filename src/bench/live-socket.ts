import { WebSocket } from "ws";
import { monotonicMs } from "./live-client-messages.js";

/** A subscriber that is as light as one can be, and comes back with its cursor whenever it is ended. */
export interface LiveSocket {
  readonly customerId: string | null;
  /** Positions in the order in which they came, and when. */
  positions: number[];
  receivedAt: number[];
  pause(): void;
  resume(): void;
  close(): void;
}

export interface LiveSocketOptions {
  readonly url: string;
  readonly authorization: string | null;
  readonly query: string;
  readonly customerId: string | null;
  readonly after: string;
  /** Called when the server has taken the subscription, each time. */
  readonly onOpen: () => void;
  readonly onEnd: (code: number, reason: string) => void;
}

/** Those of a process that was killed come back spread over this. */
const COME_BACK_WITHIN_MS = 1_000;

export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  let cursor = options.after;
  let socket: WebSocket;
  let isWanted = true;
  const state: LiveSocket = {
    customerId: options.customerId,
    positions: [],
    receivedAt: [],
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close() {
      isWanted = false;
      socket.terminate();
    },
  };
  const take = (text: string): void => {
    const at = text.indexOf('"cursor":"');
    if (at < 0) {
      if (text.includes('"connection_ack"')) subscribe();
      else if (text.includes('"type":"error"')) throw new Error(`A subscription was refused: ${text.slice(0, 300)}`);
      return;
    }
    cursor = text.slice(at + 10, text.indexOf('"', at + 10));
    state.positions.push(positionOf(cursor));
    state.receivedAt.push(monotonicMs());
  };
  const subscribe = (): void => {
    const variables = { after: cursor, customerId: options.customerId };
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: options.query, variables } }));
    options.onOpen();
  };
  const open = (): void => {
    socket = new WebSocket(options.url, "graphql-transport-ws", { perMessageDeflate: false });
    socket.on("open", () => {
      if (options.authorization === null) return options.onOpen();
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: options.authorization } }));
    });
    socket.on("message", (data) => take(String(data)));
    socket.on("error", () => undefined);
    socket.on("close", (code, reason) => {
      if (!isWanted) return;
      options.onEnd(code, String(reason));
      setTimeout(open, Math.random() * COME_BACK_WITHIN_MS);
    });
  };
  open();
  return state;
}

const known = new Map<string, number>();

/** As `connection.ts` writes cursors: base64url of a JSON list. A bare server gives positions as they are. */
function positionOf(cursor: string): number {
  let position = known.get(cursor);
  if (position === undefined) {
    position = /^\d+$/.test(cursor)
      ? Number(cursor)
      : Number(/\d+/.exec(Buffer.from(cursor, "base64url").toString())?.[0]);
    known.set(cursor, position);
  }
  return position;
}
