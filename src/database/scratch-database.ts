import { randomBytes } from "node:crypto";
import { AppError, messageOf } from "../errors.js";
import { migrate } from "./migrate.js";
import { type Database, openDatabase } from "./open.js";

/**
 * Runs `work` on a migrated, empty database beside that of `url`, which is dropped afterwards whatever happens. Throws
 * AppError CONFIGURATION where the user may not create databases.
 */
export async function withScratchDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const name = `callthread_scratch_${randomBytes(6).toString("hex")}`;
  const server = await openDatabase({ url, poolSize: 1, statementTimeoutMs: 0 });
  try {
    await createDatabase(server, name);
    try {
      const scratchUrl = new URL(url);
      scratchUrl.pathname = `/${name}`;
      const database = await openDatabase({ url: scratchUrl.href, poolSize: 4, statementTimeoutMs: 0 });
      try {
        await migrate(database);
        return await work(database);
      } finally {
        await database.close();
      }
    } finally {
      await server.sql.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await server.close();
  }
}

async function createDatabase(server: Database, name: string): Promise<void> {
  try {
    await server.sql.query(`CREATE DATABASE ${name}`);
  } catch (cause) {
    throw new AppError(
      "CONFIGURATION",
      `A database for this run could not be created: ${messageOf(cause)}. Unset DATABASE_URL to use the embedded PostgreSQL, or give its user the right CREATEDB.`,
      { field: "DATABASE_URL", cause },
    );
  }
}
