import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { getOne, type Sql } from "../database/sql.js";
import { deadLetterName, queueName } from "./queue.js";
import { STAGES, type Stage } from "./stages.js";

export const PipelineStage = {
  RECEIVE: "RECEIVE",
  FETCH_TRANSCRIPT: "FETCH_TRANSCRIPT",
  LINK: "LINK",
  PUBLISH: "PUBLISH",
} as const satisfies Record<Stage, Stage>;

registerEnumType(PipelineStage, {
  name: "PipelineStage",
  description: "What a recorded call passes through, in order.",
  valuesConfig: {
    RECEIVE: { description: "A stored webhook becomes recordings." },
    FETCH_TRANSCRIPT: { description: "RingCentral is asked for the transcript until it is there." },
    LINK: { description: "Customer and booking are judged." },
    PUBLISH: { description: "Subscribers are told." },
  },
});

@ObjectType({ simpleResolvers: true, description: "How one stage of the pipeline is doing." })
export class StageStatus {
  @Field(() => PipelineStage, { description: "Which stage." })
  stage!: Stage;

  @Field(() => Int, { description: "Ready to be done now." })
  waiting!: number;

  @Field(() => Int, { description: "Due later: a transcript's next try." })
  scheduled!: number;

  @Field(() => Int, { description: "Being done." })
  active!: number;

  @Field(() => Int, { description: "Failed for good (dead letters); `retryFailed` sends them back." })
  failed!: number;

  @Field(() => Int, { description: "How long the oldest of those waiting has waited, in seconds." })
  oldestSeconds!: number;
}

@ObjectType({ simpleResolvers: true, description: "Whether the pipeline is late, failing or unsure." })
export class PipelineStatus {
  @Field(() => [StageStatus], { description: "The stages in order." })
  stages!: StageStatus[];

  @Field(() => Int, { description: "Recordings that wait for a person." })
  reviewBacklog!: number;

  @Field(() => Int, { description: "Recordings to be judged again because a customer or booking changed." })
  relinkBacklog!: number;

  @Field(() => Int, { description: "Recordings whose transcript is awaited." })
  awaitingTranscript!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the latest webhook arrived." })
  lastWebhookAt!: Date | null;
}

/** One statement for the whole page of figures. */
export async function readPipelineStatus(sql: Sql): Promise<PipelineStatus> {
  const jobStages = STAGES.filter((stage) => stage !== "PUBLISH");
  const row = await getOne<Omit<PipelineStatus, "stages"> & { stages: StageStatus[] }>(
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
    [jobStages, jobStages.map(queueName), jobStages.map(deadLetterName)],
  );
  const inOrder = STAGES.flatMap((name) => row.stages.filter(({ stage }) => stage === name));
  return { ...row, stages: inOrder };
}
