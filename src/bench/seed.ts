import "reflect-metadata";
import { wholeNumberFlag } from "../commands/number-flags.js";
import { table } from "../commands/table.js";
import { runBench } from "./bench-command.js";
import { startBenchServer } from "./bench-database.js";
import { buildSeed, nameOf, today } from "./build-seed.js";

interface Flags {
  readonly calls: number;
  readonly until?: string;
  readonly drop?: boolean;
}

await runBench<Flags>({
  name: "bench:seed",
  description: "Builds a database to measure in: a tenth as many customers as calls, bookings, transcripts, links.",
  flags: (command) =>
    command
      .option("--calls <count>", "calls, of 150 to 1,500 words each", wholeNumberFlag("--calls", 10), 100_000)
      .option(
        "--until <date>",
        "day of the last calls, such as 2026-06-01 (default: today); the same day gives the same rows",
      )
      .option("--drop", "remove the database of this size instead")
      .addHelpText(
        "after",
        "\nExamples:\n  $ npm run -s bench:seed -- --calls 1000000\n  $ npm run -s bench:seed -- --calls 1000000 --drop",
      ),
  async run({ calls, until, drop }, bench) {
    const server = await startBenchServer();
    bench.stopLater(() => server.stop());
    if (drop === true) {
      await server.drop(nameOf(calls));
      return { figures: { bench: "seed", calls, dropped: true }, text: `${nameOf(calls)} is gone.` };
    }
    const end = until === undefined ? today() : new Date(until);
    if (Number.isNaN(end.getTime())) throw new Error("--until takes a day such as 2026-06-01.");
    const { name, bytes, seconds } = await buildSeed(server, calls, end, bench);
    const total = Object.values(seconds).reduce((sum, step) => sum + step, 0);
    const figures = {
      bench: "seed",
      database: name,
      calls,
      until: end,
      megabytes: Math.round(bytes / 1e6),
      seconds,
      totalSeconds: Math.round(total),
    };
    const steps = Object.entries(seconds).map(([step, took]) => [step, took.toFixed(1)]);
    return {
      figures,
      text: `${table(["step", "seconds"], steps)}\n\n${name}: ${calls} calls, ${figures.megabytes} MB, ${figures.totalSeconds} s`,
    };
  },
});
