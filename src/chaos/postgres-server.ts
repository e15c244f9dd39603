import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../database/embedded.js";
import type { Sql } from "../database/sql.js";
import { pause } from "../pause.js";

/** The installation's only PostgreSQL, which can be killed and started again at the same address. */
export interface PostgresServer {
  readonly url: string;
  /** One statement on a connection of its own, tried until it succeeds: the observer outlives every fault. */
  readonly observer: Sql;
  /** SIGKILL to the server itself: its backends follow, shared memory and buffers are gone. */
  crash(): void;
  /** SIGSTOP to the server and all its backends; `thaw` lets them go on. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Whether it runs; a server whose disk is full may have ended itself. */
  isRunning(): boolean;
  /** SIGKILL to one of its backends, upon which PostgreSQL ends all the others and recovers by itself. */
  crashBackend(pid: number): void;
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

const OBSERVE_WITHIN_MS = 60_000;

export async function startPostgresServer(dataDir: string): Promise<PostgresServer> {
  // Durable: what a crash may lose with durability switched off is not the pipeline's fault.
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, durable: true });
  const { url, folder } = server;
  const observer = observerOf(url);
  let frozen: number[] = [];
  return {
    url,
    observer,
    crash: () => process.kill(postmasterOf(folder), "SIGKILL"),
    async freeze() {
      const backends = await observer.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
      frozen = [postmasterOf(folder), ...backends.map(({ pid }) => pid)];
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    thaw() {
      for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
    },
    isRunning: () => signal(postmasterOf(folder), 0),
    crashBackend: (pid) => process.kill(pid, "SIGKILL"),
    async restart() {
      server = await startEmbeddedPostgres({ dataDir, durable: true });
      if (server.url !== url) throw new Error("PostgreSQL came back at another address.");
    },
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** False where there is no such process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function postmasterOf(folder: string): number {
  const file = join(folder, "data", "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : NO_PROCESS;
}

/** Beyond the kernel's greatest process id. */
const NO_PROCESS = 2 ** 30;

const observerOf = (url: string): Sql => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    const deadline = Date.now() + OBSERVE_WITHIN_MS;
    for (;;) {
      const client = new pg.Client({
        connectionString: url,
        application_name: "chaos",
        connectionTimeoutMillis: 5_000,
      });
      client.on("error", () => undefined);
      try {
        await client.connect();
        const result = await client.query(text, [...values]);
        return result.rows as Row[];
      } catch (error) {
        const isOutage = !/^(42|22|23)/.test((error as pg.DatabaseError).code ?? "");
        if (!isOutage || Date.now() > deadline) throw error;
        await pause(200);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  },
});
