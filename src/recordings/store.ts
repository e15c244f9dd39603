import { findOne, getOne, type Sql } from "../database/sql.js";
import { notFound } from "../errors.js";
import type { Direction } from "../linking/facts.js";

/** Where a call's time, duration and numbers come from, weakest first: a weaker source never overwrites a stronger. */
export type FactsSource = "webhook" | "insights" | "call_log" | "ingest";

export interface CallWrite {
  readonly rcRecordingId: string | null;
  readonly externalId: string | null;
  readonly telephonySessionId: string | null;
  readonly direction: Direction;
  /** As received. */
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  readonly fromE164: string | null;
  readonly toE164: string | null;
  /** The party that is not the business, where it can be matched to a customer. */
  readonly outsidePhone: string | null;
  readonly startedAt: Date;
  /** null where the source does not know it. */
  readonly durationSeconds: number | null;
  readonly contentUri: string | null;
  readonly factsSource: FactsSource;
}

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

/** What became of a call that was written. */
export interface CallWritten {
  readonly id: string;
  readonly outcome: "created" | "changed" | "unchanged";
}

const RANK = "array_position(ARRAY['webhook', 'insights', 'call_log', 'ingest'], %)";
const rank = (column: string): string => RANK.replace("%", column);

/**
 * Inserts a call, or completes the one with the same identity. Facts of an equal or stronger source replace older ones;
 * what a source does not know (null) never erases what another knew.
 */
export async function saveCall(tx: Sql, call: CallWrite): Promise<CallWritten> {
  const identity = call.rcRecordingId !== null ? "rc_recording_id" : "external_id";
  const values = [
    call.rcRecordingId,
    call.externalId,
    call.telephonySessionId,
    call.direction,
    call.fromPhone,
    call.toPhone,
    call.fromE164,
    call.toE164,
    call.outsidePhone,
    call.startedAt,
    call.durationSeconds,
    call.contentUri,
    call.factsSource,
  ];
  const written = await findOne<{ id: string; created: boolean }>(
    tx,
    `INSERT INTO call_recordings AS stored
       (rc_recording_id, external_id, telephony_session_id, direction, from_phone, to_phone, from_e164, to_e164,
        outside_phone, call_started_at, duration_seconds, content_uri, facts_source)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11::int, 0), $12, $13)
     ON CONFLICT (${identity}) DO UPDATE
       SET telephony_session_id = coalesce(excluded.telephony_session_id, stored.telephony_session_id),
           direction = excluded.direction,
           from_phone = coalesce(excluded.from_phone, stored.from_phone),
           to_phone = coalesce(excluded.to_phone, stored.to_phone),
           from_e164 = coalesce(excluded.from_e164, stored.from_e164),
           to_e164 = coalesce(excluded.to_e164, stored.to_e164),
           outside_phone = coalesce(excluded.outside_phone, stored.outside_phone),
           call_started_at = excluded.call_started_at,
           duration_seconds = coalesce($11::int, stored.duration_seconds),
           content_uri = coalesce(excluded.content_uri, stored.content_uri),
           facts_source = excluded.facts_source,
           updated_at = now()
     WHERE ${rank("excluded.facts_source")} >= ${rank("stored.facts_source")}
       AND (stored.facts_source, stored.direction, stored.call_started_at, stored.duration_seconds,
            coalesce(stored.from_phone, ''), coalesce(stored.to_phone, ''), coalesce(stored.outside_phone, ''),
            coalesce(stored.content_uri, ''))
           IS DISTINCT FROM
           (excluded.facts_source, excluded.direction, excluded.call_started_at, coalesce($11::int, stored.duration_seconds),
            coalesce(excluded.from_phone, stored.from_phone, ''), coalesce(excluded.to_phone, stored.to_phone, ''),
            coalesce(excluded.outside_phone, stored.outside_phone, ''),
            coalesce(excluded.content_uri, stored.content_uri, ''))
     RETURNING id, (xmax = 0) AS created`,
    values,
  );
  if (written !== null) return { id: written.id, outcome: written.created ? "created" : "changed" };
  const stored = await getOne<{ id: string }>(tx, `SELECT id FROM call_recordings WHERE ${identity} = $1`, [
    call.rcRecordingId ?? call.externalId,
  ]);
  return { id: stored.id, outcome: "unchanged" };
}

