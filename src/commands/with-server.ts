import { type Config, loadConfig } from "../config.js";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { onInterruption } from "../interruption.js";
import { type Flags, overridesOf } from "./settings-flags.js";

export interface Server {
  /** The service's own database on it. */
  readonly url: string;
  readonly config: Config;
  /** Rejects with an Interruption: for whoever opened something, to race its work with and close it in order. */
  readonly interrupted: Promise<never>;
}

/**
 * Runs `work` with the PostgreSQL of the settings: DATABASE_URL's, or the embedded one, which is started where it is not
 * running, shared where a service runs it, and stopped also where the command is interrupted.
 */
export async function withServer<T>(flags: Flags, work: (server: Server) => Promise<T>): Promise<T> {
  const config = loadConfig(overridesOf(flags));
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  // It may come while nobody waits for it: while the server starts or stops.
  interrupted.catch(() => undefined);
  let isInterrupted = false;
  const forget = onInterruption((interruption) => {
    // A second Ctrl-C means now.
    if (isInterrupted && interruption.exitCode !== 0) process.exit(interruption.exitCode);
    isInterrupted = true;
    reject(interruption);
  });
  try {
    if (config.databaseUrl !== undefined) return await work({ url: config.databaseUrl, config, interrupted });
    const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
    try {
      return await work({ url: embedded.url, config, interrupted });
    } finally {
      await embedded.stop();
    }
  } finally {
    forget();
  }
}
