import { findOne, PREPARED, type Sql } from "../database/sql.js";
import { notFound } from "../errors.js";
import type { Direction } from "../linking/facts.js";
import { storable } from "../storable.js";
import type { TranscriptStatus } from "./call-words.js";
import { asJson } from "./transcript-json.js";

export interface StoredSegment {
  readonly speaker: "customer" | "agent" | "unknown";
  readonly name: string | null;
  readonly text: string;
  /** Seconds from the start of the recording; null where the source has no times. */
  readonly start: number | null;
  readonly end: number | null;
}

export interface StoredInsights {
  readonly summary: string | null;
  readonly bullets: readonly string[];
  readonly highlights: readonly string[];
  readonly nextSteps: readonly string[];
  readonly score: string | null;
  readonly notes: string | null;
}

export interface TranscriptWrite {
  /** null leaves the transcript as it is, or missing. */
  readonly segments: readonly StoredSegment[] | null;
  readonly insights: StoredInsights | null;
  readonly sentiment: "POSITIVE" | "NEUTRAL" | "NEGATIVE" | null;
  readonly modifiedAt: Date | null;
}

/** RingCentral's id of a recording whose transcript is still awaited at this attempt; null for any other. */
export async function findAwaited(sql: Sql, recordingId: string, attempt: number): Promise<string | null> {
  const [row] = await sql.query<{ rcRecordingId: string | null }>(
    `SELECT rc_recording_id AS "rcRecordingId" FROM call_recordings
      WHERE id = $1 AND transcript_status = 'PENDING' AND fetch_attempts < $2`,
    [recordingId, attempt],
    PREPARED,
  );
  return row?.rcRecordingId ?? null;
}

/** The number that a caller could be known by. Throws NOT_FOUND for an unknown recording. */
export async function getOutsidePhone(sql: Sql, recordingId: string): Promise<string | null> {
  const row = await findOne<{ phone: string | null }>(
    sql,
    "SELECT outside_phone AS phone FROM call_recordings WHERE id = $1",
    [recordingId],
  );
  if (row === null) throw notFound("call recording", recordingId);
  return row.phone;
}

const TRANSCRIPT_ROW = `
  id, rc_recording_id AS "rcRecordingId", telephony_session_id AS "telephonySessionId", direction,
  transcript_status AS "transcriptStatus", fetch_attempts AS "fetchAttempts",
  (extract(epoch FROM now() - created_at) * 1000)::float AS "ageMs",
  transcript_segments AS segments, rc_ai_insights AS insights, sentiment,
  insights_modified_at AS "modifiedAt"`;

/** What is stored of a recording's transcript and insights, locked until the transaction ends; null for an unknown one. */
export const findTranscriptForUpdate = (tx: Sql, recordingId: string): Promise<TranscriptRow | null> =>
  findOne<TranscriptRow>(tx, `SELECT ${TRANSCRIPT_ROW} FROM call_recordings WHERE id = $1 FOR UPDATE`, [recordingId]);

/** The same of RingCentral's recordings that are known, by their id; locked in one order. */
export async function lockTranscripts(tx: Sql, rcRecordingIds: readonly string[]): Promise<Map<string, TranscriptRow>> {
  const rows = await tx.query<TranscriptRow & { rcRecordingId: string }>(
    `SELECT ${TRANSCRIPT_ROW} FROM call_recordings WHERE rc_recording_id = ANY ($1::text[]) ORDER BY id FOR UPDATE`,
    [rcRecordingIds],
  );
  return new Map(rows.map((row) => [row.rcRecordingId, row]));
}

export interface TranscriptRow {
  readonly id: string;
  readonly rcRecordingId: string | null;
  readonly telephonySessionId: string | null;
  readonly direction: Direction;
  readonly transcriptStatus: TranscriptStatus;
  readonly fetchAttempts: number;
  /** How long it has been known, by the database's clock. */
  readonly ageMs: number;
  readonly segments: readonly StoredSegment[] | null;
  readonly insights: StoredInsights | null;
  readonly sentiment: "POSITIVE" | "NEUTRAL" | "NEGATIVE" | null;
  readonly modifiedAt: Date | null;
}

/** Stores a transcript and insights; the recording is READY from the first transcript on. */
export const saveTranscript = (tx: Sql, recordingId: string, write: TranscriptWrite, now: Date): Promise<string[]> =>
  saveTranscripts(tx, [{ ...write, recordingId }], now);

