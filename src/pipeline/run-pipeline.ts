import type { Logger } from "pino";
import { listen } from "../database/listen.js";
import type { Database } from "../database/open.js";
import { traceOf } from "../failure-trace.js";
import type { BusinessFacts } from "../linking/facts.js";
import { startLoop } from "../loop.js";
import { traceEvents } from "../recordings/linkage-events.js";
import type { Tracing } from "../tracing.js";
import { linkEntities, linkUnlocked } from "./link-entities.js";
import { publishEvents } from "./publish.js";
import type { Queue } from "./queue.js";
import { receive } from "./receive.js";
import { relinkChanged } from "./relink.js";
import { FACTS_CHANNEL } from "./relink-store.js";
import { type Telephony, workTelephony } from "./work-telephony.js";

export interface PipelineParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly business: () => BusinessFacts;
  /** null where no account is connected: calls come by `ingestRecordings` alone. */
  readonly telephony: Telephony | null;
  readonly transcriptDelayMs: number;
  readonly callLogEveryMs: number;
  readonly now: () => Date;
  readonly log: Logger;
  readonly tracing?: Tracing;
}

export interface Pipeline {
  /** Waits for what is being done; the queue itself is stopped by whoever opened it. */
  stop(): Promise<void>;
}

/** What a lost wake-up costs: events are late by so much at most, changed facts by more. */
const PUBLISH_EVERY_MS = 250;
const RELINK_EVERY_MS = 2_000;
/** Jobs that are done in one transaction where so many wait: the last of them is late by what the others take. */
const RECEIVED_AT_ONCE = 32;
const LINKED_AT_ONCE = 25;

const linkAlone: typeof linkUnlocked = async (tx, recordingIds, business) => {
  await linkEntities(tx, recordingIds, business);
  return [];
};

/** Works all stages in this process until stopped. Any number of processes may do so. */
export async function runPipeline(parts: PipelineParts): Promise<Pipeline> {
  const { database, queue, business, telephony, log } = parts;
  const { transcriptDelayMs, now, tracing } = parts;
  const stage = { queue, business, log, transcriptDelayMs, now, tracing };
  const onError = (what: string) => (error: unknown) => log.error(traceOf(error), what);

  const publisher = startLoop({
    run: () => publishEvents(database, parts.tracing),
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
    url: database.directUrl,
    channel: FACTS_CHANNEL,
    onWake: relinker.wake,
    onError: onError("listening for changed facts failed; connecting again"),
  });

  await queue.workTogether("RECEIVE", RECEIVED_AT_ONCE, {
    write: async (tx, jobs) => {
      await receive(stage, tx, jobs);
      return [];
    },
    done: publisher.wake,
  });
  await queue.workTogether("LINK", LINKED_AT_ONCE, {
    write: async (tx, jobs) => {
      const recordingIds = [...new Set(jobs.map(({ recordingId }) => recordingId))];
      const link = recordingIds.length === 1 ? linkAlone : linkUnlocked;
      const passedOver = new Set(await link(tx, recordingIds, business()));
      await traceEvents(tx, new Map(jobs.flatMap((job) => (job.trace ? [[job.recordingId, job.trace] as const] : []))));
      return jobs.filter(({ recordingId }) => passedOver.has(recordingId));
    },
    done: publisher.wake,
  });
  const upkeep =
    telephony === null
      ? null
      : await workTelephony({
          stage,
          telephony,
          database,
          queue,
          log,
          callLogEveryMs: parts.callLogEveryMs,
          onLinked: publisher.wake,
        });

  return {
    async stop() {
      await factsListener.stop();
      await Promise.all([publisher.stop(), relinker.stop(), upkeep?.stop()]);
    },
  };
}
