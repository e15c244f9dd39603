import { getOne, type Sql } from "../database/sql.js";
import { deadLetterName, queueName } from "./queue.js";
import { JOB_STAGES, type Stage } from "./stages.js";

/** What `pipelineStatus` does not tell, for those who watch over the installation. */
export interface PipelineFigures {
  /** Jobs that have failed and will be tried again, and those that were given up within the last hour. */
  readonly failures: readonly { readonly stage: Stage; readonly retrying: number; readonly givenUp: number }[];
  /** Recordings that wait for a person, and for how long the first of them has. */
  readonly reviews: readonly { readonly reason: string; readonly count: number; readonly oldestSeconds: number }[];
  /** Age of the oldest receipt, event and entry of the audit log that are kept; null where there is none. */
  readonly oldestReceiptSeconds: number | null;
  readonly oldestEventSeconds: number | null;
  readonly oldestAuditSeconds: number | null;
}

export const readPipelineFigures = (sql: Sql): Promise<PipelineFigures> =>
  getOne<PipelineFigures>(
    sql,
    `WITH failures AS (
       SELECT stage.name AS stage,
              count(*) FILTER (WHERE job.name = stage.queue AND job.state = 'retry')::int AS retrying,
              count(*) FILTER (WHERE job.name = stage.dead AND job.created_on > now() - interval '1 hour')::int AS "givenUp"
         FROM unnest($1::text[], $2::text[], $3::text[]) AS stage (name, queue, dead)
         LEFT JOIN pgboss.job AS job ON job.name IN (stage.queue, stage.dead) AND job.state < 'completed'
        GROUP BY stage.name),
     reviews AS (
       SELECT review_reason AS reason, count(*)::int AS count,
              coalesce(extract(epoch FROM now() - min(decided_at)), 0)::float8 AS "oldestSeconds"
         FROM call_recordings WHERE review_reason IS NOT NULL GROUP BY review_reason)
     SELECT (SELECT coalesce(jsonb_agg(failures), '[]') FROM failures) AS failures,
            (SELECT coalesce(jsonb_agg(reviews), '[]') FROM reviews) AS reviews,
            (SELECT extract(epoch FROM now() - min(received_at))::float8 FROM webhook_receipts) AS "oldestReceiptSeconds",
            (SELECT extract(epoch FROM now() - occurred_at)::float8 FROM linkage_events
              WHERE position IS NOT NULL ORDER BY position LIMIT 1) AS "oldestEventSeconds",
            (SELECT extract(epoch FROM now() - at)::float8 FROM audit_log ORDER BY id LIMIT 1) AS "oldestAuditSeconds"`,
    [JOB_STAGES, JOB_STAGES.map(queueName), JOB_STAGES.map(deadLetterName)],
  );

/** Published judgements after a position, those that say the same together; at most so many events. */
export interface JudgedSince {
  readonly upto: number;
  readonly judged: readonly {
    readonly status: string;
    readonly by: "auto" | "person";
    readonly customerConfidence: number | null;
    readonly bookingConfidence: number | null;
    readonly count: number;
  }[];
}

/** Positions become visible in order, so each event is counted once. */
export const readJudgedSince = (sql: Sql, position: number, atMost: number): Promise<JudgedSince> =>
  getOne<JudgedSince>(
    sql,
    `WITH events AS (
       SELECT position, recording_id FROM linkage_events WHERE position > $1 ORDER BY position LIMIT $2),
     judged AS (
       SELECT call.link_status AS status, coalesce(call.linked_by, 'auto') AS by,
              round(call.customer_confidence::numeric, 3)::float8 AS "customerConfidence",
              round(call.booking_confidence::numeric, 3)::float8 AS "bookingConfidence",
              count(*)::int AS count
         FROM events JOIN call_recordings AS call ON call.id = events.recording_id
        WHERE call.link_status <> 'PENDING'
        GROUP BY 1, 2, 3, 4)
     SELECT (SELECT coalesce(max(position), $1)::float8 FROM events) AS upto,
            (SELECT coalesce(jsonb_agg(judged), '[]') FROM judged) AS judged`,
    [position, atMost],
  );
