import pg from "pg";
import { pause } from "../pause.js";

export interface Listener {
  stop(): Promise<void>;
}

export interface ListenOptions {
  /** A direct connection: LISTEN does not pass through a pooler in transaction mode. */
  readonly url: string;
  readonly channel: string;
  /** Called for a notification, and after every (re)connection, because some may have been missed meanwhile. */
  readonly onWake: () => void;
  /** Called for a notification in place of `onWake`, by those who must know what it says. */
  readonly onNotification?: (payload: string) => void;
  readonly onError: (error: Error) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that died without a word is noticed by a query that does not come back. */
const HEARTBEAT_MS = 10_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;

/**
 * Listens on a connection of its own until stopped, through any number of reconnections. A notification is only a hint
 * that there is something to read: whoever listens must also look by itself from time to time.
 */
export function listen(options: ListenOptions): Listener {
  const stopping = new AbortController();
  const done = keepListening(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function keepListening(options: ListenOptions, stopped: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!stopped.aborted) {
    try {
      await listenOnce(options, stopped, () => {
        pauseMs = FIRST_PAUSE_MS;
      });
    } catch (error) {
      if (!stopped.aborted) options.onError(error instanceof Error ? error : new Error(String(error)));
    }
    await pause(pauseMs, stopped);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Resolves when stopped; rejects when the connection is lost. */
async function listenOnce(options: ListenOptions, stopped: AbortSignal, onConnected: () => void): Promise<void> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: `callthread listen ${options.channel}`,
    keepAlive: true,
    query_timeout: HEARTBEAT_TIMEOUT_MS,
    connectionTimeoutMillis: HEARTBEAT_TIMEOUT_MS,
  });
  const lost = Promise.withResolvers<void>();
  client.on("error", lost.reject);
  client.on("end", () => lost.reject(new Error("The connection that listens was closed.")));
  const { onWake, onNotification } = options;
  client.on("notification", ({ payload }) => (onNotification === undefined ? onWake() : onNotification(payload ?? "")));
  const release = () => lost.resolve();
  stopped.addEventListener("abort", release, { once: true });
  let heartbeat: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(options.channel)}`);
    onConnected();
    onWake();
    heartbeat = setInterval(() => client.query("SELECT 1").catch(lost.reject), HEARTBEAT_MS);
    if (!stopped.aborted) await lost.promise;
  } finally {
    clearInterval(heartbeat);
    stopped.removeEventListener("abort", release);
    lost.promise.catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}
