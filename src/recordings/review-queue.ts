import { type Connection, connectionOf, decodeCursor, type Edge, instantAndId, pageSize } from "../connection.js";
import { getOne, type Sql } from "../database/sql.js";
import type { ReviewReason } from "./link-words.js";
import { RECORDING_COLUMNS, type RecordingRow, STARTED_INSTANT } from "./recordings-by-id.js";

export interface ReviewListing {
  readonly reason?: ReviewReason | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Calls that wait for a person's decision, callers nobody knows among them, newest first. */
export async function listReviewQueue(sql: Sql, listing: ReviewListing): Promise<Connection<Edge<RecordingRow>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, instantAndId);
  const reason = listing.reason ?? null;
  const rows = await sql.query<RecordingRow & { startedInstant: string }>(
    `SELECT ${RECORDING_COLUMNS}, ${STARTED_INSTANT} AS "startedInstant"
       FROM call_recordings AS recording
      WHERE recording.review_reason IS NOT NULL
        AND ($1::text IS NULL OR recording.review_reason = $1)
        AND (recording.call_started_at, recording.id)
            < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY recording.call_started_at DESC, recording.id DESC
      LIMIT $4`,
    [reason, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: (node, cursor) => ({ cursor, node }),
    cursorOf: (row) => [row.startedInstant, row.id],
    totalCount: () => countReviewQueue(sql, reason),
  });
}

async function countReviewQueue(sql: Sql, reason: ReviewReason | null): Promise<number> {
  const { count } = await getOne<{ count: number }>(
    sql,
    `SELECT count(*)::int AS count
       FROM call_recordings
      WHERE review_reason IS NOT NULL AND ($1::text IS NULL OR review_reason = $1)`,
    [reason],
  );
  return count;
}
