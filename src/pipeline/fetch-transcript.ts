import type { Sql } from "../database/sql.js";
import { findAwaited, findTranscriptForUpdate, saveFetchAttempt } from "../recordings/store.js";
import type { RingCentralClient } from "../ringcentral/client.js";
import { Deferred, RequestRefused, Unavailable } from "../ringcentral/failures.js";
import type { RecordingInsights } from "../ringcentral/recording-insights.js";
import { isUnrecorded } from "../ringcentral/unrecorded-sessions.js";
import { tracedBy } from "../tracing.js";
import { fetchJobId } from "./fetch-job-id.js";
import type { Handler } from "./job-handler.js";
import type { EnqueueOptions } from "./queue.js";
import type { ReceiveStage } from "./receive.js";
import { storeInsights } from "./store-insights.js";

export interface FetchStage extends ReceiveStage {
  readonly client: RingCentralClient;
  /** For what must be known before RingCentral is asked. */
  readonly sql: Sql;
}

/** What an attempt came to. */
type Outcome =
  | { readonly kind: "ready"; readonly insights: RecordingInsights }
  /** Notes without a transcript are the first half of two; the other half is still to be fetched. */
  | { readonly kind: "partial"; readonly insights: RecordingInsights }
  | { readonly kind: "notReady" }
  /** RingCentral is down, over its limits, or closed to us: the attempt does not count. */
  | { readonly kind: "postponed"; readonly forMs: number }
  /** Answered by webhook meanwhile, erased, or a job that came twice. */
  | { readonly kind: "needless" };

const MINUTE_MS = 60_000;

/** Waiting time after each attempt that found nothing; the last one repeats. An analysis takes from 5 to 30 minutes. */
const BACKOFF_MS = [2, 5, 10, 20, 40, 60].map((minutes) => minutes * MINUTE_MS);

/** Not there after three days is not coming: the user has no licence, or nothing was said. A later webhook still counts. */
const DEADLINE_MS = 72 * 60 * MINUTE_MS;

/** How long to leave RingCentral alone when it is down and does not say for how long: what an outage costs after its end. */
const OUTAGE_PAUSE_MS = 15_000;

/**
 * Stage FETCH_TRANSCRIPT: one attempt. "Not yet" is an outcome, not a failure: it schedules the next attempt, until the
 * deadline. RingCentral is asked before the transaction begins, so that its slowness holds no lock.
 */
export const fetchTranscript = (stage: FetchStage): Handler<"FETCH_TRANSCRIPT", Outcome> => ({
  ask: ({ recordingId, attempt }) => ask(stage, recordingId, attempt),
  write: (tx, { recordingId, attempt, trace }, outcome) => {
    const traces = new Map(trace === undefined ? [] : [[recordingId, trace] as const]);
    return write({ ...stage, traces }, tx, recordingId, attempt, outcome);
  },
  isNeedless: ({ kind }) => kind === "needless",
});

async function ask(stage: FetchStage, recordingId: string, attempt: number): Promise<Outcome> {
  const rcRecordingId = await findAwaited(stage.sql, recordingId, attempt);
  if (rcRecordingId === null) return { kind: "needless" };
  try {
    return await stage.client.fetchInsights(rcRecordingId);
  } catch (error) {
    const inMs = (retryAt: Date) => retryAt.getTime() - stage.now().getTime();
    if (error instanceof Deferred) return { kind: "postponed", forMs: inMs(error.retryAt) };
    if (error instanceof Unavailable) {
      return { kind: "postponed", forMs: error.retryAt === null ? OUTAGE_PAUSE_MS : inMs(error.retryAt) };
    }
    // A refusal of this recording alone: asking later may find it mended, asking at once will not.
    if (error instanceof RequestRefused) return { kind: "notReady" };
    throw error;
  }
}

async function write(
  stage: FetchStage,
  tx: Sql,
  recordingId: string,
  attempt: number,
  outcome: Outcome,
): Promise<void> {
  if (outcome.kind === "needless") return;
  const recording = await findTranscriptForUpdate(tx, recordingId);
  if (recording === null || recording.transcriptStatus !== "PENDING" || recording.fetchAttempts >= attempt) return;
  const traced = tracedBy(stage.traces?.get(recordingId));
  const again = (next: number, how: EnqueueOptions) =>
    stage.queue.enqueue(tx, "FETCH_TRANSCRIPT", { recordingId, attempt: next, ...traced }, how);

  if (outcome.kind === "postponed") return again(attempt, { delayMs: outcome.forMs });
  if (outcome.kind !== "notReady") await storeInsights(stage, tx, [outcome.insights]);
  if (outcome.kind === "ready") return saveFetchAttempt(tx, recordingId, attempt, false);
  const { telephonySessionId, ageMs } = recording;
  const gaveUp = ageMs > DEADLINE_MS || (telephonySessionId !== null && (await isUnrecorded(tx, telephonySessionId)));
  await saveFetchAttempt(tx, recordingId, attempt, gaveUp);
  // What was linked provisionally is judged as final now.
  if (gaveUp) return stage.queue.enqueue(tx, "LINK", { recordingId, ...traced });
  const delayMs = BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length) - 1] ?? MINUTE_MS;
  return again(attempt + 1, { delayMs, ids: [fetchJobId(recordingId, attempt + 1)] });
}
