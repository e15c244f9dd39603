import type { Distribution } from "./distribution.js";
import { stageRows } from "./latency-stages.js";
import { latencyTable } from "./latency-table.js";
import type { Latency } from "./measure-latency.js";

interface LatencyFigures extends Latency {
  readonly rate: number;
  readonly seconds: number;
  readonly limitMs: Distribution;
  readonly ratioP50: number;
  readonly ratioP99: number;
  readonly target: { readonly p99Ms: number; readonly met: boolean };
}

export function describeLatency(figures: LatencyFigures): string {
  return [
    `${figures.rate} calls a second for ${figures.seconds} s: ${figures.linked} of ${figures.calls} links changed with the transcript, ${figures.missing} events missing`,
    "",
    latencyTable([...stageRows(figures), ["bare limit: insert, NOTIFY, socket", figures.limitMs]]),
    "",
    `ratio to the bare limit: ${figures.ratioP50.toFixed(1)} at p50, ${figures.ratioP99.toFixed(1)} at p99`,
    `${figures.webhooks} webhooks in all; server: ${Math.round(figures.serverCpuShare * 100)} % of a core, ${figures.serverMemoryMb} MB; this process lagged ${figures.ownLagP99Ms} ms at p99`,
    `target p99 ≤ ${figures.target.p99Ms} ms: ${figures.target.met ? "met" : "missed"}`,
  ].join("\n");
}