/** Which way a recorded call went, locked until the transaction ends; null where it is not known yet. */
export async function findDirectionForUpdate(tx: Sql, rcRecordingId: string): Promise<Direction | null> {
  const row = await findOne<{ direction: Direction }>(
    tx,
    "SELECT direction FROM call_recordings WHERE rc_recording_id = $1 FOR UPDATE",
    [rcRecordingId],
  );
  return row?.direction ?? null;
}

/** RingCentral's id of a recording whose transcript is still awaited at this attempt; null for any other. */
export async function findAwaited(sql: Sql, recordingId: string, attempt: number): Promise<string | null> {
  const row = await findOne<{ rcRecordingId: string | null }>(
    sql,
    `SELECT rc_recording_id AS "rcRecordingId" FROM call_recordings
      WHERE id = $1 AND transcript_status = 'PENDING' AND fetch_attempts < $2`,
    [recordingId, attempt],
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

/** What is stored of a recording's transcript and insights, locked until the transaction ends; null for an unknown one. */
export function findTranscriptForUpdate(tx: Sql, recordingId: string) {
  return findOne<TranscriptRow>(
    tx,
    `SELECT id, rc_recording_id AS "rcRecordingId", telephony_session_id AS "telephonySessionId",
            transcript_status AS "transcriptStatus", fetch_attempts AS "fetchAttempts",
            (extract(epoch FROM now() - created_at) * 1000)::float AS "ageMs",
            transcript_segments AS segments, rc_ai_insights AS insights, sentiment,
            insights_modified_at AS "modifiedAt", call_started_at AS "startedAt", duration_seconds AS "durationSeconds"
       FROM call_recordings WHERE id = $1 FOR UPDATE`,
    [recordingId],
  );
}

export interface TranscriptRow {
  readonly id: string;
  readonly rcRecordingId: string | null;
  readonly telephonySessionId: string | null;
  readonly transcriptStatus: "PENDING" | "READY" | "UNAVAILABLE";
  readonly fetchAttempts: number;
  /** How long it has been known, by the database's clock. */
  readonly ageMs: number;
  readonly segments: readonly StoredSegment[] | null;
  readonly insights: StoredInsights | null;
  readonly sentiment: "POSITIVE" | "NEUTRAL" | "NEGATIVE" | null;
  readonly modifiedAt: Date | null;
  readonly startedAt: Date;
  readonly durationSeconds: number;
}

/** Stores a transcript and insights; the recording is READY from the first transcript on. */
export async function saveTranscript(tx: Sql, recordingId: string, write: TranscriptWrite, now: Date): Promise<void> {
  await tx.query(
    `UPDATE call_recordings
        SET rc_transcript = coalesce($2, rc_transcript),
            transcript_segments = coalesce($3::jsonb, transcript_segments),
            rc_ai_insights = coalesce($4::jsonb, rc_ai_insights),
            sentiment = coalesce($5, sentiment),
            insights_modified_at = coalesce($6, insights_modified_at),
            transcript_status = CASE WHEN $3::jsonb IS NULL THEN transcript_status ELSE 'READY' END,
            transcript_stored_at = CASE WHEN $3::jsonb IS NULL THEN transcript_stored_at ELSE $7 END,
            updated_at = now()
      WHERE id = $1`,
    [
      recordingId,
      write.segments === null ? null : transcriptText(write.segments),
      write.segments === null ? null : asJson(write.segments),
      write.insights === null ? null : asJson(write.insights),
      write.sentiment,
      write.modifiedAt,
      now,
    ],
  );
}

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

/** Ends the waiting for transcripts of sessions that turned out to have no recording; returns the recordings concerned. */
export async function giveUpSessions(tx: Sql, telephonySessionIds: readonly string[]): Promise<string[]> {
  if (telephonySessionIds.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `UPDATE call_recordings SET transcript_status = 'UNAVAILABLE', updated_at = now()
      WHERE telephony_session_id = ANY($1::text[]) AND transcript_status = 'PENDING'
      RETURNING id`,
    [telephonySessionIds],
  );
  return rows.map((row) => row.id);
}

const SPEAKER_LABELS = { customer: "Customer", agent: "Agent", unknown: "Speaker" } as const;

/** "Customer: …" and "Agent: …" lines. */
export const transcriptText = (segments: readonly StoredSegment[]): string =>
  segments.map((segment) => `${SPEAKER_LABELS[segment.speaker]}: ${storable(segment.text)}`).join("\n");

/** PostgreSQL's text and jsonb hold neither U+0000 nor half a surrogate pair, which garbled transcripts can contain. */
const storable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();
const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storable(part) : part));
