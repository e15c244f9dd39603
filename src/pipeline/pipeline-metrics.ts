import type { Registry } from "prom-client";
import type { Sql } from "../database/sql.js";
import { addReadGauge, scrapedReading } from "../scraped-reading.js";
import { readPipelineFigures } from "./pipeline-metrics-store.js";
import { readPipelineStatus } from "./pipeline-status-store.js";

/**
 * Whether the pipeline is late or failing, read from the database when Prometheus asks: the same in every process that
 * answers, whichever does the work. Labels are the program's own words.
 */
export function measurePipeline(registry: Registry, sql: Sql): void {
  const status = scrapedReading(() => readPipelineStatus(sql));
  const figures = scrapedReading(() => readPipelineFigures(sql));
  addReadGauge(registry, status, {
    name: "callthread_stage_jobs",
    help: "Jobs of a pipeline stage by state; failed are those that were given up (dead letters).",
    labelNames: ["stage", "state"],
    values: ({ stages }) =>
      stages.flatMap(({ stage, waiting, scheduled, active, failed }) =>
        Object.entries({ waiting, scheduled, active, failed }).map(
          ([state, count]) => [{ stage, state }, count] as const,
        ),
      ),
  });
  addReadGauge(registry, status, {
    name: "callthread_stage_lag_seconds",
    help: "How long the oldest waiting job of a stage has waited; of PUBLISH, the oldest event.",
    labelNames: ["stage"],
    values: ({ stages }) => stages.map(({ stage, oldestSeconds }) => [{ stage }, oldestSeconds]),
  });
  addReadGauge(registry, status, {
    name: "callthread_relink_backlog",
    help: "Recordings to be judged again.",
    values: ({ relinkBacklog }) => [[{}, relinkBacklog]],
  });
  addReadGauge(registry, status, {
    name: "callthread_transcripts_awaited",
    help: "Recordings whose transcript is awaited.",
    values: ({ awaitingTranscript }) => [[{}, awaitingTranscript]],
  });
  addReadGauge(registry, figures, {
    name: "callthread_stage_retrying",
    help: "Jobs of a stage that have failed and will be tried again.",
    labelNames: ["stage"],
    values: ({ failures }) => failures.map(({ stage, retrying }) => [{ stage }, retrying]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_stage_given_up_last_hour",
    help: "Jobs of a stage that became dead letters within the last hour and have not been sent back.",
    labelNames: ["stage"],
    values: ({ failures }) => failures.map(({ stage, givenUp }) => [{ stage }, givenUp]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_review_backlog",
    help: "Recordings that wait for a person, by reason.",
    labelNames: ["reason"],
    values: ({ reviews }) => reviews.map(({ reason, count }) => [{ reason }, count]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_review_oldest_seconds",
    help: "How long the recording that waits longest for a person has waited, by reason.",
    labelNames: ["reason"],
    values: ({ reviews }) => reviews.map(({ reason, oldestSeconds }) => [{ reason }, oldestSeconds]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_oldest_kept_seconds",
    help: "Age of the oldest webhook, event and entry of the audit log that are kept: retention is behind where it exceeds RETAIN_…_DAYS.",
    labelNames: ["kind"],
    values: ({ oldestReceiptSeconds, oldestEventSeconds, oldestAuditSeconds }) =>
      Object.entries({ receipts: oldestReceiptSeconds, events: oldestEventSeconds, audit: oldestAuditSeconds }).flatMap(
        ([kind, seconds]) => (seconds === null ? [] : [[{ kind }, seconds] as const]),
      ),
  });
}
