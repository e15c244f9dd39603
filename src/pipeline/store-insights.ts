import type { Sql } from "../database/sql.js";
import { type CallWrite, saveCalls } from "../recordings/save-calls.js";
import { lockTranscripts, saveTranscripts, type TranscriptRow, type WordsOfRecording } from "../recordings/store.js";
import { asJson } from "../recordings/transcript-json.js";
import { mergeInsights, type RecordingInsights } from "../ringcentral/recording-insights.js";
import { readNumbers } from "./call-write.js";
import { fetchJobId } from "./fetch-job-id.js";
import { inRounds } from "./in-rounds.js";
import { linkAtOnce } from "./link-at-once.js";
import { fetchTranscriptsLater, passTraces, type ReceiveStage } from "./receive.js";

/**
 * Stores what RingCentral's analyses say, whether they came by webhook or were fetched, before or after the calls
 * themselves became known, once or twice, and links their calls. Returns the recordings.
 */
export async function storeInsights(
  stage: ReceiveStage,
  tx: Sql,
  analyses: readonly RecordingInsights[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const round of inRounds(analyses, ({ rcRecordingId }) => rcRecordingId))
    ids.push(...(await storeRound(stage, tx, round)));
  return ids;
}

async function storeRound(stage: ReceiveStage, tx: Sql, analyses: readonly RecordingInsights[]): Promise<string[]> {
  const keys = analyses.map(({ rcRecordingId }) => rcRecordingId);
  let stored = await lockTranscripts(tx, keys);
  const saved = await saveCalls(
    tx,
    analyses.map((insights) => callOf(stage, insights, stored.get(insights.rcRecordingId))),
  );
  passTraces(stage, analyses, saved);
  const isUnread = saved.some(({ outcome }, index) => outcome !== "created" && !stored.has(keys[index] ?? ""));
  // Another process was the first to tell of a call, a moment ago.
  if (isUnread) stored = await lockTranscripts(tx, keys);
  const writes = analyses.map((insights, index) => {
    const earlier = stored.get(insights.rcRecordingId);
    return { recordingId: saved[index]?.id ?? "", ...transcriptOf(insights, earlier) };
  });
  const now = stage.now();
  // With their words, not after them: these are indexed with the link that they have then.
  const linked = await linkAtOnce(
    stage,
    tx,
    saved.map(({ id }) => id),
    { words: writes.map(asStored), now },
  );
  await saveTranscripts(
    tx,
    writes.filter(({ recordingId }) => !linked.has(recordingId)),
    now,
  );
  const untold = saved.filter(({ outcome }, index) => outcome === "created" && analyses[index]?.segments === null);
  await fetchTranscriptsLater(
    stage,
    tx,
    untold.map(({ id }) => id),
  );
  const told = new Set(writes.flatMap(({ recordingId, segments }) => (segments === null ? [] : [recordingId])));
  const awaited = [...stored.values()].filter(
    ({ id, transcriptStatus }) => transcriptStatus === "PENDING" && told.has(id),
  );
  await stage.queue.withdraw(
    tx,
    "FETCH_TRANSCRIPT",
    awaited.map(({ id, fetchAttempts }) => fetchJobId(id, fetchAttempts + 1)),
  );
  return saved.map(({ id }) => id);
}

/** As they will be read again, so that a call is judged alike now and later. */
const asStored = (words: WordsOfRecording): WordsOfRecording => ({
  ...words,
  ...JSON.parse(asJson({ segments: words.segments, insights: words.insights })),
});

/** The analysis knows the call's start and length better than its webhook did, and may be the first to tell of it. */
function callOf(stage: ReceiveStage, insights: RecordingInsights, known: TranscriptRow | undefined): CallWrite {
  const direction = insights.direction ?? known?.direction ?? "INBOUND";
  const [fromPhone, toPhone] =
    direction === "OUTBOUND"
      ? [insights.insidePhone, insights.outsidePhone]
      : [insights.outsidePhone, insights.insidePhone];
  return {
    rcRecordingId: insights.rcRecordingId,
    externalId: null,
    telephonySessionId: insights.telephonySessionId,
    ...readNumbers({ direction, fromPhone, toPhone }, stage.business()),
    startedAt: insights.startedAt,
    durationSeconds: insights.durationSeconds,
    contentUri: null,
    factsSource: "insights",
  };
}

/** What is to be stored of an analysis, together with what an earlier one said. */
function transcriptOf(insights: RecordingInsights, stored: TranscriptRow | undefined) {
  const earlier = stored === undefined ? null : asInsights(stored, insights);
  const merged = earlier === null ? insights : mergeInsights(earlier, insights);
  const segments =
    merged.segments?.map(({ speaker, name, text, startSeconds, endSeconds }) => ({
      ...{ speaker, name, text },
      start: startSeconds,
      end: endSeconds,
    })) ?? null;
  const { summary, bullets, highlights, nextSteps, score, notes, sentiment, modifiedAt } = merged;
  return { segments, insights: { summary, bullets, highlights, nextSteps, score, notes }, sentiment, modifiedAt };
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
