import { type Queue as BossQueue, type Db, type Job, type JobResult, PgBoss } from "pg-boss";
import type { Database } from "../database/open.js";
import { isOutage } from "../database/outage.js";
import type { Sql } from "../database/sql.js";
import { messageOf } from "../errors.js";
import { pause } from "../pause.js";
import type { JobData, JobName, Stage } from "./stages.js";

/**
 * Jobs in PostgreSQL. `enqueue` is part of the caller's transaction; a handler's writes, its next jobs and its own
 * completion are one transaction, so that a job has happened once or not at all.
 */
export interface Queue {
  enqueue<Name extends JobName>(tx: Sql, name: Name, data: JobData[Name], options?: EnqueueOptions): Promise<void>;
  /** Handles jobs until `stop`. `parallel` jobs run at once in this process. */
  work<Name extends JobName, Asked = void>(name: Name, parallel: number, handler: Handler<Name, Asked>): Promise<void>;
  /** Runs `name` on a cron schedule (UTC, to the minute), once for the whole installation. */
  schedule(name: "RECONCILE" | "KEEP_SUBSCRIPTION", cron: string): Promise<void>;
  /** Moves dead letters back to where they failed; returns how many. */
  retryDead(stage: Stage | null): Promise<number>;
  /** Waits for running handlers, then closes. */
  stop(): Promise<void>;
}

export interface EnqueueOptions {
  /** From now, by the database's clock: that of a process may be wrong, and all processes work the same jobs. */
  readonly delayMs?: number;
  /** Of upkeep: at most one job per key waits, so that what is asked for a hundred times is done once. */
  readonly key?: string;
}

export interface Handler<Name extends JobName, Asked> {
  /** What must be asked of somebody else first, outside any transaction: no lock or connection is held meanwhile. */
  readonly ask?: (data: JobData[Name]) => Promise<Asked>;
  readonly write: (tx: Sql, data: JobData[Name], asked: Asked) => Promise<unknown>;
  /** After the commit: a hint to others, nothing that must not be lost. */
  readonly done?: () => void;
}

export interface QueueOptions {
  readonly database: Database;
  /** An error that no job owns, for example a lost connection; the queue recovers by itself. */
  readonly onError: (error: Error) => void;
  /** A job that failed and will be tried again or become a dead letter. The message is safe to log. */
  readonly onFailure: (name: JobName, jobId: string, message: string) => void;
}

/** pg-boss's queue names: lower case with dashes, the stage's own words. */
export const queueName = (name: JobName): string => name.toLowerCase().replaceAll("_", "-");
export const deadLetterName = (name: JobName): string => `${queueName(name)}-dead`;

/** A worker that dies is noticed after 10 s (pg-boss's least), within the 30 s that recovery may take. */
const HEARTBEAT_SECONDS = 10;
/** 1 + 2 + 4 + 8 + 16 s of patience: outages are waited out by the stages themselves, so what fails this often is a defect. */
const RETRIES: Partial<BossQueue> = { retryLimit: 5, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 };
const OUTAGE_FIRST_PAUSE_MS = 100;
const OUTAGE_LONGEST_PAUSE_MS = 5_000;
const DAY_SECONDS = 86_400;

const QUEUES: Record<JobName, Partial<BossQueue>> = {
  RECEIVE: { notify: true },
  FETCH_TRANSCRIPT: { notify: true },
  LINK: { notify: true },
  RECONCILE: { notify: true, policy: "stately" },
  KEEP_SUBSCRIPTION: { notify: true, policy: "stately" },
};
const JOB_NAMES = Object.keys(QUEUES) as JobName[];

/** Creates pg-boss's schema and our queues in the database of `url`; changes nothing where they are. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, schedule: false, supervise: false });
  boss.on("error", () => undefined);
  await boss.start();
  await createQueues(boss);
  await boss.stop({ graceful: false });
}

async function createQueues(boss: PgBoss): Promise<void> {
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of JOB_NAMES) {
    const common = { ...RETRIES, heartbeatSeconds: HEARTBEAT_SECONDS, deleteAfterSeconds: DAY_SECONDS };
    if (!existing.has(deadLetterName(name)))
      await boss.createQueue(deadLetterName(name), { retentionSeconds: 90 * DAY_SECONDS });
    if (!existing.has(queueName(name))) {
      await boss.createQueue(queueName(name), { ...common, ...QUEUES[name], deadLetter: deadLetterName(name) });
    }
  }
}

export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { database } = options;
  const boss = new PgBoss({
    connectionString: database.url,
    application_name: "callthread queue",
    max: 6,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 30,
    cronMonitorIntervalSeconds: 15,
    persistWarnings: false,
  });
  boss.on("error", options.onError);
  await boss.start();
  await createQueues(boss);
  const stopping = new AbortController();

  return {
    async enqueue(tx, name, data, { delayMs = 0, key } = {}) {
      await boss.send(queueName(name), data, {
        db: asBossDb(tx),
        ...(delayMs <= 0 ? {} : { startAfter: delayMs / 1_000 }),
        ...(key === undefined ? {} : { singletonKey: key }),
      });
    },

    async work<Name extends JobName, Asked>(name: Name, parallel: number, handler: Handler<Name, Asked>) {
      const settings = {
        // Small batches side by side: a batch is done when its slowest job is, and only then are others looked for.
        batchSize: Math.min(parallel, 2),
        localConcurrency: Math.ceil(parallel / 2),
        // Delayed jobs are not notified when they fall due, so polling stays brisk beside LISTEN.
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        burstWhenBatchFull: true,
        perJobResults: true as const,
      };
      type Data = JobData[Name];
      await boss.work<Data>(queueName(name), settings, (jobs: Job<Data>[]) => Promise.all(jobs.map(settle)));

      async function settle(job: Job<Data>): Promise<JobResult> {
        try {
          await throughOutages(() => handle(job));
          handler.done?.();
          return { id: job.id, status: "completed" };
        } catch (error) {
          options.onFailure(name, job.id, messageOf(error));
          return { id: job.id, status: "failed", output: { message: messageOf(error) } };
        }
      }

      async function handle(job: Job<Data>): Promise<void> {
        const asked = (await handler.ask?.(job.data)) as Asked;
        await database.transaction(async (tx) => {
          await handler.write(tx, job.data, asked);
          const settled = await boss.complete(queueName(name), job, null, { db: asBossDb(tx) });
          // Another worker has taken the job over (this process slept past its heartbeat): let its result stand.
          if ((settled as { affected?: number }).affected === 0) throw new Error("The claim on this job has lapsed.");
        });
      }
    },

    schedule: (name, cron) => boss.schedule(queueName(name), cron, {}, { missed: "once" }),

    async retryDead(stage) {
      const names = stage === null ? JOB_NAMES : JOB_NAMES.filter((name) => name === stage);
      let moved = 0;
      for (const name of names) moved += await boss.redrive(deadLetterName(name), { limit: 100_000 });
      return moved;
    },

    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 20_000 });
    },
  };

  /**
   * A database that is away or full is no fault of the job's: it waits here, with its claim, instead of using up its
   * tries. Left to them, everything in hand would be a dead letter half a minute into an outage that spares the queue's
   * own connections.
   */
  async function throughOutages(work: () => Promise<void>): Promise<void> {
    for (let pauseMs = OUTAGE_FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, OUTAGE_LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error) || stopping.signal.aborted) throw error;
        options.onError(error as Error);
      }
      await pause(pauseMs, stopping.signal);
    }
  }
}

const asBossDb = (tx: Sql): Db => ({
  executeSql: async (text, values) => ({ rows: await tx.query(text, values ?? []) }),
});