export interface WordsOfRecording extends TranscriptWrite {
  readonly recordingId: string;
}

/**
 * The same of many recordings in one statement; returns the ids of those that it changed. Words whose time is over stay
 * gone.
 */
export async function saveTranscripts(tx: Sql, writes: readonly WordsOfRecording[], now: Date): Promise<string[]> {
  if (writes.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE call_recordings AS recording
        SET ${WORDS_GIVEN}, updated_at = now()
       FROM ${GIVEN_WORDS}
      WHERE recording.id = given."recordingId" AND recording.transcript_status <> 'EXPIRED'
        AND (${WORDS_AFTER}) IS DISTINCT FROM (${WORDS_BEFORE})
      RETURNING recording.id`,
    [givenWords(writes), now],
  );
  return rows.map(({ id }) => id);
}

/** The first value of a statement that has `GIVEN_WORDS`. */
export const givenWords = (writes: readonly WordsOfRecording[]): string =>
  asJson(
    writes.map(({ segments, ...write }) => ({
      ...{ ...write, segments },
      transcript: segments === null ? null : transcriptText(segments),
    })),
  );

export const GIVEN_WORDS = `jsonb_to_recordset($1::jsonb) AS given (
  "recordingId" uuid, transcript text, segments jsonb, insights jsonb, sentiment text, "modifiedAt" timestamptz)`;

/** Columns of a recording, each with what is given for it; what is not given stays. */
const WORDS = [
  ["rc_transcript", "transcript"],
  ["transcript_segments", "segments"],
  ["rc_ai_insights", "insights"],
  ["sentiment", "sentiment"],
  ["insights_modified_at", '"modifiedAt"'],
].map(([column, given]) => ({ column, after: `coalesce(given.${given}, recording.${column})` }));
const WORDS_BEFORE = WORDS.map(({ column }) => `recording.${column}`).join(", ");
const WORDS_AFTER = WORDS.map(({ after }) => after).join(", ");

/** What `given` changes of `recording`; the second value is when they are stored. */
export const WORDS_GIVEN = `
  ${WORDS.map(({ column, after }) => `${column} = ${after}`).join(",\n  ")},
  transcript_status = CASE WHEN given.segments IS NULL THEN recording.transcript_status ELSE 'READY' END,
  transcript_stored_at = CASE WHEN given.segments IS NULL THEN recording.transcript_stored_at ELSE $2 END`;

/** Counts an attempt to fetch; `gaveUp` ends the waiting (a transcript that comes later is still accepted). */
export async function saveFetchAttempt(tx: Sql, recordingId: string, attempt: number, gaveUp: boolean): Promise<void> {
  await tx.query(
    `UPDATE call_recordings
        SET fetch_attempts = $2, updated_at = now(),
            transcript_status = CASE WHEN $3 AND transcript_status = 'PENDING' THEN 'UNAVAILABLE' ELSE transcript_status END
      WHERE id = $1`,
    [recordingId, attempt, gaveUp],
  );
}

/** Ends the waiting for transcripts of recordings that nobody fetches any; one that comes later is still accepted. */
export async function giveUpFetching(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE call_recordings SET transcript_status = 'UNAVAILABLE', updated_at = now()
      WHERE id = ANY($1::uuid[]) AND transcript_status = 'PENDING'`,
    [ids],
  );
}

/** Ends the waiting for transcripts of sessions that turned out to have no recording; returns the recordings concerned. */
export async function giveUpSessions(tx: Sql, telephonySessionIds: readonly string[]): Promise<string[]> {
  if (telephonySessionIds.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE call_recordings SET transcript_status = 'UNAVAILABLE', updated_at = now()
      WHERE id IN (SELECT id FROM call_recordings
                    WHERE telephony_session_id = ANY($1::text[]) AND transcript_status = 'PENDING' ORDER BY id FOR UPDATE)
      RETURNING id`,
    [telephonySessionIds],
  );
  return rows.map((row) => row.id);
}

const SPEAKER_LABELS = { customer: "Customer", agent: "Agent", unknown: "Speaker" } as const;

/** "Customer: …" and "Agent: …" lines. */
export const transcriptText = (segments: readonly StoredSegment[]): string =>
  segments.map((segment) => `${SPEAKER_LABELS[segment.speaker]}: ${storable(segment.text)}`).join("\n");
