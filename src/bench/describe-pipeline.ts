import { stageRows } from "./latency-stages.js";
import { latencyTable } from "./latency-table.js";
import type { PipelineFigures, PipelinePart } from "./measure-pipeline.js";

interface Described extends PipelineFigures {
  readonly rate: number;
  readonly seconds: number;
  readonly inFlight: number;
  readonly ratioToLimit: number;
  readonly target: { readonly callsPerSecond: number; readonly p99Ms: number; readonly met: boolean };
}

export function describePipeline(figures: Described): string {
  const { even, full, target } = figures;
  return [
    `At an even ${figures.rate} calls a second for ${figures.seconds} s:`,
    latencies(even),
    summary(even),
    "",
    `At full speed, ${figures.inFlight} calls in flight, for ${figures.seconds} s: ${full.linkedPerSecond} calls linked a second, ${full.slowestPerSecond} in the slowest fifth`,
    latencies(full),
    summary(full),
    "",
    `bare limit, HTTP and one durable insert for each webhook: ${figures.limitCallsPerSecond} calls a second; ratio ${figures.ratioToLimit.toFixed(2)}`,
    `target ≥ ${target.callsPerSecond} calls a second and p99 ≤ ${target.p99Ms} ms at the even rate: ${target.met ? "met" : "missed"}`,
  ].join("\n");
}

function latencies(part: PipelinePart): string {
  return latencyTable([...stageRows(part), ["webhook sent → answered", part.answerMs]]);
}

const summary = (part: PipelinePart): string =>
  `${part.linked} of ${part.calls} calls linked, ${part.missing} events missing; server: ${Math.round(part.serverCpuShare * 100)} % of a core; processor time of a call: ${part.serverCpuMsPerCall} ms in the server, ${part.databaseCpuMsPerCall} ms in the database; this process lagged ${part.ownLagP99Ms} ms at p99`;
