import { pause } from "../pause.js";
import type { Installation } from "./installation.js";
import type { Recorded } from "./traffic.js";

const LOOK_EVERY_MS = 300;
const WORD_EVERY_MS = 10_000;

export interface Recovery {
  /** Milliseconds until everything was settled; null where it was not within the time given. */
  readonly afterMs: number | null;
  /** What was missing at the end. */
  readonly missing: string | null;
}

/**
 * Waits until every recording given is judged with its transcript, every event of it is published, every subscriber has
 * been told of all, every webhook that was stored by now is processed, and what facts changed by now touch is judged again:
 * whose notice was cut off looks by itself every other second.
 */
export async function untilSettled(
  installation: Installation,
  recorded: readonly Recorded[],
  withinMs: number,
): Promise<Recovery> {
  const began = Date.now();
  const storedBy = new Date(began);
  let nextWordAt = began + WORD_EVERY_MS;
  for (;;) {
    const missing = await findMissing(installation, recorded, storedBy);
    if (missing === null) return { afterMs: Date.now() - began, missing: null };
    if (Date.now() - began > withinMs) return { afterMs: null, missing };
    if (Date.now() > nextWordAt) {
      nextWordAt += WORD_EVERY_MS;
      installation.say(`  waiting for ${missing}; jobs: ${await describeJobs(installation)}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function findMissing({ postgres, subscribers }: Installation, recorded: readonly Recorded[], storedBy: Date) {
  const ids = (isKept: boolean) =>
    recorded.filter((one) => one.isKept === isKept).map(({ recordingId }) => recordingId);
  const [row] = await postgres.observer.query<{
    unknown: number;
    waiting: number;
    unlinked: number;
    unkept: number;
    unread: number;
    untouched: number;
    head: string;
  }>(
    `WITH expected AS (
       SELECT call.id, call.transcript_status, call.link_status
         FROM unnest($1::text[]) AS wanted (id)
         LEFT JOIN call_recordings AS call ON call.rc_recording_id = wanted.id)
     SELECT count(*) FILTER (WHERE id IS NULL)::int AS unknown,
            count(*) FILTER (WHERE transcript_status = 'PENDING')::int AS waiting,
            count(*) FILTER (WHERE transcript_status <> 'PENDING' AND (link_status = 'PENDING'
              OR EXISTS (SELECT FROM pgboss.job WHERE job.name = 'link' AND job.state < 'completed'
                            AND job.data->>'recordingId' = expected.id::text)
              OR EXISTS (SELECT FROM linkage_events AS event
                          WHERE event.recording_id = expected.id AND event.position IS NULL)))::int AS unlinked,
            (SELECT count(*)::int FROM call_recordings
              WHERE rc_recording_id = ANY ($2) AND transcript_status = 'PENDING') AS unkept,
            (SELECT count(*)::int FROM webhook_receipts WHERE processed_at IS NULL AND received_at <= $3) AS unread,
            ((SELECT count(*) FROM fact_changes WHERE changed_at <= $3)
              + (SELECT count(*) FROM relink_queue WHERE queued_at <= $3))::int AS untouched,
            (SELECT coalesce(max(position), 0) FROM linkage_events) AS head
       FROM expected`,
    [ids(true), ids(false), storedBy],
  );
  if (row === undefined) return "the database";
  const head = Number(row.head);
  const behind = subscribers.filter(({ told }) => (told.at(-1)?.position ?? 0) < head).map(({ name }) => name);
  const parts = [
    row.unknown > 0 ? `${row.unknown} recordings unknown` : "",
    row.waiting > 0 ? `${row.waiting} without transcript` : "",
    row.unlinked > 0 ? `${row.unlinked} not linked or not published` : "",
    row.unkept > 0 ? `${row.unkept} waited for in vain` : "",
    row.unread > 0 ? `${row.unread} webhooks not processed` : "",
    row.untouched > 0 ? `${row.untouched} changes or calls not judged again` : "",
    behind.length > 0 ? `subscribers behind: ${behind.join(", ")}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join(", ");
}

async function describeJobs({ postgres }: Installation): Promise<string> {
  const jobs = await postgres.observer.query<{ name: string; state: string; tries: number; due: number; beat: number }>(
    `SELECT name, state, retry_count AS tries, extract(epoch FROM start_after - now())::int AS due,
            extract(epoch FROM heartbeat_on - now())::int AS beat
       FROM pgboss.job WHERE state < 'completed' ORDER BY start_after LIMIT 12`,
  );
  return jobs
    .map(({ name, state, tries, due, beat }) => `${name} ${state} due ${due} s, beat ${beat} s, retry ${tries}`)
    .join("; ");
}
