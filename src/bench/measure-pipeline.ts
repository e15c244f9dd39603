import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Database } from "../database/open.js";
import { createApiKey } from "../http/api-key-store.js";
import { pause } from "../pause.js";
import { startSimulator } from "../simulator/start.js";
import type { Bench } from "./bench-command.js";
import { openBenchDatabase } from "./bench-database.js";
import { databaseCpuSeconds } from "./cpu-time.js";
import { type Distribution, distributionOf, round } from "./distribution.js";
import { type LatencyStages, latencyStagesOf } from "./latency-stages.js";
import { countUndone, listLinked } from "./latency-store.js";
import { createLatencyWorld } from "./latency-world.js";
import { startProgram } from "./program.js";
import { measureReceiptLimit, openSender } from "./send-webhooks.js";
import { atRate, environmentOf, followEvents, type ToldEvent, until, usageOf } from "./watched-program.js";
import { anotherCall, type CallBodies, recordWebhooks } from "./webhook-bodies.js";

export interface PipelineSettings {
  readonly databaseUrl: string;
  /** Of the database server. */
  readonly serverFolder: string;
  /** Calls a second of the even part. */
  readonly rate: number;
  /** Of each part. */
  readonly seconds: number;
  /** Calls sent and not yet linked, in the part at full speed. */
  readonly inFlight: number;
  readonly customers: number;
}

export interface PipelinePart extends LatencyStages {
  readonly calls: number;
  readonly linkedPerSecond: number;
  /** In the slowest fifth of the time. */
  readonly slowestPerSecond: number;
  readonly answerMs: Distribution;
  readonly serverCpuShare: number;
  /** Processor time that a call costs, which does not depend on what else the machine does: milliseconds. */
  readonly serverCpuMsPerCall: number;
  readonly databaseCpuMsPerCall: number;
  readonly ownLagP99Ms: number;
}

export interface PipelineFigures {
  readonly even: PipelinePart;
  readonly full: PipelinePart;
  readonly limitCallsPerSecond: number;
}

/** Sent again and again under other identities. */
const RECORDED_CALLS = 400;
const WARM_UP_SECONDS = 4;
const LIMIT_SECONDS = 5;
/** At an even rate a call is judged by number and time first, and again when its transcript comes. */
const INSIGHTS_AFTER_MS = 2_000;

export async function measurePipeline(settings: PipelineSettings, bench: Bench): Promise<PipelineFigures> {
  const database = await openBenchDatabase(settings.databaseUrl);
  bench.stopLater(() => database.close());
  bench.progress(`${settings.customers} customers and calls of theirs, recorded from the simulated account …`);
  const world = await createLatencyWorld(database, settings.customers, INSIGHTS_AFTER_MS);
  const length = Math.min(RECORDED_CALLS, settings.customers);
  const calls = await recordWebhooks(Array.from({ length }, (_, number) => world.call(number)));
  bench.progress("the bare limit: HTTP and one insert …");
  const limitCallsPerSecond = await measureReceiptLimit(
    settings.databaseUrl,
    calls,
    Math.min(settings.seconds, LIMIT_SECONDS),
    bench,
  );
  const warmUpSeconds = Math.min(settings.seconds, WARM_UP_SECONDS);
  const run = await startRun(settings, database, calls, bench);
  bench.progress(`${settings.rate} calls a second for ${settings.seconds} s …`);
  await run.evenly(settings.rate, warmUpSeconds);
  const even = await run.measure(settings.seconds, () => run.evenly(settings.rate, settings.seconds));
  bench.progress(`at full speed for ${settings.seconds} s …`);
  await run.atFullSpeed(settings.inFlight, warmUpSeconds);
  const full = await run.measure(settings.seconds, () => run.atFullSpeed(settings.inFlight, settings.seconds));
  return { even, full, limitCallsPerSecond };
}

