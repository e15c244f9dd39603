import type { Database } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import { findTranscriptForUpdate, saveFetchAttempt } from "../recordings/store.js";
import { closeCircuit, findOpenCircuit, openCircuit } from "../ringcentral/circuit.js";
import type { RingCentralClient } from "../ringcentral/client.js";
import { NotPermitted, RateLimited, Unavailable } from "../ringcentral/failures.js";
import type { ReceiveStage } from "./receive.js";
import { storeInsights } from "./store-insights.js";

export interface FetchStage extends ReceiveStage {
  readonly database: Database;
  readonly client: RingCentralClient;
}

const MINUTE_MS = 60_000;

/** Waiting time after each attempt that found nothing; the last one repeats. An analysis takes from 5 to 30 minutes. */
const BACKOFF_MS = [2, 5, 10, 20, 40, 60].map((minutes) => minutes * MINUTE_MS);

/** Not there after three days is not coming: the user has no licence, or nothing was said. A later webhook still counts. */
const DEADLINE_MS = 72 * 60 * MINUTE_MS;

/** How long to leave RingCentral alone when it is down. */
const OUTAGE_PAUSE_MS = MINUTE_MS;

/**
 * Stage FETCH_TRANSCRIPT: one attempt. "Not yet" is an outcome, not a failure: it schedules the next attempt. An outage, a
 * rate limit or a closed account postpones the same attempt without counting it.
 */
export async function fetchTranscript(
  stage: FetchStage,
  tx: Sql,
  { recordingId, attempt }: { recordingId: string; attempt: number },
): Promise<void> {
  const recording = await findTranscriptForUpdate(tx, recordingId);
  // Erased, answered by webhook meanwhile, or a job that came twice.
  if (recording === null || recording.rcRecordingId === null) return;
  if (recording.transcriptStatus !== "PENDING" || recording.fetchAttempts >= attempt) return;

  const again = (attemptNumber: number, startAt: Date) =>
    stage.queue.enqueue(tx, "FETCH_TRANSCRIPT", { recordingId, attempt: attemptNumber }, { startAt });
  const circuit = await findOpenCircuit(tx, stage.now());
  if (circuit !== null) return again(attempt, circuit.probeAt);

  const outcome = await ask(stage, recording.rcRecordingId);
  switch (outcome.kind) {
    case "ready":
      await saveFetchAttempt(tx, recordingId, attempt, false);
      return storeInsights(stage, tx, outcome.insights);
    case "postponed":
      return again(attempt, outcome.until);
    case "notReady": {
      const gaveUp = stage.now().getTime() - recording.createdAt.getTime() > DEADLINE_MS;
      await saveFetchAttempt(tx, recordingId, attempt, gaveUp);
      // What was linked provisionally is judged as final now.
      if (gaveUp) return stage.queue.enqueue(tx, "LINK", { recordingId });
      const pause = BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length) - 1] ?? MINUTE_MS;
      return again(attempt + 1, new Date(stage.now().getTime() + pause));
    }
  }
}
