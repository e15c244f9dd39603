import type { Logger } from "pino";
import type { Database } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { traceOf } from "../failure-trace.js";
import { startLoop } from "../loop.js";
import type { RingCentralClient } from "../ringcentral/client.js";
import { findSinceLastSync } from "../ringcentral/connection-state.js";
import { fetchTranscript } from "./fetch-transcript.js";
import type { Queue } from "./queue.js";
import type { ReceiveStage } from "./receive.js";
import { reconcile } from "./reconcile.js";

/** A connected RingCentral account. */
export interface Telephony {
  readonly client: RingCentralClient;
  /** Creates, renews or mends the subscription; false where it could not be brought to stand. */
  readonly keepUp: () => Promise<boolean>;
  /** Learns the account's own numbers, which are nobody's. Throws what RingCentral's client throws. */
  readonly learnOwnPhones: () => Promise<void>;
}

export interface TelephonyWork {
  readonly stage: ReceiveStage;
  readonly telephony: Telephony;
  readonly database: Database;
  readonly queue: Queue;
  /** Between two readings of the call log while all is well. */
  readonly callLogEveryMs: number;
  readonly log: Logger;
  /** After calls were linked and that is committed. */
  readonly onLinked: () => void;
}

/** Jobs of FETCH_TRANSCRIPT at once, in one process: what they wait for is RingCentral. */
const PARALLEL = 8;
/**
 * How soon the call log is read again while something is amiss: three requests a minute of the ten of the heavy group.
 * RingCentral calls steady polling of it an anti-pattern, so otherwise it is read every few minutes.
 */
const SUSPICIOUS_EVERY_MS = 20_000;
/** How soon a subscription that could not be made or asked for is looked at again. */
const MEND_AFTER_MS = 20_000;
/** How often it is looked whether the account's own numbers are due, which they are once an hour. */
const OWN_PHONES_EVERY_MS = 60_000;

/** Works what needs RingCentral, until the queue is stopped. Returns what ends the rest. */
export async function workTelephony(work: TelephonyWork): Promise<{ stop(): Promise<void> }> {
  const { stage, telephony, database, queue, log } = work;
  const { client, keepUp, learnOwnPhones } = telephony;

  const fetching = fetchTranscript({ ...stage, client, sql: database.sql });
  await queue.work("FETCH_TRANSCRIPT", PARALLEL, { ...fetching, done: work.onLinked });
  await queue.work("RECONCILE", 1, {
    ask: () => reconcile({ ...stage, client, database }),
    // Not the same key: the next regular reading may be planned already, and is too late where something is amiss.
    write: (tx, _data, { isAmiss }) =>
      isAmiss
        ? queue.enqueue(tx, "RECONCILE", {}, { delayMs: SUSPICIOUS_EVERY_MS, key: "soon" })
        : queue.enqueue(tx, "RECONCILE", {}, { delayMs: work.callLogEveryMs, key: "next" }),
  });
  await queue.work("KEEP_SUBSCRIPTION", 1, {
    ask: keepUp,
    write: async (tx, _data, stands) => {
      if (!stands) await queue.enqueue(tx, "KEEP_SUBSCRIPTION", {}, { delayMs: MEND_AFTER_MS, key: "next" });
    },
  });
  // Each run plans the next; these begin anew should that chain ever break.
  await queue.schedule("RECONCILE", "*/5 * * * *");
  await queue.schedule("KEEP_SUBSCRIPTION", "*/10 * * * *");
  return startLoop({
    run: learnOwnPhones,
    everyMs: OWN_PHONES_EVERY_MS,
    onError: (error) => log.warn(traceOf(error), "the account's own numbers could not be learned; trying again"),
  });
}

/** By then the call log has what happened just before: 15 to 30 s by RingCentral's documents, up to 90 s in practice. */
const CALL_LOG_COMPLETE_AFTER_MS = 90_000;

/**
 * After webhooks may have been missed: has the call log read as soon as that is not sooner than 20 s after the last time
 * (a process that dies and starts again and again would use up what RingCentral allows), and once more when it must have
 * everything; and has the subscription looked at, which RingCentral may have given up.
 */
export async function catchUp(tx: Sql, queue: Queue): Promise<void> {
  const sinceLastMs = await findSinceLastSync(tx);
  const delayMs = sinceLastMs === null ? 0 : SUSPICIOUS_EVERY_MS - sinceLastMs;
  await queue.enqueue(tx, "RECONCILE", {}, { delayMs, key: "soon" });
  await queue.enqueue(tx, "RECONCILE", {}, { delayMs: CALL_LOG_COMPLETE_AFTER_MS, key: "once more" });
  await queue.enqueue(tx, "KEEP_SUBSCRIPTION", {});
}
