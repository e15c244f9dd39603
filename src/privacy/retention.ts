import type { Database } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { inPortions } from "../in-portions.js";
import { pruneReceipts } from "../pipeline/receipts-store.js";
import { expireTranscripts, type PlaceByAge } from "../recordings/expire-store.js";
import { pruneEvents } from "../recordings/linkage-events.js";
import { pruneAudit } from "./audit-store.js";

/** For how many days things are kept; 0 for ever. */
export interface RetentionTimes {
  readonly transcriptsDays: number;
  readonly receiptsDays: number;
  readonly eventsDays: number;
  readonly auditDays: number;
}

export type Expired = Readonly<Record<"transcripts" | "receipts" | "events" | "audit", number>>;

/** A transaction of so many is done in a tenth of a second, and waits for nobody. */
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** Removes what is older than it may be, in small transactions; returns how many of each. Any number of processes may do so. */
export async function applyRetention(database: Database, times: RetentionTimes, now: Date): Promise<Expired> {
  let after: PlaceByAge | null = null;
  const expireNext = async (tx: Sql, before: Date, most: number): Promise<number> => {
    const { count, last } = await expireTranscripts(tx, { before, after, most });
    after = last;
    return count;
  };
  const ofAge = async (days: number, remove: (tx: Sql, before: Date, most: number) => Promise<number>) => {
    if (days === 0) return 0;
    const before = new Date(now.getTime() - days * DAY_MS);
    return inPortions(AT_ONCE, (most) => database.transaction((tx) => remove(tx, before, most)));
  };
  return {
    transcripts: await ofAge(times.transcriptsDays, expireNext),
    receipts: await ofAge(times.receiptsDays, pruneReceipts),
    events: await ofAge(times.eventsDays, pruneEvents),
    audit: await ofAge(times.auditDays, pruneAudit),
  };
}
