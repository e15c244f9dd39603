import type { Installation } from "./installation.js";
import { ALL_SAID, STUCK_JOB } from "./toll.js";

/** What must hold after all faults, each with how many times it does not (0 where all is well). */
export interface Finding {
  readonly rule: string;
  readonly offences: number;
  /** A few of them. */
  readonly examples: readonly string[];
}

interface Rule {
  readonly rule: string;
  /** Rows that break it: one text column `offender`. */
  readonly sql: string;
}

/** What RingCentral has told of: the recordings that it keeps, and those that it announced and did not keep. */
const RECORDED = "WITH recorded AS (SELECT * FROM unnest($1::text[], $2::boolean[]) AS recorded (id, is_kept))";

const RULES: readonly Rule[] = [
  {
    rule: "every recording is there once, with its transcript, and judged",
    sql: `SELECT wanted.id || ' ' || coalesce(call.transcript_status || ' ' || call.link_status, 'missing') AS offender
            FROM recorded AS wanted
            LEFT JOIN call_recordings AS call ON call.rc_recording_id = wanted.id
           WHERE is_kept AND (call.id IS NULL OR call.transcript_status <> 'READY' OR call.link_status = 'PENDING')`,
  },
  {
    rule: "there is no recording that RingCentral does not know",
    sql: `SELECT rc_recording_id AS offender FROM call_recordings
           WHERE rc_recording_id IS NULL OR rc_recording_id NOT IN (SELECT id FROM recorded)`,
  },
  {
    rule: "a recording that was not kept is no longer waited for",
    sql: `SELECT rc_recording_id AS offender FROM call_recordings
           WHERE rc_recording_id IN (SELECT id FROM recorded WHERE NOT is_kept) AND (transcript_status = 'PENDING' OR link_status = 'PENDING')`,
  },
  {
    rule: "every webhook that was stored is processed",
    sql: `SELECT concat_ws(' ', uuid, coalesce('its job ' || job.state || ' after ' || job.retry_count || ' retries', 'without a job')) AS offender
            FROM webhook_receipts
            LEFT JOIN pgboss.job ON job.name = 'receive' AND job.data->>'receiptUuid' = uuid
           WHERE processed_at IS NULL`,
  },
  {
    rule: "a recording's events tell its link without a gap or a repetition",
    sql: `SELECT recording_id || ' at ' || position AS offender
            FROM (SELECT event.*, lag(booking_id) OVER told AS booking_before, lag(customer_id) OVER told AS customer_before,
                         lag(id) OVER told AS id_before, row_number() OVER told AS nth
                    FROM linkage_events AS event WINDOW told AS (PARTITION BY recording_id ORDER BY position)) AS event
           WHERE position IS NULL
              OR nth > 1 AND (id_before > id
                 OR (previous->>'bookingId')::uuid IS DISTINCT FROM booking_before
                 OR (previous->>'customerId')::uuid IS DISTINCT FROM customer_before)`,
  },
  {
    rule: "a recording's last event is its link",
    sql: `SELECT call.rc_recording_id AS offender
            FROM call_recordings AS call
            LEFT JOIN LATERAL (SELECT * FROM linkage_events WHERE recording_id = call.id ORDER BY position DESC LIMIT 1) AS event ON true
           WHERE call.customer_id IS DISTINCT FROM event.customer_id OR call.booking_id IS DISTINCT FROM event.booking_id`,
  },
  {
    rule: "no decision is written twice",
    sql: `SELECT recording_id || ' ' || id AS offender
            FROM (SELECT *, ${ALL_SAID} AS said,
                         lag(${ALL_SAID}) OVER (PARTITION BY recording_id ORDER BY id) AS said_before
                    FROM link_decisions) AS decision
           WHERE said = said_before`,
  },
  {
    rule: "no job is stuck: none overdue, none whose worker is gone",
    sql: `SELECT name || ' ' || state || ' ' || retry_count || ' ' || data::text AS offender FROM pgboss.job
           WHERE ${STUCK_JOB}`,
  },
  {
    rule: "no job has failed for good",
    sql: `SELECT name || ' ' || data::text || ' ' || coalesce(output::text, '') AS offender FROM pgboss.job
           WHERE name LIKE '%-dead' OR state = 'failed'`,
  },
  {
    rule: "nothing waits to be judged again",
    sql: "SELECT recording_id::text AS offender FROM relink_queue UNION ALL SELECT id::text FROM fact_changes",
  },
];

const EXAMPLES = 3;

export async function verifyDatabase({ postgres, traffic }: Installation): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { rule, sql } of RULES) {
    const offenders = await postgres.observer.query<{ offender: string }>(`${RECORDED} ${sql}`, [
      traffic.recorded.map(({ recordingId }) => recordingId),
      traffic.recorded.map(({ isKept }) => isKept),
    ]);
    findings.push({
      rule,
      offences: offenders.length,
      examples: offenders.slice(0, EXAMPLES).map(({ offender }) => offender),
    });
  }
  return findings;
}

/** Each subscriber against the outbox: each event once, in order, and none missing. */
export async function verifySubscribers({ postgres, subscribers }: Installation): Promise<Finding[]> {
  const events = await postgres.observer.query<{ event: string }>(
    "SELECT concat_ws(' ', position, type, recording_id) AS event FROM linkage_events WHERE position IS NOT NULL ORDER BY position",
  );
  return subscribers.flatMap(({ name, told, complaints }) => {
    const heard = told.map(({ position, type, recordingId }) => `${position} ${type} ${recordingId}`);
    const heardOnce = new Set(heard);
    const known = new Set(events.map(({ event }) => event));
    const missed = events.filter(({ event }) => !heardOnce.has(event)).map(({ event }) => `missed ${event}`);
    const strange = heard.filter((event) => !known.has(event)).map((event) => `never happened: ${event}`);
    const disordered = told
      .filter(({ position }, index) => position <= (told[index - 1]?.position ?? 0))
      .map(({ position }) => `again or late: ${position}`);
    const wrong = [...missed, ...strange, ...disordered];
    return [
      {
        rule: `the ${name} subscriber was told each of ${events.length} events once and in order`,
        offences: wrong.length,
        examples: wrong.slice(0, EXAMPLES),
      },
      {
        rule: `the ${name} subscriber met no error and was never sent away for good`,
        offences: complaints.length,
        examples: [...new Set(complaints)].slice(0, EXAMPLES),
      },
    ];
  });
}
