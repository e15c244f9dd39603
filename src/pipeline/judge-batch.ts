import type { Database } from "../database/open.js";
import type { BusinessFacts } from "../linking/facts.js";
import { linkEntities } from "./link-entities.js";
import { takeQueued } from "./relink-store.js";

/** Recordings of one transaction. */
export const RECORDINGS_AT_ONCE = 200;

/**
 * Takes a batch from the relink queue and judges it, in one transaction: a process or thread that is killed leaves it
 * queued. Returns how many recordings it took; fewer than `RECORDINGS_AT_ONCE` when the queue is empty.
 */
export const judgeBatch = (database: Pick<Database, "transaction">, business: BusinessFacts): Promise<number> =>
  database.transaction(async (tx) => {
    const ids = await takeQueued(tx, RECORDINGS_AT_ONCE);
    if (ids.length > 0) await linkEntities(tx, ids, business);
    return ids.length;
  });
