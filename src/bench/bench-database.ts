import { join } from "node:path";
import { ENTITIES } from "../app.js";
import { loadConfig } from "../config.js";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { migrate } from "../database/migrate.js";
import { type Database, openDatabase } from "../database/open.js";
import { badInput } from "../errors.js";
import type { Bench } from "./bench-command.js";

/** The PostgreSQL of the benchmarks, in a folder of its own that is kept between runs. */
export interface BenchServer {
  readonly folder: string;
  urlOf(name: string): string;
  exists(name: string): Promise<boolean>;
  /** Makes the database anew, empty or as a copy. */
  create(name: string, template?: string): Promise<string>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Throws BAD_INPUT where another benchmark runs in the same folder: each makes its databases anew. */
export async function startBenchServer(): Promise<BenchServer> {
  const server = await startEmbeddedPostgres({ dataDir: benchFolder() });
  if (server.isShared) {
    throw badInput(
      "DATA_DIR",
      `Another benchmark is using the databases in ${benchFolder()}: wait for its end, or set DATA_DIR to another folder.`,
      "IN_USE",
    );
  }
  const urlOf = (name: string): string => server.url.replace(/\/[^/]*$/, `/${name}`);
  const asAdmin = async <T>(work: (admin: Database) => Promise<T>): Promise<T> => {
    const admin = await openDatabase({ url: urlOf("postgres"), poolSize: 1, statementTimeoutMs: 0 });
    try {
      return await work(admin);
    } finally {
      await admin.close();
    }
  };
  const drop = (name: string): Promise<void> =>
    asAdmin(async ({ sql }) => void (await sql.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return {
    ...{ urlOf, drop, folder: server.folder, stop: () => server.stop() },
    exists: (name) =>
      asAdmin(async ({ sql }) => (await sql.query("SELECT FROM pg_database WHERE datname = $1", [name])).length > 0),
    async create(name, template = "template1") {
      await drop(name);
      await asAdmin(({ sql }) => sql.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
      return urlOf(name);
    },
  };
}

/** The benchmarks' PostgreSQL with an empty database of this name in it, until the benchmark is over. */
export async function startEmptyDatabase(bench: Bench, name: string): Promise<{ server: BenchServer; url: string }> {
  const server = await startBenchServer();
  bench.stopLater(() => server.stop());
  const url = await server.create(name);
  bench.stopLater(() => server.drop(name));
  return { server, url };
}

/** Beside the program's own data, never among it. */
export const benchFolder = (): string => join(loadConfig({}).dataDir, "bench");

/** Opens a database of the benchmarks, with the program's tables as they are now. */
export async function openBenchDatabase(url: string): Promise<Database> {
  const database = await openDatabase({ url, entities: ENTITIES, statementTimeoutMs: 0 });
  await migrate(database);
  return database;
}
