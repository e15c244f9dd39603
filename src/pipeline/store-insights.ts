import type { Sql } from "../database/sql.js";
import {
  findDirectionForUpdate,
  findTranscriptForUpdate,
  saveCall,
  saveTranscript,
  type TranscriptRow,
} from "../recordings/store.js";
import { mergeInsights, type RecordingInsights } from "../ringcentral/recording-insights.js";
import { readNumbers } from "./call-write.js";
import { fetchTranscriptLater, type ReceiveStage } from "./receive.js";

/**
 * Stores what RingCentral's analysis says, whether it came by webhook or was fetched, before or after the call itself
 * became known, once or twice; then sends the recording to be linked.
 */
export async function storeInsights(stage: ReceiveStage, tx: Sql, insights: RecordingInsights): Promise<void> {
  const recordingId = await saveCallOf(stage, tx, insights);
  const stored = await findTranscriptForUpdate(tx, recordingId);
  if (stored === null) throw new Error("A recording vanished while its insights were stored.");
  const earlier = asInsights(stored, insights);
  const merged = earlier === null ? insights : mergeInsights(earlier, insights);
  const segments =
    merged.segments?.map(({ speaker, name, text, startSeconds, endSeconds }) => ({
      ...{ speaker, name, text },
      start: startSeconds,
      end: endSeconds,
    })) ?? null;
  const { summary, bullets, highlights, nextSteps, score, notes, sentiment, modifiedAt } = merged;
  await saveTranscript(
    tx,
    recordingId,
    { segments, insights: { summary, bullets, highlights, nextSteps, score, notes }, sentiment, modifiedAt },
    stage.now(),
  );
  await stage.queue.enqueue(tx, "LINK", { recordingId });
}

/** The analysis knows the call's start and length better than its webhook did, and may be the first to tell of it. */
async function saveCallOf(stage: ReceiveStage, tx: Sql, insights: RecordingInsights): Promise<string> {
  const known = await findDirectionForUpdate(tx, insights.rcRecordingId);
  const direction = insights.direction ?? known ?? "INBOUND";
  const [fromPhone, toPhone] =
    direction === "OUTBOUND"
      ? [insights.insidePhone, insights.outsidePhone]
      : [insights.outsidePhone, insights.insidePhone];
  const saved = await saveCall(tx, {
    rcRecordingId: insights.rcRecordingId,
    externalId: null,
    telephonySessionId: insights.telephonySessionId,
    ...readNumbers({ direction, fromPhone, toPhone }, stage.business()),
    startedAt: insights.startedAt,
    durationSeconds: insights.durationSeconds,
    contentUri: null,
    factsSource: "insights",
  });
  if (saved.outcome === "created" && insights.segments === null) await fetchTranscriptLater(stage, tx, saved.id);
  return saved.id;
}

/** The stored analysis in RingCentral's words again, or null where there is none yet. */
function asInsights(stored: TranscriptRow, incoming: RecordingInsights): RecordingInsights | null {
  if (stored.modifiedAt === null) return null;
  return {
    ...incoming,
    modifiedAt: stored.modifiedAt,
    segments:
      stored.segments?.map(({ speaker, name, text, start, end }) => ({
        ...{ speaker, name, text },
        startSeconds: start,
        endSeconds: end,
      })) ?? null,
    summary: stored.insights?.summary ?? null,
    bullets: stored.insights?.bullets ?? [],
    highlights: stored.insights?.highlights ?? [],
    nextSteps: stored.insights?.nextSteps ?? [],
    score: stored.insights?.score ?? null,
    notes: stored.insights?.notes ?? null,
    sentiment: stored.sentiment,
  };
}
