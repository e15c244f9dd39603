import type { Logger } from "pino";
import { type App, type Role, startApp } from "../app.js";
import { loadConfig } from "../config.js";
import { hasLiveApiKey } from "../http/api-key-store.js";
import { createLogger } from "../logger.js";
import { liveWithLessMemory } from "./live-with-less-memory.js";
import { say } from "./report-failure.js";
import { type Flags, overridesOf } from "./settings-flags.js";

/** Runs until a signal ends it. Logs go to stderr, one JSON object a line. */
export async function runService(role: Role, flags: Flags): Promise<void> {
  liveWithLessMemory();
  const config = loadConfig(overridesOf(flags));
  const log = createLogger(config.logLevel);
  const starting = startApp({ config, role, log });
  const isStopping = stopOnSignals(starting, log, STOP_WITHIN_MS + config.drainSeconds * 1_000);
  const app = await starting;
  if (isStopping()) return;
  if (app.url === null) {
    say("Callthread works the pipeline. Ctrl-C stops it.");
    return;
  }
  say(`Callthread listens at ${app.url}/graphql. Ctrl-C stops it.`);
  if (config.jwksUrl === undefined && !(await hasLiveApiKey(app.database.sql))) {
    say('Nobody can ask yet: "callthread keys create me --scopes admin", in another terminal, makes a key.');
  }
}

/** Time for what is under way; a supervisor that waits less kills it, and nothing is lost by that either. */
const STOP_WITHIN_MS = 25_000;

/** Also one that is still starting: what it has started would else be left running. Returns whether a signal came. */
function stopOnSignals(starting: Promise<App>, log: Logger, withinMs: number): () => boolean {
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    // A second Ctrl-C means now.
    if (isStopping) process.exit(130);
    isStopping = true;
    log.info({ signal }, "stopping");
    const tooLong = setTimeout(() => {
      say("callthread: it did not stop in time and is ended; nothing that was received is lost.");
      process.exit(1);
    }, withinMs);
    const app = await starting.catch(() => null);
    await app?.stop();
    clearTimeout(tooLong);
    // Why it could not be started is told by who waits for that.
    if (app === null) return;
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return () => isStopping;
}
