import "reflect-metadata";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { buildAppSchema } from "../app-schema.js";
import { numberFlag, wholeNumberFlag } from "../commands/number-flags.js";
import { loadConfig } from "../config.js";
import { messageOf } from "../errors.js";
import { throwOperations, throwToolCalls, throwWebhooks } from "./doors.js";
import { type Service, startService } from "./fuzzed-program.js";
import { untilQueueIsEmpty, whatFailed } from "./queue-after.js";
import { collectRealBodies } from "./real-bodies.js";
import { type Tally, throwAt } from "./throw-at.js";

interface Flags {
  readonly webhooks: number;
  readonly operations: number;
  readonly toolCalls: number;
  readonly seconds: number;
  readonly seed: number;
}

const command = new Command("npm run -s fuzz --")
  .description(
    "Sends generated webhooks, GraphQL operations and calls of agents' tools over HTTP to the whole program.",
  )
  .option("--webhooks <count>", "how many", wholeNumberFlag("--webhooks", 0), 100_000)
  .option("--operations <count>", "how many", wholeNumberFlag("--operations", 0), 20_000)
  .option("--tool-calls <count>", "how many", wholeNumberFlag("--tool-calls", 0), 20_000)
  .option("--seconds <seconds>", "at most, a third of them for each", numberFlag("--seconds", 1), 3_600)
  .option("--seed <number>", "of all chances (default: another each time)", wholeNumberFlag("--seed", 0))
  .addHelpText(
    "after",
    `
Exit code 0 where nothing was answered with a failure of ours or with a word of what is inside, no job failed, nothing was
logged as an error, and it still runs.`,
  );

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  process.exitCode = (await run({ seed: Date.now() % 2 ** 31, ...command.parse().opts<Omit<Flags, "seed">>() }))
    ? 0
    : 1;
} catch (error) {
  process.stderr.write(`fuzz: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
// What a run that failed left waiting must not keep it alive.
process.exit();

async function run(flags: Flags): Promise<boolean> {
  const folder = join(loadConfig({}).dataDir, "fuzz", String(process.pid));
  mkdirSync(folder, { recursive: true });
  const service = await startService(folder);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void service.stop().finally(() => process.exit(130)));
  try {
    return await fuzz(service, folder, flags);
  } finally {
    await service.stop();
  }
}

async function fuzz(service: Service, folder: string, { seed, seconds, ...counts }: Flags): Promise<boolean> {
  const bounds = { seed, withinMs: (seconds * 1_000) / 3 };
  print(`seed ${seed}; the service's log and findings in ${folder}`);
  const real = await collectRealBodies(service.simulator, service.database.sql);
  const recordings = await service.database.sql.query<{ id: string }>("SELECT id FROM call_recordings LIMIT 20");
  const things = { schema: await buildAppSchema(null), ids: recordings.map(({ id }) => id) };
  const before = await memoryOf(service);

  const operations = await throwAt(throwOperations(service, things, { ...bounds, count: counts.operations }));
  report("GraphQL operations", operations);
  const toolCalls = await throwAt(throwToolCalls(service, things.ids, { ...bounds, count: counts.toolCalls }));
  report("calls of agents' tools", toolCalls);
  const between = await memoryOf(service);
  const webhooks = await throwAt(throwWebhooks(service, real, { ...bounds, count: counts.webhooks }));
  report("webhook bodies", webhooks);
  const left = await untilQueueIsEmpty(service.database.sql);
  const failed = await whatFailed(service.database.sql);
  const after = await memoryOf(service);

  const errors = readFileSync(service.logFile, "utf8")
    .split("\n")
    .filter((line) => /"level":[56]0/.test(line));
  print(
    `\nmemory (resident / heap used): before ${before}, after the operations and tools ${between}, at the end ${after}`,
  );
  print(`webhooks still to be worked through: ${left}; jobs that stumbled: ${failed.length}`);
  for (const line of failed.slice(0, 10)) print(`  ${line}`);
  print(`lines logged as errors: ${errors.length}${errors.length === 0 ? "" : ", the first:"}`);
  for (const line of errors.slice(0, 5)) print(`  ${line.slice(0, 600)}`);
  const state = service.process.ended();
  print(`the service ${state ?? "still runs"}`);
  const findings = [...operations.findings, ...toolCalls.findings, ...webhooks.findings];
  writeFileSync(join(folder, "findings.json"), JSON.stringify(findings, null, 2));
  return findings.length === 0 && failed.length === 0 && errors.length === 0 && state === null;
}

function report(what: string, { sent, kinds, findings }: Tally): void {
  print(`\n${sent} ${what}`);
  const rows = [...kinds].sort(([, one], [, other]) => other - one);
  for (const [kind, count] of rows) print(`  ${String(count).padStart(8)}  ${kind}`);
  print(`  ${findings.length} answered wrongly`);
  for (const { problem, sent: input } of findings.slice(0, 10)) print(`    ${problem}: ${input.slice(0, 300)}`);
}

async function memoryOf(service: Service): Promise<string> {
  const metrics = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${service.key}` } });
  const text = await metrics.text();
  const megabytes = (name: string) => {
    const value = new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1];
    return value === undefined ? "?" : `${Math.round(Number(value) / 1024 ** 2)} MB`;
  };
  return `${megabytes("process_resident_memory_bytes")} / ${megabytes("nodejs_heap_size_used_bytes")}`;
}
