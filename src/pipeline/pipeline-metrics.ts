import { Gauge, type Registry } from "prom-client";
import type { Sql } from "../database/sql.js";
import { readPipelineStatus } from "./pipeline-status-store.js";

/** Gauges that answer "is it late, is it failing, is it sure", read from the database when Prometheus asks. */
export function measurePipeline(registry: Registry, sql: Sql): void {
  const stageJobs = new Gauge({
    name: "callthread_stage_jobs",
    help: "Jobs of a pipeline stage by state.",
    labelNames: ["stage", "state"],
    registers: [registry],
    async collect() {
      const status = await readPipelineStatus(sql);
      for (const { stage, waiting, scheduled, active, failed } of status.stages) {
        for (const [state, count] of Object.entries({ waiting, scheduled, active, failed })) {
          stageJobs.set({ stage, state }, count);
        }
      }
      for (const { stage, oldestSeconds } of status.stages) lag.set({ stage }, oldestSeconds);
      review.set(status.reviewBacklog);
      relink.set(status.relinkBacklog);
    },
  });
  const lag = new Gauge({
    name: "callthread_stage_lag_seconds",
    help: "How long the oldest waiting job of a stage has waited.",
    labelNames: ["stage"],
    registers: [registry],
  });
  const review = new Gauge({
    name: "callthread_review_backlog",
    help: "Recordings that wait for a person.",
    registers: [registry],
  });
  const relink = new Gauge({
    name: "callthread_relink_backlog",
    help: "Recordings to be judged again.",
    registers: [registry],
  });
}
