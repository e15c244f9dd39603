import "reflect-metadata";
import { table } from "../commands/table.js";
import { runBench, wholeNumber } from "./bench-command.js";
import { openBenchDatabase, startBenchServer } from "./bench-database.js";
import { findOrBuildSeed } from "./build-seed.js";
import type { Distribution } from "./distribution.js";
import { measureJudging, measureRelink, measureRewriteLimit } from "./measure-relink.js";

interface Flags {
  readonly calls: number;
}

/** 100,000 calls in a minute, on two cores with the embedded database. */
const TARGET_SECONDS_PER_CALL = 60 / 100_000;

await runBench<Flags>({
  name: "bench:relink",
  description:
    "How long it takes to judge every stored call again, as after a change of the rules: reading, judging, writing.",
  flags: (command) =>
    command
      .option(
        "--calls <count>",
        "calls of the seeded database, which is built if it is not there",
        wholeNumber(100),
        100_000,
      )
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:relink -- --calls 10000 --json"),
  async run({ calls }, bench) {
    const server = await startBenchServer();
    bench.stopLater(() => server.stop());
    const seed = await findOrBuildSeed(server, calls, bench);
    bench.progress("copying the seeded database …");
    const url = await server.create("bench_relink", seed.name);
    bench.stopLater(() => server.drop("bench_relink"));
    const database = await openBenchDatabase(url);
    bench.stopLater(() => database.close());

    const judgingMs = await measureJudging(database);
    const limitMs = await measureRewriteLimit(database);
    const first = await measureRelink(database, calls, "every link changes", bench);
    const again = await measureRelink(database, calls, "nothing changes", bench);
    const targetSeconds = calls * TARGET_SECONDS_PER_CALL;
    const figures = {
      bench: "relink",
      ...{ calls, judgingMs, first, again, limitMsPerCall: limitMs },
      ratioToLimit: first.msPerCall / limitMs,
      target: { seconds: targetSeconds, met: first.seconds <= targetSeconds },
    };
    return { figures, text: describe(figures) };
  },
});

interface Figures {
  readonly calls: number;
  readonly judgingMs: Distribution;
  readonly first: Awaited<ReturnType<typeof measureRelink>>;
  readonly again: Awaited<ReturnType<typeof measureRelink>>;
  readonly limitMsPerCall: number;
  readonly ratioToLimit: number;
  readonly target: { readonly seconds: number; readonly met: boolean };
}

function describe({ calls, judgingMs, first, again, limitMsPerCall, ratioToLimit, target }: Figures): string {
  const row = (name: string, run: Figures["first"]): string[] => [
    ...[name, run.seconds.toFixed(1), Math.round(1_000 / run.msPerCall).toString(), run.msPerCall.toFixed(2)],
    ...[`${Math.round(run.ownCpuShare * 100)} %`, String(run.changed)],
  ];
  const judging = `${judgingMs.p50} ms at p50, ${judgingMs.p95} at p95, ${judgingMs.p99} at p99 of ${judgingMs.count} calls`;
  return [
    table(
      ["relink", "seconds", "calls/s", "ms a call", "own core", "links written"],
      [row(`${calls} calls, every link changes`, first), row(`${calls} calls, nothing changes`, again)],
    ),
    "",
    `judging alone: ${judging}`,
    `bare limit: ${limitMsPerCall.toFixed(2)} ms a call to read the facts and write a link without judging; ratio ${ratioToLimit.toFixed(1)}`,
    `target ≤ ${target.seconds} s: ${target.met ? "met" : "missed"}`,
  ].join("\n");
}
