import { installQueue } from "../pipeline/queue.js";
import { say } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { withDatabase } from "./with-database.js";

/** Ours and the queue's own schema. */
export const migrateDatabase = (flags: Flags): Promise<void> =>
  withDatabase(
    flags,
    async ({ database, applied }) => {
      await installQueue(database.directUrl);
      say(applied.length === 0 ? "The database was up to date." : `The database is up to date: ${applied.join(", ")}.`);
    },
    { mayMigrate: true },
  );
