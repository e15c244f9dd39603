import { type Config, loadConfig } from "../config.js";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { type Flags, overridesOf } from "./settings-flags.js";

export interface Server {
  /** The service's own database on it. */
  readonly url: string;
  readonly config: Config;
}

/**
 * Runs `work` with the PostgreSQL of the settings: DATABASE_URL's, or the embedded one, which is started where it is not
 * running and shared where a service runs it.
 */
export async function withServer<T>(flags: Flags, work: (server: Server) => Promise<T>): Promise<T> {
  const config = loadConfig(overridesOf(flags));
  if (config.databaseUrl !== undefined) return work({ url: config.databaseUrl, config });
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await work({ url: embedded.url, config });
  } finally {
    await embedded.stop();
  }
}
