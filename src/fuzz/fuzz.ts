import "reflect-metadata";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAppSchema } from "../app-schema.js";
import { loadConfig } from "../config.js";
import { messageOf } from "../errors.js";
import { throwOperations, throwWebhooks } from "./doors.js";
import { type Service, startService } from "./fuzzed-program.js";
import { untilQueueIsEmpty, whatFailed } from "./queue-after.js";
import { collectRealBodies } from "./real-bodies.js";
import { type Tally, throwAt } from "./throw-at.js";

const USAGE = `npm run -s fuzz -- [--webhooks 100000] [--operations 20000] [--seconds 3600] [--seed N]

Sends generated webhooks and GraphQL operations over HTTP to the whole program. Exit code 0 where nothing was answered
with a failure of ours or with a word of what is inside, no job failed, nothing was logged as an error, and it still runs.
`;

const { values } = parseArgs({
  options: {
    webhooks: { type: "string", default: "100000" },
    operations: { type: "string", default: "20000" },
    seconds: { type: "string", default: "3600" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    help: { type: "boolean", default: false },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help) process.stdout.write(USAGE);
else {
  try {
    process.exitCode = (await run()) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`fuzz: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
  // What a run that failed left waiting must not keep it alive.
  process.exit();
}

async function run(): Promise<boolean> {
  const folder = join(loadConfig({}).dataDir, "fuzz", String(process.pid));
  mkdirSync(folder, { recursive: true });
  const service = await startService(folder);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void service.stop().finally(() => process.exit(130)));
  try {
    return await fuzz(service, folder);
  } finally {
    await service.stop();
  }
}

async function fuzz(service: Service, folder: string): Promise<boolean> {
  const seed = Number(values.seed);
  const bounds = { seed, withinMs: (Number(values.seconds) * 1_000) / 2 };
  print(`seed ${seed}; the service's log and findings in ${folder}`);
  const real = await collectRealBodies(service.simulator, service.database.sql);
  const recordings = await service.database.sql.query<{ id: string }>("SELECT id FROM call_recordings LIMIT 20");
  const things = { schema: await buildAppSchema(null), ids: recordings.map(({ id }) => id) };
  const before = await memoryOf(service);

  const operations = await throwAt(throwOperations(service, things, { ...bounds, count: Number(values.operations) }));
  report("GraphQL operations", operations);
  const between = await memoryOf(service);
  const webhooks = await throwAt(throwWebhooks(service, real, { ...bounds, count: Number(values.webhooks) }));
  report("webhook bodies", webhooks);
  const left = await untilQueueIsEmpty(service.database.sql);
  const failed = await whatFailed(service.database.sql);
  const after = await memoryOf(service);

  const errors = readFileSync(service.logFile, "utf8")
    .split("\n")
    .filter((line) => /"level":[56]0/.test(line));
  print(`\nmemory (resident / heap used): before ${before}, after the operations ${between}, at the end ${after}`);
  print(`webhooks still to be worked through: ${left}; jobs that stumbled: ${failed.length}`);
  for (const line of failed.slice(0, 10)) print(`  ${line}`);
  print(`lines logged as errors: ${errors.length}${errors.length === 0 ? "" : ", the first:"}`);
  for (const line of errors.slice(0, 5)) print(`  ${line.slice(0, 600)}`);
  const state = service.process.ended();
  print(`the service ${state ?? "still runs"}`);
  const findings = [...operations.findings, ...webhooks.findings];
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
