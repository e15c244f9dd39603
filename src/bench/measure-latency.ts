import { monitorEventLoopDelay } from "node:perf_hooks";
import { createApiKey } from "../http/api-key-store.js";
import { pause } from "../pause.js";
import { type Simulator, startSimulator } from "../simulator/start.js";
import type { Bench } from "./bench-command.js";
import { openBenchDatabase } from "./bench-database.js";
import { round } from "./distribution.js";
import { type LatencyStages, latencyStagesOf } from "./latency-stages.js";
import { countUndone, listLinked } from "./latency-store.js";
import { createLatencyWorld } from "./latency-world.js";
import { startProgram } from "./program.js";
import { atRate, environmentOf, followEvents, until, usageOf } from "./watched-program.js";

export interface LatencySettings {
  readonly databaseUrl: string;
  /** Calls a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly customers: number;
}

export interface Latency extends LatencyStages {
  /** Calls placed in the measured seconds. */
  readonly calls: number;
  readonly webhooks: number;
  readonly serverCpuShare: number;
  readonly serverMemoryMb: number;
  /** What this process, the simulator and the subscriber, adds to the figures at worst. */
  readonly ownLagP99Ms: number;
}

const WARM_UP_SECONDS = 4;
const INSIGHTS_AFTER_MS = 2_000;

export async function measureLatency(settings: LatencySettings, bench: Bench): Promise<Latency> {
  const database = await openBenchDatabase(settings.databaseUrl);
  bench.stopLater(() => database.close());
  bench.progress(`${settings.customers} customers …`);
  const world = await createLatencyWorld(database, settings.customers, INSIGHTS_AFTER_MS);
  const simulator = await startSimulator({
    rateLimits: { light: 100_000, medium: 100_000, heavy: 100_000, auth: 100 },
  });
  bench.stopLater(() => simulator.stop());
  const program = await startProgram({
    ...{ script: "dist/src/cli.js", arguments: ["serve"], readyPath: "/readyz" },
    environment: environmentOf(settings.databaseUrl, simulator),
  });
  bench.stopLater(() => program.stop());
  const { key } = await createApiKey(database.sql, { name: "bench", scopes: ["admin"] });
  const told = new Map<number, number>();
  await followEvents(program, key, bench, ({ position, receivedAt }) => told.set(position, receivedAt));
  await until("the subscription to RingCentral", async () =>
    simulator.listSubscriptions().some(({ status }) => status === "Active"),
  );
  await until("the queues to be empty", async () => (await countUndone(database.sql)) === 0);

  const ids: string[] = [];
  const place = (number: number) => ids.push(...simulator.placeCall(world.call(number)).recordingIds);
  bench.progress(`${settings.rate} calls a second for ${settings.seconds} s …`);
  await atRate(settings.rate, WARM_UP_SECONDS, (number) => place(number));
  const warm = ids.splice(0).length;
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const before = await usageOf(program, key);
  await atRate(settings.rate, settings.seconds, (number) => place(warm + number));
  const after = await usageOf(program, key);
  await until("all calls to be linked", async () => (await countUndone(database.sql)) === 0);
  await pause(500);
  lag.disable();

  const linked = await listLinked(database.sql, ids);
  return {
    ...{ calls: ids.length, ...latencyStagesOf(linked, (position) => told.get(position)) },
    webhooks: countWebhooks(simulator),
    serverCpuShare: round((after.cpuSeconds - before.cpuSeconds) / settings.seconds),
    serverMemoryMb: Math.round(after.memoryBytes / 1e6),
    ownLagP99Ms: round(lag.percentile(99) / 1e6),
  };
}

const countWebhooks = (simulator: Simulator): number =>
  Object.entries(simulator.counters()).reduce(
    (sum, [name, count]) => sum + (name.startsWith("webhook ") ? count : 0),
    0,
  );
