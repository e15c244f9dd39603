import type { Sql } from "../database/sql.js";
import type { JobData, JobName } from "./stages.js";

/** What is done with a job of its own. */
export interface Handler<Name extends JobName, Asked> {
  /** What must be asked of somebody else first, outside any transaction: no lock or connection is held meanwhile. */
  readonly ask?: (data: JobData[Name]) => Promise<Asked>;
  readonly write: (tx: Sql, data: JobData[Name], asked: Asked) => Promise<unknown>;
  /** Where nothing is to be written: such jobs need no transaction, and the queue notes a batch of them in one statement. */
  readonly isNeedless?: (asked: Asked) => boolean;
  /** After the commit: a hint to others, nothing that must not be lost. */
  readonly done?: () => void;
}

/** What is done with all jobs that wait. */
export interface TogetherHandler<Name extends JobName> {
  /** Returns those that it passed over, for now: they are done by themselves afterwards. One by itself is never passed over. */
  readonly write: (tx: Sql, jobs: readonly JobData[Name][]) => Promise<readonly JobData[Name][]>;
  /** After the commit: a hint to others, nothing that must not be lost. */
  readonly done?: () => void;
}
