import type { Installation } from "./installation.js";
import type { Subscriber } from "./subscriber.js";

/** What a fault did harm to; 0 of each is what is promised. */
export interface Toll {
  /** Recordings not stored, without a transcript or not judged; and events that a subscriber was not told. */
  readonly lost: number;
  /** Recordings stored more than once, decisions written twice, and events that a subscriber was told again. */
  readonly doubled: number;
  /** Events told after a later one. */
  readonly disordered: number;
  /** Jobs long overdue, or whose worker is gone. */
  readonly stuck: number;
}

/** How far everything was when a fault began. */
export interface Before {
  readonly recordings: number;
  /** Of each subscriber, how many events it had been told. */
  readonly told: readonly number[];
}

/** Long after it is due, or after the last sign of life of whoever does it, a job is stuck. */
export const STUCK_JOB = `name NOT LIKE '%-dead'
             AND (state = 'active' AND coalesce(heartbeat_on, started_on) < now() - interval '20 seconds'
                  OR state < 'active' AND start_after < now() - interval '15 seconds')`;

/** All that a row of `link_decisions` says; another like the one before says nothing new. */
export const ALL_SAID = `row(status, review_reason, customer_id, booking_id, customer_confidence, booking_confidence, evidence,
                             explanation)::text`;

export const lookBefore = ({ traffic, subscribers }: Installation): Before => ({
  recordings: traffic.recorded.length,
  told: subscribers.map(({ told }) => told.length),
});

/** Counts what went wrong since, when all has been given its time. */
export async function countToll({ postgres, traffic, subscribers }: Installation, before: Before): Promise<Toll> {
  const kept = traffic.recorded.slice(before.recordings).filter(({ isKept }) => isKept);
  const [stored] = await postgres.observer.query<{ lost: number; doubled: number; stuck: number }>(STORED, [
    kept.map(({ recordingId }) => recordingId),
  ]);
  if (stored === undefined) throw new Error("The database has counted nothing.");
  const heard = subscribers.map((subscriber, index) => countHeard(subscriber.told, before.told[index] ?? 0));
  const from = Math.min(...heard.map(({ from }) => from));
  const to = Math.min(...heard.map(({ to }) => to));
  const events = await postgres.observer.query<{ position: string }>(
    "SELECT position FROM linkage_events WHERE position > $1 AND position <= $2",
    [from, to],
  );
  const positions = events.map(({ position }) => Number(position));
  const missed = heard.map(
    (one) => positions.filter((position) => position > one.from && !one.told.has(position)).length,
  );
  return {
    lost: stored.lost + sum(missed),
    doubled: stored.doubled + sum(heard.map(({ doubled }) => doubled)),
    disordered: sum(heard.map(({ disordered }) => disordered)),
    stuck: stored.stuck,
  };
}

/** What one was told after the first `since` events: from and up to which position, and how often not as promised. */
export function countHeard(told: Subscriber["told"], since: number) {
  const earlier = new Set(told.slice(0, since).map(({ position }) => position));
  const from = told[since - 1]?.position ?? 0;
  const heard = new Set<number>();
  let to = from;
  let doubled = 0;
  let disordered = 0;
  for (const { position } of told.slice(since)) {
    if (heard.has(position) || earlier.has(position)) doubled += 1;
    else if (position < to) disordered += 1;
    heard.add(position);
    to = Math.max(to, position);
  }
  return { from, to, told: heard, doubled, disordered };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const STORED = `
  WITH call AS (
    SELECT wanted.id AS wanted, call.id, call.transcript_status, call.link_status
      FROM unnest($1::text[]) AS wanted (id)
      LEFT JOIN call_recordings AS call ON call.rc_recording_id = wanted.id)
  SELECT (count(*) FILTER (WHERE id IS NULL OR transcript_status <> 'READY' OR link_status = 'PENDING'))::int AS lost,
         (count(id) - count(DISTINCT wanted) FILTER (WHERE id IS NOT NULL)
           + (SELECT count(*) FROM (
                SELECT ${ALL_SAID} AS said,
                       lag(${ALL_SAID}) OVER (PARTITION BY recording_id ORDER BY link_decisions.id) AS said_before
                  FROM link_decisions WHERE recording_id IN (SELECT id FROM call)) AS decision
               WHERE said = said_before))::int AS doubled,
         (SELECT count(*) FROM pgboss.job WHERE ${STUCK_JOB})::int AS stuck
    FROM call`;
