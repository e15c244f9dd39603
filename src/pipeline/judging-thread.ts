import { workerData } from "piscina";
import { openDatabase } from "../database/open.js";
import type { BusinessFacts } from "../linking/facts.js";
import { judgeBatch } from "./judge-batch.js";
import { BATCHES_AT_ONCE, type JudgingThreadData } from "./judging-threads.js";

/** What runs in a thread of `judging-threads.ts`: batches, on connections of its own. */
const { url, directUrl } = workerData as JudgingThreadData;
const opening = openDatabase({ url, directUrl, poolSize: BATCHES_AT_ONCE });

export async function judgeOneBatch(business: BusinessFacts): Promise<number> {
  return judgeBatch(await opening, business);
}
