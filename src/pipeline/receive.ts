import type { Logger } from "pino";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { saveCall } from "../recordings/store.js";
import { readWebhook } from "../ringcentral/read-webhook.js";
import type { RecordedCall } from "../ringcentral/recorded-call.js";
import { readNumbers } from "./call-write.js";
import type { Queue } from "./queue.js";
import { closeReceipt, takeReceipt } from "./receipts-store.js";
import { storeInsights } from "./store-insights.js";

export interface ReceiveStage {
  readonly queue: Queue;
  readonly business: () => BusinessFacts;
  readonly transcriptDelayMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Stage RECEIVE: turns a stored webhook into recordings, and sends them on. */
export async function receive(stage: ReceiveStage, tx: Sql, { receiptUuid }: { receiptUuid: string }): Promise<void> {
  const body = await takeReceipt(tx, receiptUuid);
  if (body === null) return; // pruned, or done by another delivery of this job
  await closeReceipt(tx, receiptUuid, await receiveBody(stage, tx, body), stage.now());
}

async function receiveBody(stage: ReceiveStage, tx: Sql, body: Buffer): Promise<string> {
  const reading = readWebhook(body);
  switch (reading.kind) {
    case "calls": {
      for (const call of reading.calls) await receiveCall(stage, tx, call);
      return `calls: ${reading.calls.length}`;
    }
    case "insights": {
      await storeInsights(stage, tx, reading.insights);
      return "insights";
    }
    case "renewal-reminder":
      await stage.queue.enqueue(tx, "KEEP_SUBSCRIPTION", {});
      return "renewal-reminder";
    case "unparsable":
      stage.log.warn({ uuid: reading.uuid, reason: reading.reason }, "a webhook cannot be read; it is kept as it came");
      return `unparsable: ${reading.reason}`;
    case "ignored":
      return `ignored: ${reading.reason}`;
  }
}

/** Stores a call told of by a webhook or the call log, and starts the pipeline for one that is new. Returns whether it is. */
export async function receiveCall(stage: ReceiveStage, tx: Sql, call: RecordedCall): Promise<boolean> {
  const saved = await saveCall(tx, {
    rcRecordingId: call.rcRecordingId,
    externalId: null,
    telephonySessionId: call.telephonySessionId,
    ...readNumbers(call, stage.business()),
    startedAt: call.startedAt,
    durationSeconds: call.durationSeconds,
    contentUri: call.contentUri,
    factsSource: call.factsSource,
  });
  if (saved.outcome !== "unchanged") await stage.queue.enqueue(tx, "LINK", { recordingId: saved.id });
  if (saved.outcome === "created") await fetchTranscriptLater(stage, tx, saved.id);
  return saved.outcome === "created";
}

export async function fetchTranscriptLater(stage: ReceiveStage, tx: Sql, recordingId: string): Promise<void> {
  const data = { recordingId, attempt: 1 };
  await stage.queue.enqueue(tx, "FETCH_TRANSCRIPT", data, { delayMs: stage.transcriptDelayMs });
}
