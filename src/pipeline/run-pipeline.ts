import type { Logger } from "pino";
import { listen } from "../database/listen.js";
import type { Database } from "../database/open.js";
import { messageOf } from "../errors.js";
import type { BusinessFacts } from "../linking/facts.js";
import { type Loop, startLoop } from "../loop.js";
import type { RingCentralClient } from "../ringcentral/client.js";
import { fetchTranscript } from "./fetch-transcript.js";
import { linkEntities } from "./link-entities.js";
import { publishEvents } from "./publish.js";
import type { Queue } from "./queue.js";
import { pruneReceipts } from "./receipts-store.js";
import { receive } from "./receive.js";
import { reconcile } from "./reconcile.js";
import { relinkChanged } from "./relink.js";
import { FACTS_CHANNEL } from "./relink-store.js";

/** A connected RingCentral account. */
export interface Telephony {
  readonly client: RingCentralClient;
  /** Creates, renews or mends the subscription. */
  readonly keepUp: () => Promise<void>;
  /** Learns the account's own numbers, which are nobody's. */
  readonly learnOwnPhones: () => Promise<void>;
}

export interface PipelineParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly business: () => BusinessFacts;
  /** null where no account is connected: calls come by `ingestRecordings` alone. */
  readonly telephony: Telephony | null;
  readonly transcriptDelayMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface Pipeline {
  /** Waits for what is being done; the queue itself is stopped by whoever opened it. */
  stop(): Promise<void>;
}

/** What a lost wake-up costs: events are late by so much at most, changed facts by more. */
const PUBLISH_EVERY_MS = 250;
const RELINK_EVERY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;
const OWN_PHONES_EVERY_MS = 3_600_000;
/** Jobs of a stage at once, in one process: more than the database's cores gain nothing. */
const PARALLEL = 8;

/** Works all stages in this process until stopped. Any number of processes may do so. */
export async function runPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { database, queue, business, telephony, log } = parts;
  const stage = { queue, business, transcriptDelayMs: parts.transcriptDelayMs, now: parts.now };
  const onError = (what: string) => (error: unknown) => log.error({ reason: messageOf(error) }, what);

  const publisher = startLoop({
    run: () => publishEvents(database),
    everyMs: PUBLISH_EVERY_MS,
    onError: onError("publishing failed; trying again"),
  });
  const relinker = startLoop({
    run: async () => {
      if ((await relinkChanged(database, business)) > 0) publisher.wake();
    },
    everyMs: RELINK_EVERY_MS,
    onError: onError("relinking failed; trying again"),
  });
  const factsListener = listen({
    url: database.url,
    channel: FACTS_CHANNEL,
    onWake: relinker.wake,
    onError: onError("listening for changed facts failed; connecting again"),
  });
  const pruner = startLoop({
    run: () => pruneReceipts(database.sql),
    everyMs: PRUNE_EVERY_MS,
    onError: onError("pruning failed; trying again"),
  });

  let ownPhones: Loop | null = null;
  await queue.work("RECEIVE", PARALLEL, { write: (tx, data) => receive(stage, tx, data) });
  await queue.work("LINK", PARALLEL, {
    write: (tx, { recordingId }) => linkEntities(tx, [recordingId], business()),
    done: publisher.wake,
  });
  if (telephony !== null) await workTelephony(telephony);

  return {
    async stop() {
      await factsListener.stop();
      await Promise.all([publisher.stop(), relinker.stop(), pruner.stop(), ownPhones?.stop()]);
    },
  };

  async function workTelephony({ client, keepUp, learnOwnPhones }: Telephony): Promise<void> {
    await queue.work("FETCH_TRANSCRIPT", PARALLEL, fetchTranscript({ ...stage, client, sql: database.sql }));
    await queue.work("RECONCILE", 1, { ask: () => reconcile({ ...stage, client, database, log }), write: nothing });
    await queue.work("KEEP_SUBSCRIPTION", 1, { ask: keepUp, write: nothing });
    await queue.schedule("RECONCILE", "*/5 * * * *");
    await queue.schedule("KEEP_SUBSCRIPTION", "*/10 * * * *");
    ownPhones = startLoop({
      run: learnOwnPhones,
      everyMs: OWN_PHONES_EVERY_MS,
      onError: onError("learning the account's own numbers failed; trying again"),
    });
    // At once, too: a process that starts may be the first in days.
    await database.transaction(async (tx) => {
      await queue.enqueue(tx, "KEEP_SUBSCRIPTION", {});
      await queue.enqueue(tx, "RECONCILE", {});
    });
  }
}

const nothing = (): Promise<void> => Promise.resolve();
