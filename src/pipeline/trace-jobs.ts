import type { Traced, Tracing } from "../tracing.js";
import type { Claimed, JobOutcome } from "./settle-jobs.js";
import { JOB_STAGES, type JobName } from "./stages.js";

export interface TracedJobs<J> {
  /** The jobs, each carrying the trace of its own span: what it sends on follows from that. */
  readonly jobs: readonly J[];
  end(outcomes: readonly JobOutcome[]): void;
}

/** A span for each job of a stage, and one for a batch that is done together, linked to all of them. */
export function traceJobs<Data extends object, J extends Claimed<Data>>(
  tracing: Tracing | undefined,
  name: JobName,
  jobs: readonly J[],
): TracedJobs<J> {
  if (tracing === undefined || !JOB_STAGES.some((stage) => stage === name)) return { jobs, end: () => undefined };
  const spans = jobs.map(({ id, data }) =>
    tracing.start(name, (data as Traced).trace, { "callthread.job.id": id, ...idsOf(data) }),
  );
  const served = spans.map(({ trace }) => trace);
  const batch =
    jobs.length < 2
      ? null
      : tracing.startFor(`${name} together`, served, { "messaging.batch.message_count": jobs.length });
  return {
    jobs: jobs.map((job, index) => ({ ...job, data: { ...job.data, trace: served[index] } })),
    end(outcomes) {
      const completed = new Set(outcomes.filter(({ status }) => status === "completed").map(({ id }) => id));
      for (const [index, { id }] of jobs.entries()) spans[index]?.end(completed.has(id) ? undefined : "failed");
      batch?.end();
    },
  };
}

/** Jobs carry ids and counts, and nothing else. */
function idsOf(data: object): Record<string, string> {
  const { recordingId, receiptUuid } = data as { recordingId?: string; receiptUuid?: string };
  return {
    ...(recordingId === undefined ? {} : { "callthread.recording.id": recordingId }),
    ...(receiptUuid === undefined ? {} : { "callthread.receipt.id": receiptUuid }),
  };
}
