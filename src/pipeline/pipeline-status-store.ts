import { getOne, type Sql } from "../database/sql.js";
import { listOpenCircuits } from "../ringcentral/circuit.js";
import type { PipelineStatus, StageStatus } from "./pipeline-status.js";
import { deadLetterName, queueName } from "./queue.js";
import { JOB_STAGES, STAGES } from "./stages.js";

/** How the stages are doing, whichever process works them. */
export async function readPipelineStatus(sql: Sql): Promise<PipelineStatus> {
  const row = await getOne<Omit<PipelineStatus, "stages" | "closedAreas"> & { stages: StageStatus[] }>(
    sql,
    `WITH jobs AS (
       SELECT stage.name AS stage,
              count(*) FILTER (WHERE job.name = stage.queue AND job.state IN ('created', 'retry') AND job.start_after <= now())::int AS waiting,
              count(*) FILTER (WHERE job.name = stage.queue AND job.state IN ('created', 'retry') AND job.start_after > now())::int AS scheduled,
              count(*) FILTER (WHERE job.name = stage.queue AND job.state = 'active')::int AS active,
              count(*) FILTER (WHERE job.name = stage.dead AND job.state = 'created')::int AS failed,
              coalesce(extract(epoch FROM now() - min(job.start_after)
                FILTER (WHERE job.name = stage.queue AND job.state IN ('created', 'retry') AND job.start_after <= now())), 0)::int AS "oldestSeconds"
         FROM unnest($1::text[], $2::text[], $3::text[]) AS stage (name, queue, dead)
         LEFT JOIN pgboss.job AS job ON job.name IN (stage.queue, stage.dead) AND job.state < 'completed'
        GROUP BY stage.name),
     events AS (
       SELECT 'PUBLISH' AS stage, count(*)::int AS waiting, 0 AS scheduled, 0 AS active, 0 AS failed,
              coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::int AS "oldestSeconds"
         FROM linkage_events WHERE position IS NULL)
     SELECT (SELECT jsonb_agg(to_jsonb(row)) FROM (SELECT * FROM jobs UNION ALL SELECT * FROM events) AS row) AS stages,
            (SELECT count(*)::int FROM call_recordings WHERE review_reason IS NOT NULL) AS "reviewBacklog",
            (SELECT count(*)::int FROM relink_queue) AS "relinkBacklog",
            (SELECT count(*)::int FROM call_recordings WHERE transcript_status = 'PENDING') AS "awaitingTranscript",
            (SELECT max(received_at) FROM webhook_receipts) AS "lastWebhookAt"`,
    [JOB_STAGES, JOB_STAGES.map(queueName), JOB_STAGES.map(deadLetterName)],
  );
  const closedAreas = await listOpenCircuits(sql);
  const inOrder = STAGES.flatMap((name) => row.stages.filter(({ stage }) => stage === name));
  return { ...row, closedAreas, stages: inOrder };
}
