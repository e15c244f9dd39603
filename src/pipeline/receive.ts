import type { Logger } from "pino";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { erasedAmong, holdBackErasures } from "../recordings/erased-calls.js";
import { lockCalls } from "../recordings/lock-calls.js";
import { saveCalls } from "../recordings/save-calls.js";
import { readWebhook, type WebhookReading } from "../ringcentral/read-webhook.js";
import type { RecordedCall } from "../ringcentral/recorded-call.js";
import { type Tracing, tracedBy } from "../tracing.js";
import { readNumbers } from "./call-write.js";
import { fetchJobId } from "./fetch-job-id.js";
import { inRounds } from "./in-rounds.js";
import { linkAtOnce } from "./link-at-once.js";
import type { Queue } from "./queue.js";
import { closeReceipts, OF_THE_ERASED, takeReceipts } from "./receipts-store.js";
import type { JobData } from "./stages.js";
import { storeInsights } from "./store-insights.js";

export interface ReceiveStage {
  readonly queue: Queue;
  readonly business: () => BusinessFacts;
  readonly transcriptDelayMs: number;
  readonly now: () => Date;
  readonly log: Logger;
  readonly tracing?: Tracing | undefined;
  /** Of what is being done: traces by RingCentral's ids of recordings and by ours. Absent where there are none. */
  readonly traces?: Map<string, string>;
}

/** Stage RECEIVE: turns stored webhooks into recordings, and links them. */
export async function receive(untraced: ReceiveStage, tx: Sql, jobs: readonly JobData["RECEIVE"][]): Promise<void> {
  await holdBackErasures(tx);
  // Those that are not found were pruned, or done by another delivery of the job.
  const receipts = await takeReceipts(
    tx,
    jobs.map(({ receiptUuid }) => receiptUuid),
  );
  const readings = receipts.map(({ uuid, body }) => ({ uuid, reading: readWebhook(body) }));
  const stage = { ...untraced, traces: tracesOf(jobs, readings) };
  const calls = readings.flatMap(({ reading }) => (reading.kind === "calls" ? reading.calls : []));
  const analyses = readings.flatMap(({ reading }) => (reading.kind === "insights" ? [reading.insights] : []));
  const told = [...calls, ...analyses].map(({ rcRecordingId }) => rcRecordingId);
  const erased = await erasedAmong(tx, "ringcentral", told);
  const isKept = ({ rcRecordingId }: { rcRecordingId: string }) => !erased.has(rcRecordingId);
  await lockCalls(tx, told);
  const { touched } = await storeCalls(stage, tx, calls.filter(isKept));
  const linked = new Set(await storeInsights(stage, tx, analyses.filter(isKept)));
  await linkAtOnce(
    stage,
    tx,
    touched.filter((id) => !linked.has(id)),
  );
  if (readings.some(({ reading }) => reading.kind === "renewal-reminder"))
    await stage.queue.enqueue(tx, "KEEP_SUBSCRIPTION", {});
  const outcomes = readings.map(({ uuid, reading }) => ({ uuid, outcome: outcomeOf(stage, uuid, reading, erased) }));
  await closeReceipts(tx, outcomes, stage.now());
}

function tracesOf(
  jobs: readonly JobData["RECEIVE"][],
  readings: readonly { readonly uuid: string; readonly reading: WebhookReading }[],
): Map<string, string> {
  const ofReceipt = new Map(jobs.map(({ receiptUuid, trace }) => [receiptUuid, trace]));
  const traces = new Map<string, string>();
  for (const { uuid, reading } of readings) {
    const trace = ofReceipt.get(uuid);
    const told = reading.kind === "calls" ? reading.calls : reading.kind === "insights" ? [reading.insights] : [];
    if (trace !== undefined) for (const { rcRecordingId } of told) traces.set(rcRecordingId, trace);
  }
  return traces;
}

function outcomeOf(stage: ReceiveStage, uuid: string, reading: WebhookReading, erased: ReadonlySet<string>): string {
  switch (reading.kind) {
    case "calls":
      return reading.calls.some(({ rcRecordingId }) => erased.has(rcRecordingId))
        ? OF_THE_ERASED
        : `calls: ${reading.calls.length}`;
    case "insights":
      return erased.has(reading.insights.rcRecordingId) ? OF_THE_ERASED : reading.kind;
    case "renewal-reminder":
      return reading.kind;
    case "unparsable":
      stage.log.warn({ uuid, reason: reading.reason }, "a webhook cannot be read; it is kept as it came");
      return `unparsable: ${reading.reason}`;
    case "ignored":
      return `ignored: ${reading.reason}`;
  }
}

/** Recordings that were not as told before, and how many of them are new. */
export interface StoredCalls {
  readonly touched: readonly string[];
  readonly created: number;
}

/** Stores calls told of by webhooks or the call log; of the new ones the transcripts are fetched later. */
export async function storeCalls(stage: ReceiveStage, tx: Sql, calls: readonly RecordedCall[]): Promise<StoredCalls> {
  const touched: string[] = [];
  const created: string[] = [];
  for (const round of inRounds(calls, (call) => call.rcRecordingId)) {
    const saved = await saveCalls(
      tx,
      round.map((call) => ({
        rcRecordingId: call.rcRecordingId,
        externalId: null,
        telephonySessionId: call.telephonySessionId,
        ...readNumbers(call, stage.business()),
        startedAt: call.startedAt,
        durationSeconds: call.durationSeconds,
        contentUri: call.contentUri,
        factsSource: call.factsSource,
      })),
    );
    passTraces(stage, round, saved);
    touched.push(...saved.filter(({ outcome }) => outcome !== "unchanged").map(({ id }) => id));
    created.push(...saved.filter(({ outcome }) => outcome === "created").map(({ id }) => id));
  }
  await fetchTranscriptsLater(stage, tx, created);
  return { touched, created: created.length };
}

/** What is known of recordings by RingCentral's id is from now on known by ours. */
export function passTraces(
  { traces }: ReceiveStage,
  told: readonly { readonly rcRecordingId: string }[],
  saved: readonly { readonly id: string }[],
): void {
  if (traces === undefined || traces.size === 0) return;
  for (const [index, { id }] of saved.entries()) {
    const trace = traces.get(told[index]?.rcRecordingId ?? "");
    if (trace !== undefined) traces.set(id, trace);
  }
}

/** Has recordings judged, each once however often it is named. */
export const sendToLinking = (stage: ReceiveStage, tx: Sql, recordingIds: readonly string[]): Promise<void> =>
  stage.queue.enqueueAll(
    tx,
    "LINK",
    [...new Set(recordingIds)].map((recordingId) => ({ recordingId, ...tracedBy(stage.traces?.get(recordingId)) })),
  );

export const fetchTranscriptsLater = (stage: ReceiveStage, tx: Sql, recordingIds: readonly string[]): Promise<void> =>
  stage.queue.enqueueAll(
    tx,
    "FETCH_TRANSCRIPT",
    recordingIds.map((recordingId) => ({ recordingId, attempt: 1, ...tracedBy(stage.traces?.get(recordingId)) })),
    { delayMs: stage.transcriptDelayMs, ids: recordingIds.map((id) => fetchJobId(id, 1)) },
  );
