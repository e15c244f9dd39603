import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Database } from "../database/open.js";
import type { BusinessFacts } from "../linking/facts.js";

/** In each thread: one is judged while the database writes the other. */
export const BATCHES_AT_ONCE = 2;
/** More would ask more of the database than it can take beside the calls of the day. */
const MOST_THREADS = 4;

/** A batch's transcripts and judgements live for one batch: with a small nursery a tenth of the time goes to moving them. */
const YOUNG_GENERATION_MB = 64;

export interface JudgingThreadData {
  readonly url: string;
  /** Where `url` leads to a pooler. */
  readonly directUrl: string | undefined;
}

/** Threads that judge queued recordings on every core, so that the process's own answers requests meanwhile. */
export interface JudgingThreads {
  /** Batches that may be asked for at once. */
  readonly lanes: number;
  judgeBatch(business: BusinessFacts): Promise<number>;
  /** Ends the threads; what they have not committed stays queued. */
  close(): Promise<void>;
}

export function startJudgingThreads({ url, directUrl }: Pick<Database, "url" | "directUrl">): JudgingThreads {
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const workerData: JudgingThreadData = { url, directUrl: directUrl === url ? undefined : directUrl };
  const pool = new Piscina<BusinessFacts, number>({
    filename: fileURLToPath(new URL("./judging-thread.js", import.meta.url)),
    name: "judgeOneBatch",
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: BATCHES_AT_ONCE,
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  return {
    lanes: threads * BATCHES_AT_ONCE,
    judgeBatch: (business) => pool.run(business),
    close: () => pool.destroy(),
  };
}
