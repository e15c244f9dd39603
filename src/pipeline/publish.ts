import type { Database } from "../database/open.js";
import { givePositions } from "../recordings/linkage-events.js";
import { NO_TRACING, type Tracing } from "../tracing.js";

const BATCH = 1_000;

/**
 * Stage PUBLISH: gives each committed linkage event the next position, in order of id. Under a lock, so that positions
 * become visible in order: a reader that remembers the last position it saw can neither skip an event nor see one twice,
 * although transactions commit in any order. Returns how many were published.
 */
export async function publishEvents(database: Database, tracing: Tracing = NO_TRACING): Promise<number> {
  let published = 0;
  for (;;) {
    const { count, traces } = await database.transaction((tx) => givePositions(tx, BATCH), { isHot: true });
    // They are known when it is done: a point in time of each trace.
    for (const trace of traces) tracing.start("PUBLISH", trace, {}).end();
    published += count;
    if (count < BATCH) return published;
  }
}
