import "reflect-metadata";
import { wholeNumberFlag } from "../commands/number-flags.js";
import { table } from "../commands/table.js";
import { runBench } from "./bench-command.js";
import { openBenchDatabase, startBenchServer } from "./bench-database.js";
import { findOrBuildSeed } from "./build-seed.js";
import { type Distribution, round } from "./distribution.js";
import { measureJudging, measureRelink, measureRewriteLimit, type Relink } from "./measure-relink.js";
import { forgetGrounds, listRecordings } from "./relink-sample.js";

interface Flags {
  readonly calls: number;
  readonly seconds: number;
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
        wholeNumberFlag("--calls", 100),
        100_000,
      )
      .option(
        "--seconds <seconds>",
        "for each pass at most; what is not reached is reckoned from what was",
        wholeNumberFlag("--seconds", 1),
        45,
      )
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:relink -- --calls 10000 --json"),
  async run({ calls, seconds }, bench) {
    const server = await startBenchServer();
    bench.stopLater(() => server.stop());
    const seed = await findOrBuildSeed(server, calls, bench);
    bench.progress("copying the seeded database …");
    const url = await server.create("bench_relink", seed.name);
    bench.stopLater(() => server.drop("bench_relink"));
    const database = await openBenchDatabase(url);
    bench.stopLater(() => database.close());

    const judgingMs = await measureJudging(database);
    const limitMsPerCall = await measureRewriteLimit(database);
    const ids = await listRecordings(database.sql);
    const pass = (what: string, of: readonly string[]): Promise<Relink> => {
      bench.progress(`${what}: ${of.length} calls, ${seconds} s at most …`);
      return measureRelink(database, of, seconds);
    };
    const first = await pass("judged for the first time", ids);
    const judged = ids.slice(0, first.calls);
    await database.transaction((tx) => forgetGrounds(tx, judged));
    const weights = await pass("other weights", judged);
    const nothing = await pass("nothing changes", judged.slice(0, weights.calls));
    const extrapolated = round((weights.msPerCall * calls) / 1_000, 1);
    const targetSeconds = round(calls * TARGET_SECONDS_PER_CALL, 1);
    const figures = {
      bench: "relink",
      ...{ calls, judgingMs, limitMsPerCall, first, weights, nothing },
      ratioToLimit: round(weights.msPerCall / limitMsPerCall),
      /** Of all calls, by what one took. */
      seconds: extrapolated,
      target: { seconds: targetSeconds, met: extrapolated <= targetSeconds },
    };
    return { figures, text: describe(figures) };
  },
});

interface Figures {
  readonly calls: number;
  readonly judgingMs: Distribution;
  readonly limitMsPerCall: number;
  readonly first: Relink;
  readonly weights: Relink;
  readonly nothing: Relink;
  readonly ratioToLimit: number;
  readonly seconds: number;
  readonly target: { readonly seconds: number; readonly met: boolean };
}

function describe(figures: Figures): string {
  const { calls, judgingMs, limitMsPerCall, ratioToLimit, seconds, target } = figures;
  const row = (name: string, run: Relink): string[] => [
    ...[name, String(run.calls), run.seconds.toFixed(1), Math.round(1_000 / run.msPerCall).toString()],
    ...[run.msPerCall.toFixed(2), run.ownCpuMsPerCall.toFixed(2), String(run.changed)],
  ];
  return [
    table(
      ["relink", "calls", "seconds", "calls/s", "ms a call", "own CPU ms", "links written"],
      [
        row("judged for the first time: link, topics, search", figures.first),
        row("other weights: every judgement differs", figures.weights),
        row("nothing changes", figures.nothing),
      ],
    ),
    "",
    `judging alone: ${judgingMs.p50} at p50, ${judgingMs.p95} at p95, ${judgingMs.p99} at p99 of ${judgingMs.count} calls`,
    `bare limit: ${limitMsPerCall.toFixed(2)} ms a call to read the facts and write a link without judging; ratio ${ratioToLimit}`,
    `${calls} calls with other weights: ${seconds} s; target ≤ ${target.seconds} s: ${target.met ? "met" : "missed"}`,
  ].join("\n");
}
