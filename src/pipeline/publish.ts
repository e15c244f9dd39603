import type { Database } from "../database/open.js";
import { EVENTS_CHANNEL } from "../recordings/linkage-events.js";

/** Any fixed number: one publisher at a time gives positions. */
const PUBLISH_LOCK = 7_205_259_403_792_794;
const BATCH = 1_000;

/**
 * Stage PUBLISH: gives each committed linkage event the next position, in order of id. Under a lock, so that positions
 * become visible in order: a reader that remembers the last position it saw can neither skip an event nor see one twice,
 * although transactions commit in any order. Returns how many were published.
 */
export async function publishEvents(database: Database): Promise<number> {
  let published = 0;
  for (;;) {
    const count = await database.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock($1)", [PUBLISH_LOCK]);
      const rows = await tx.query(
        `WITH waiting AS MATERIALIZED (
           SELECT id, nextval('linkage_event_positions') AS position
             FROM (SELECT id FROM linkage_events WHERE position IS NULL ORDER BY id LIMIT $1) AS oldest)
         UPDATE linkage_events AS event SET position = waiting.position FROM waiting WHERE event.id = waiting.id
         RETURNING event.position`,
        [BATCH],
      );
      if (rows.length > 0) await tx.query("SELECT pg_notify($1, '')", [EVENTS_CHANNEL]);
      return rows.length;
    });
    published += count;
    if (count < BATCH) return published;
  }
}
