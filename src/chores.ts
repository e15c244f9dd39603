import type { Config } from "./config.js";
import { addUpWrites } from "./customers/add-up-writes.js";
import type { Database } from "./database/open.js";
import { DONE } from "./loop.js";
import { applyRetention } from "./privacy/retention.js";
import { learnWords } from "./recordings/learn-words.js";
import { widenPairs } from "./recordings/widen-pairs.js";

/** What a process does again and again beside what it is asked for. */
export interface Chore {
  readonly everyMs: number;
  /** Resolves to DONE where it need never be done again. */
  readonly run: () => Promise<unknown>;
  /** What is logged where it fails. */
  readonly problem: string;
}

const RETENTION_EVERY_MS = 3_600_000;
/**
 * Words that are said for the first time are suggested, and known when they are misspelt, this much later. The more calls
 * they are learnt from at once, the fewer words are counted again for each.
 */
const LEARN_WORDS_EVERY_MS = 15_000;
const ADD_UP_WRITES_EVERY_MS = 5_000;
/** A million calls of before are done in some six hours, beside everything else. */
const WIDEN_PAIRS_EVERY_MS = 2_000;

/** Those of a worker; any number of them may do the same. */
export const workersChores = (database: Database, config: Config, now: () => Date): readonly Chore[] => [
  {
    everyMs: RETENTION_EVERY_MS,
    run: () => applyRetention(database, retentionTimes(config), now()),
    problem: "what is old could not be removed; trying again",
  },
  {
    everyMs: LEARN_WORDS_EVERY_MS,
    run: () => learnWords(database),
    problem: "the words of new calls could not be learnt; trying again",
  },
  {
    everyMs: WIDEN_PAIRS_EVERY_MS,
    run: async () => ((await widenPairs(database)) ? DONE : undefined),
    problem: "older calls could not be indexed anew; trying again",
  },
  {
    everyMs: ADD_UP_WRITES_EVERY_MS,
    run: () => addUpWrites(database.sql),
    problem: "writes to customers could not be added up; trying again",
  },
];

const retentionTimes = (config: Config) => ({
  transcriptsDays: config.retainTranscriptsDays,
  receiptsDays: config.retainReceiptsDays,
  eventsDays: config.retainEventsDays,
  auditDays: config.retainAuditDays,
});
