import pg from "pg";
import { listen } from "../database/listen.js";

/** The queue's connections where a pooler stands before the database: its statements go through it, its LISTEN does not. */
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

export function openQueueConnections({ url, directUrl, most, onError }: QueueConnectionsOptions): QueueConnections {
  const pool = new pg.Pool({ connectionString: url, max: most, application_name: "callthread queue" });
  pool.on("error", onError);
  return {
    executeSql: (text, values) => pool.query(text, values),
    async listen(channel, onNotification, onReconnect) {
      const listener = listen({ url: directUrl, channel, onWake: onReconnect, onNotification, onError });
      return { close: () => listener.stop() };
    },
    close: () => pool.end(),
  };
}
