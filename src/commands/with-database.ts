import { type Config, loadConfig } from "../config.js";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { migrate } from "../database/migrate.js";
import { type Database, openDatabase } from "../database/open.js";
import { messageOf } from "../errors.js";
import type { BusinessFacts } from "../linking/facts.js";
import { say } from "./report-failure.js";
import { type Flags, overridesOf } from "./settings-flags.js";

export interface OpenDatabase {
  readonly database: Database;
  readonly config: Config;
  /** Names of the migrations that were due. */
  readonly applied: readonly string[];
}

/**
 * Runs a command on the database of the settings, migrated: DATABASE_URL's, or the embedded one, which is started where
 * it is not running and shared where a service runs it.
 */
export async function withDatabase<T>(flags: Flags, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const config = loadConfig(overridesOf(flags));
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
  try {
    let isClosing = false;
    const database = await openDatabase({
      url: config.databaseUrl ?? embedded?.url ?? "",
      poolSize: 4,
      statementTimeoutMs: 0,
      onIdleError: (error) => {
        // An embedded server that is stopped ends connections that the pool is about to end itself.
        if (!isClosing) say(`callthread: a database connection was lost (${messageOf(error)})`);
      },
    });
    try {
      const applied = await migrate(database);
      return await work({ database, config, applied });
    } finally {
      isClosing = true;
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

export const businessOf = (config: Config): BusinessFacts => ({
  timezone: config.businessTimezone,
  region: config.defaultRegion,
  ownPhones: config.businessPhones,
});
