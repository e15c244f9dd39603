import pg from "pg";
import { listen } from "../database/listen.js";
import { preparedStatements } from "../database/prepared-statements.js";

/**
 * The queue's connections. Jobs are taken and noted many times a second, so these statements are prepared: planning them
 * costs the database as much as running them. Where a pooler stands before it they go through it, LISTEN does not.
 *
 * What is written here is who has taken which job, and that a job with nothing to write is done: a database that crashes may
 * forget the last half second of it, and the jobs are taken again. What must not be lost (a job that follows, that one is
 * done whose writes are) is part of its own transaction, on other connections.
 */
export interface QueueConnections {
  executeSql(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

export interface QueueConnectionsOptions {
  readonly url: string;
  readonly directUrl: string;
  readonly most: number;
  readonly onError: (error: Error) => void;
}

/** A plan made while a table was empty must not walk it when it is full: all that is asked often has an index. */
const SETTINGS = "-c synchronous_commit=off -c enable_seqscan=off";
/** Jobs are taken without values. Else a text without values is run once: several statements at a time, that set the tables up. */
const HOT = /^\s*WITH\b[^;]*$/;

export function openQueueConnections({ url, directUrl, most, onError }: QueueConnectionsOptions): QueueConnections {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: most, application_name: "callthread queue" },
    // A pooler refuses connections with settings of a session.
    ...(url === directUrl ? { options: SETTINGS } : {}),
  });
  pool.on("error", onError);
  const prepared = preparedStatements(pool);
  return {
    executeSql: (text, values = []) =>
      values.length === 0 && !HOT.test(text) ? pool.query(text) : prepared.run(text, values),
    async listen(channel, onNotification, onReconnect) {
      const listener = listen({ url: directUrl, channel, onWake: onReconnect, onNotification, onError });
      return { close: () => listener.stop() };
    },
    close: () => pool.end(),
  };
}
