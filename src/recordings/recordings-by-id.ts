import { PREPARED, type Sql } from "../database/sql.js";
import type { CallRecording } from "./call-recording.js";

/** A recording as lists carry it: all but its texts, which are read when asked for, and what only the pipeline needs. */
export type RecordingRow = Pick<
  CallRecording,
  | "id"
  | "rcRecordingId"
  | "externalId"
  | "telephonySessionId"
  | "direction"
  | "fromPhone"
  | "toPhone"
  | "outsidePhone"
  | "callStartedAt"
  | "durationSeconds"
  | "transcriptStatus"
  | "sentiment"
  | "topics"
  | "intent"
  | "customerId"
  | "bookingId"
  | "linkStatus"
  | "reviewReason"
  | "customerConfidence"
  | "bookingConfidence"
  | "linkExplanation"
  | "linkedBy"
  | "linkedByName"
  | "linkedAt"
  | "decidedAt"
  | "createdAt"
>;

/** Columns of a `RecordingRow`, of a table called `recording`. */
export const RECORDING_COLUMNS = `recording.id, recording.rc_recording_id AS "rcRecordingId",
       recording.external_id AS "externalId", recording.telephony_session_id AS "telephonySessionId",
       recording.direction, recording.from_phone AS "fromPhone", recording.to_phone AS "toPhone",
       recording.outside_phone AS "outsidePhone", recording.call_started_at AS "callStartedAt",
       recording.duration_seconds AS "durationSeconds", recording.transcript_status AS "transcriptStatus",
       recording.sentiment, recording.topics, recording.intent, recording.customer_id AS "customerId",
       recording.booking_id AS "bookingId", recording.link_status AS "linkStatus",
       recording.review_reason AS "reviewReason", recording.customer_confidence AS "customerConfidence",
       recording.booking_confidence AS "bookingConfidence", recording.link_explanation AS "linkExplanation",
       recording.linked_by AS "linkedBy", recording.linked_by_name AS "linkedByName",
       recording.linked_at AS "linkedAt", recording.decided_at AS "decidedAt", recording.created_at AS "createdAt"`;

/** The start of a call with the microseconds that a Date lacks: a cursor must not lose them. */
export const STARTED_INSTANT = `to_char(recording.call_started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** One per id, in the ids' order; null where there is none. */
export async function recordingsById(sql: Sql, ids: readonly string[]): Promise<(RecordingRow | null)[]> {
  const rows = await sql.query<RecordingRow>(
    `SELECT ${RECORDING_COLUMNS} FROM call_recordings AS recording WHERE recording.id = ANY($1::uuid[])`,
    [ids],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