/** The program as it runs, what it was sent and what it told. */
async function startRun(
  { databaseUrl, serverFolder }: PipelineSettings,
  database: Database,
  calls: readonly CallBodies[],
  bench: Bench,
) {
  const simulator = await startSimulator({
    rateLimits: { light: 100_000, medium: 100_000, heavy: 100_000, auth: 100 },
  });
  bench.stopLater(() => simulator.stop());
  const program = await startProgram({
    ...{ script: "dist/src/cli.js", arguments: ["serve"], readyPath: "/readyz" },
    environment: environmentOf(databaseUrl, simulator),
  });
  bench.stopLater(() => program.stop());
  const { key } = await createApiKey(database.sql, { name: "bench", scopes: ["admin"] });
  const told = new Map<number, ToldEvent>();
  const linked = new Map<string, number>();
  let onLinked = (): void => undefined;
  await followEvents(program, key, bench, (event) => {
    told.set(event.position, event);
    if (!event.hasBooking || linked.has(event.recordingId)) return;
    linked.set(event.recordingId, event.receivedAt);
    onLinked();
  });
  const isDone = async (): Promise<boolean> => (await countUndone(database.sql)) === 0;
  await until("the queues to be empty", isDone);
  const sender = openSender(program.url);
  bench.stopLater(() => sender.stop());

  let number = 0;
  let sent: string[] = [];
  let answered: number[] = [];
  const nextCall = (): CallBodies => {
    const template = calls[number % calls.length];
    if (template === undefined) throw new Error("There are no calls to send.");
    number += 1;
    const call = anotherCall(template, number);
    sent.push(call.rcRecordingId);
    return call;
  };
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const send = (body: string): void => void sender.send(body).then((ms) => void answered.push(ms), failed.reject);
  const settled = (): Promise<void> => Promise.race([until("all calls to be linked", isDone), failed.promise]);

  return {
    /** So many calls a second; returns when all are linked. */
    async evenly(rate: number, seconds: number): Promise<void> {
      await atRate(rate, seconds, () => {
        const call = nextCall();
        send(call.recorded);
        setTimeout(() => send(call.insights), INSIGHTS_AFTER_MS);
      });
      await pause(INSIGHTS_AFTER_MS);
      await settled();
    },
    /** As many as are linked; the transcript of a call is sent when a third of those in flight have come after it. */
    async atFullSpeed(inFlight: number, seconds: number): Promise<void> {
      const [startedFrom, linkedFrom] = [number, linked.size];
      const untold: CallBodies[] = [];
      const fill = (): void => {
        while (number - startedFrom - (linked.size - linkedFrom) < inFlight) {
          const call = nextCall();
          send(call.recorded);
          untold.push(call);
          if (untold.length > inFlight / 3) send(untold.shift()?.insights ?? "");
        }
      };
      onLinked = fill;
      fill();
      await Promise.race([pause(seconds * 1_000), failed.promise]);
      onLinked = () => undefined;
      for (const { insights } of untold) send(insights);
      await settled();
    },
    async measure(seconds: number, work: () => Promise<void>): Promise<PipelinePart> {
      [sent, answered] = [[], []];
      const lag = monitorEventLoopDelay({ resolution: 1 });
      lag.enable();
      const before = await usageOf(program, key);
      const databaseBefore = databaseCpuSeconds(serverFolder);
      const began = performance.timeOrigin + performance.now();
      const usage = pause(seconds * 1_000).then(() => usageOf(program, key));
      await work();
      await pause(500);
      const [after, atEnd] = [await usage, await usageOf(program, key)];
      const databaseSeconds = databaseCpuSeconds(serverFolder) - databaseBefore;
      lag.disable();
      const stored = await listLinked(database.sql, sent);
      const perSecond = (from: number, to: number): number => {
        const count = [...linked.values()].filter((at) => at >= began + from * 1_000 && at < began + to * 1_000).length;
        return Math.round(count / (to - from));
      };
      const fifths = [0, 1, 2, 3, 4].map((fifth) => perSecond((fifth * seconds) / 5, ((fifth + 1) * seconds) / 5));
      return {
        ...{ calls: sent.length, ...latencyStagesOf(stored, (position) => told.get(position)?.receivedAt) },
        linkedPerSecond: perSecond(0, seconds),
        slowestPerSecond: Math.min(...fifths),
        answerMs: distributionOf(answered),
        serverCpuShare: round((after.cpuSeconds - before.cpuSeconds) / seconds),
        serverCpuMsPerCall: round(((atEnd.cpuSeconds - before.cpuSeconds) * 1_000) / Math.max(sent.length, 1)),
        databaseCpuMsPerCall: round((databaseSeconds * 1_000) / Math.max(sent.length, 1)),
        ownLagP99Ms: round(lag.percentile(99) / 1e6),
      };
    },
  };
}
