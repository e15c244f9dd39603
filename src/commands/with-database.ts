import type { Config } from "../config.js";
import { migrate, requireMigrations } from "../database/migrate.js";
import { type Database, openDatabase } from "../database/open.js";
import { messageOf } from "../errors.js";
import { say } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { withServer } from "./with-server.js";

export interface OpenDatabase {
  readonly database: Database;
  readonly config: Config;
  /** Names of the migrations that were due. */
  readonly applied: readonly string[];
}

/** Runs a command on the service's database, migrated, where MIGRATE or `mayMigrate` lets it. */
export const withDatabase = <T>(
  flags: Flags,
  work: (open: OpenDatabase) => Promise<T>,
  { mayMigrate = false } = {},
): Promise<T> =>
  withServer(flags, async ({ url, config, interrupted }) => {
    let isClosing = false;
    const database = await openDatabase({
      ...{ url, directUrl: config.databaseDirectUrl, poolSize: 4, statementTimeoutMs: 0 },
      onIdleError: (error) => {
        // An embedded server that is stopped ends connections that the pool is about to end itself.
        if (!isClosing) say(`callthread: a database connection was lost (${messageOf(error)})`);
      },
    });
    try {
      const applied = config.migrate || mayMigrate ? await migrate(database) : [];
      await requireMigrations(database);
      return await Promise.race([interrupted, work({ database, config, applied })]);
    } finally {
      isClosing = true;
      await database.close();
    }
  });
