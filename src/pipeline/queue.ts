import { type Queue as BossQueue, type Db, type Job, PgBoss } from "pg-boss";
import type { Database } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import type { FailureTrace } from "../failure-trace.js";
import type { Tracing } from "../tracing.js";
import type { Handler, TogetherHandler } from "./job-handler.js";
import { openQueueConnections } from "./queue-connections.js";
import { createSettler } from "./settle-jobs.js";
import type { JobData, JobName, Stage } from "./stages.js";
import { traceJobs } from "./trace-jobs.js";
import { removeWaiting } from "./waiting-jobs-store.js";

/**
 * Jobs in PostgreSQL. `enqueue` is part of the caller's transaction; a handler's writes, its next jobs and its own
 * completion are one transaction, so that a job has happened once or not at all.
 */
export interface Queue {
  enqueue<Name extends JobName>(tx: Sql, name: Name, data: JobData[Name], options?: EnqueueOptions): Promise<void>;
  /** Many in one statement, and with one notification. */
  enqueueAll<Name extends JobName>(
    tx: Sql,
    name: Name,
    all: readonly JobData[Name][],
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Takes back the jobs of these ids that nobody has begun; an attempt that runs goes on. */
  withdraw(tx: Sql, name: JobName, ids: readonly string[]): Promise<void>;
  /** Handles jobs until `stop`. `parallel` jobs run at once in this process. */
  work<Name extends JobName, Asked = void>(name: Name, parallel: number, handler: Handler<Name, Asked>): Promise<void>;
  /**
   * Handles jobs until `stop`, those that wait in one transaction, at most `atMost`. Where that fails, halves of them are
   * tried by themselves, so that one that cannot be done fails alone.
   */
  workTogether<Name extends JobName>(name: Name, atMost: number, handler: TogetherHandler<Name>): Promise<void>;
  /** Runs `name` on a cron schedule (UTC, to the minute), once for the whole installation. */
  schedule(name: "RECONCILE" | "KEEP_SUBSCRIPTION", cron: string): Promise<void>;
  /** Null where this process does the work it took on; else what is wrong. Throws where the database is away. */
  findFault(): Promise<string | null>;
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
  /** UUIDs, one for each job, by which it can be withdrawn. A job whose id is known, done or not, is not enqueued again. */
  readonly ids?: readonly string[];
}

export interface QueueOptions {
  readonly database: Database;
  /** Whether the queue's own tables may be created or changed; else they must be there. */
  readonly mayMigrate?: boolean;
  readonly tracing?: Tracing;
  /** An error that no job owns, for example a lost connection; the queue recovers by itself. */
  readonly onError: (error: Error) => void;
  /** A job that failed and will be tried again or become a dead letter. */
  readonly onFailure: (name: JobName, jobId: string, trace: FailureTrace) => void;
}

/** pg-boss's queue names: lower case with dashes, the stage's own words. */
export const queueName = (name: JobName): string => name.toLowerCase().replaceAll("_", "-");
export const deadLetterName = (name: JobName): string => `${queueName(name)}-dead`;

/** A worker that dies is noticed after 10 s (pg-boss's least), within the 30 s that recovery may take. */
const HEARTBEAT_SECONDS = 10;
/** 1 + 2 + 4 + 8 + 16 s of patience: outages are waited out by the stages themselves, so what fails this often is a defect. */
const RETRIES: Partial<BossQueue> = { retryLimit: 5, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 };
const DAY_SECONDS = 86_400;
const CONNECTIONS = 6;
/** A worker that has no job looks for one every second. */
const STUCK_AFTER_MS = 60_000;

const WORK = {
  // Delayed jobs are not notified when they fall due, so polling stays brisk beside LISTEN.
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  burstWhenBatchFull: true,
  perJobResults: true as const,
};
/** While the database writes two, the next is read and judged. */
const BATCHES_AT_ONCE = 3;

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
  const { url, directUrl } = database;
  const connections = openQueueConnections({ url, directUrl, most: CONNECTIONS, onError: options.onError });
  const boss = new PgBoss({
    db: connections,
    migrate: options.mayMigrate ?? true,
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
  const settler = createSettler({
    ...options,
    stopping: stopping.signal,
    async complete(tx, name, jobs) {
      const settled = await boss.complete(queueName(name), [...jobs] as Job<object>[], null, { db: asBossDb(tx) });
      return (settled as { affected?: number }).affected ?? 0;
    },
  });

  return {
    enqueue: (tx, name, data, enqueueing) => enqueueAll(tx, name, [data], enqueueing),
    enqueueAll,
    withdraw: (tx, name, ids) => removeWaiting(tx, queueName(name), ids),

    async work<Name extends JobName, Asked>(name: Name, parallel: number, handler: Handler<Name, Asked>) {
      type Data = JobData[Name];
      // Small batches side by side: a batch is done when its slowest job is, and only then are others looked for.
      const settings = { ...WORK, batchSize: Math.min(parallel, 2), localConcurrency: Math.ceil(parallel / 2) };
      await boss.work<Data>(queueName(name), settings, async (jobs) => {
        const traced = traceJobs(options.tracing, name, jobs);
        const settled = traced.jobs.map((job) =>
          settler.alone(name, job, async (data) => {
            const asked = (await handler.ask?.(data)) as Asked;
            return handler.isNeedless?.(asked) === true ? null : (tx) => handler.write(tx, data, asked);
          }),
        );
        const results = await Promise.all(settled);
        traced.end(results);
        if (results.some(({ status }) => status === "completed")) handler.done?.();
        return results;
      });
    },

    async workTogether<Name extends JobName>(name: Name, atMost: number, handler: TogetherHandler<Name>) {
      type Data = JobData[Name];
      const settings = { ...WORK, batchSize: atMost, localConcurrency: BATCHES_AT_ONCE };
      await boss.work<Data>(queueName(name), settings, async (jobs) => {
        const traced = traceJobs(options.tracing, name, jobs);
        const results = await settler.together(name, traced.jobs, handler.write);
        traced.end(results);
        if (results.some(({ status }) => status === "completed")) handler.done?.();
        return results;
      });
    },

    schedule: (name, cron) => boss.schedule(queueName(name), cron, {}, { missed: "once" }),

    async findFault() {
      if (!(await boss.isInstalled())) return "its tables are missing";
      const stuck = boss
        .getWipData()
        .filter(
          ({ count, createdOn, lastFetchedOn }) => count === 0 && since(lastFetchedOn ?? createdOn) > STUCK_AFTER_MS,
        );
      return stuck.length === 0 ? null : "its workers are stuck";
    },

    async retryDead(stage) {
      const names = stage === null ? JOB_NAMES : JOB_NAMES.filter((name) => name === stage);
      let moved = 0;
      for (const name of names) moved += await boss.redrive(deadLetterName(name), { limit: 100_000 });
      return moved;
    },

    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 20_000 });
      await connections.close();
    },
  };

  async function enqueueAll<Name extends JobName>(
    tx: Sql,
    name: Name,
    all: readonly JobData[Name][],
    { delayMs = 0, key, ids }: EnqueueOptions = {},
  ): Promise<void> {
    if (all.length === 0) return;
    const how = {
      ...(delayMs <= 0 ? {} : { startAfter: String(delayMs / 1_000) }),
      ...(key === undefined ? {} : { singletonKey: key }),
    };
    const jobs = all.map((data, index) => ({
      data,
      ...how,
      ...(ids?.[index] === undefined ? {} : { id: ids[index] }),
    }));
    await boss.insert(queueName(name), jobs, { db: asBossDb(tx) });
  }
}

const since = (instant: number): number => Date.now() - instant;

const asBossDb = (tx: Sql): Db => ({
  executeSql: async (text, values) => ({ rows: await tx.query(text, values ?? []) }),
});
