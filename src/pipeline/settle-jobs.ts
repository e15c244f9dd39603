import type { Database } from "../database/open.js";
import { isLostRace, isOutage } from "../database/outage.js";
import type { Sql } from "../database/sql.js";
import { AppError } from "../errors.js";
import { briefly, type FailureTrace, traceOf } from "../failure-trace.js";
import { pause } from "../pause.js";
import type { JobName } from "./stages.js";

/** A job that this process has taken. */
export interface Claimed<Data> {
  readonly id: string;
  readonly data: Data;
}

export interface JobOutcome {
  readonly id: string;
  readonly status: "completed" | "failed";
  readonly output?: { readonly message: string };
}

export interface SettlerOptions {
  readonly database: Database;
  /** Notes in the transaction that these jobs are done; returns how many of them were still claimed. */
  readonly complete: (tx: Sql, name: JobName, jobs: readonly Claimed<object>[]) => Promise<number>;
  readonly onError: (error: Error) => void;
  readonly onFailure: (name: JobName, jobId: string, trace: FailureTrace) => void;
  readonly stopping: AbortSignal;
}

/** Does claimed jobs, so that a job's writes and its completion are one transaction. Failures are outcomes; none throws. */
export interface Settler {
  /** `prepare` asks whom must be asked, and returns what is to be written then; null where that is nothing. */
  alone<Data extends object>(
    name: JobName,
    job: Claimed<Data>,
    prepare: (data: Data) => Promise<((tx: Sql) => Promise<unknown>) | null>,
  ): Promise<JobOutcome>;
  /**
   * All in one transaction; where that fails each half in one, down to the jobs that fail by themselves. Jobs that `write`
   * returns were passed over and are done by themselves afterwards.
   */
  together<Data extends object>(
    name: JobName,
    jobs: readonly Claimed<Data>[],
    write: Write<Data>,
  ): Promise<JobOutcome[]>;
}

type Write<Data> = (tx: Sql, jobs: readonly Data[]) => Promise<readonly Data[]>;

const OUTAGE_FIRST_PAUSE_MS = 100;
const OUTAGE_LONGEST_PAUSE_MS = 5_000;
/** PostgreSQL takes a second to see a deadlock: with these a job is still done well before its claim lapses. */
const MOST_RACES = 5;

export function createSettler({ database, complete, onError, onFailure, stopping }: SettlerOptions): Settler {
  const commit = <Data extends object>(name: JobName, jobs: readonly Claimed<Data>[], write: Write<Data>) =>
    database.transaction(
      async (tx) => {
        const passedOver = new Set(
          await write(
            tx,
            jobs.map(({ data }) => data),
          ),
        );
        const done = jobs.filter(({ data }) => !passedOver.has(data));
        // Another worker has taken a job over (this process slept past its heartbeat): let its result stand.
        if ((await complete(tx, name, done)) !== done.length)
          throw new AppError("CONFLICT", "The claim on this job has lapsed.");
        return { done, left: jobs.filter(({ data }) => passedOver.has(data)) };
      },
      { isHot: true },
    );

  const failed = (name: JobName, { id }: Claimed<object>, error: unknown): JobOutcome => {
    const trace = traceOf(error);
    onFailure(name, id, trace);
    return { id, status: "failed", output: { message: briefly(trace) } };
  };

  /**
   * A database that is away or full is no fault of the job's: it waits here, with its claim, instead of using up its
   * tries. Left to them, everything in hand would be a dead letter half a minute into an outage that spares the queue's
   * own connections. Nor is it the job's fault that another transaction went first: the same again finds it gone.
   */
  const untilItCounts = async <T>(work: () => Promise<T>): Promise<T> => {
    let races = 0;
    for (let pauseMs = OUTAGE_FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, OUTAGE_LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (stopping.aborted) throw error;
        if (isLostRace(error) && races < MOST_RACES) {
          races += 1;
          continue;
        }
        if (!isOutage(error)) throw error;
        onError(error as Error);
      }
      await pause(pauseMs, stopping);
    }
  };

  const together: Settler["together"] = async (name, jobs, write) => {
    const apart = async (parts: readonly (typeof jobs)[]): Promise<JobOutcome[]> => {
      const outcomes: JobOutcome[] = [];
      for (const part of parts) outcomes.push(...(await together(name, part, write)));
      return outcomes;
    };
    try {
      const { done, left } = await untilItCounts(() => commit(name, jobs, write));
      const completed = done.map(({ id }): JobOutcome => ({ id, status: "completed" }));
      return [...completed, ...(await apart(left.map((job) => [job])))];
    } catch (error) {
      const [first] = jobs;
      if (jobs.length === 1 && first !== undefined) return [failed(name, first, error)];
      const middle = jobs.length >> 1;
      return apart([jobs.slice(0, middle), jobs.slice(middle)]);
    }
  };

  return {
    together,
    async alone(name, job, prepare) {
      try {
        await untilItCounts(async () => {
          const write = await prepare(job.data);
          if (write === null) return;
          await commit(name, [job], async (tx) => {
            await write(tx);
            return [];
          });
        });
        return { id: job.id, status: "completed" };
      } catch (error) {
        return failed(name, job, error);
      }
    },
  };
}
