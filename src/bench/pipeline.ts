import "reflect-metadata";
import { numberFlag, wholeNumberFlag } from "../commands/number-flags.js";
import { runBench } from "./bench-command.js";
import { startEmptyDatabase } from "./bench-database.js";
import { describePipeline } from "./describe-pipeline.js";
import { measurePipeline } from "./measure-pipeline.js";

interface Flags {
  readonly rate: number;
  readonly seconds: number;
  readonly inFlight: number;
  readonly customers: number;
}

/** This project's own: a chain of a hundred restaurants has 20 calls a second at its busiest. */
const TARGET = { callsPerSecond: 200, p99Ms: 250 };

await runBench<Flags>({
  name: "bench:pipeline",
  description:
    "How many calls a second the whole program links, webhook to event, sustained; and how long the events take at an even rate. RingCentral's webhooks are recorded from the simulated account and sent over HTTP.",
  flags: (command) =>
    command
      .option("--rate <calls>", "calls a second of the even part", wholeNumberFlag("--rate", 1), 50)
      .option("--seconds <seconds>", "how long each part is measured", numberFlag("--seconds", 0.01), 30)
      .option(
        "--in-flight <calls>",
        "calls sent and not yet linked, in the part at full speed",
        wholeNumberFlag("--in-flight", 1),
        300,
      )
      .option("--customers <count>", "customers who call in turn", wholeNumberFlag("--customers", 1), 2_000)
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:pipeline -- --seconds 60 --json"),
  async run(flags, bench) {
    const { server, url: databaseUrl } = await startEmptyDatabase(bench, "bench_pipeline");
    const measured = await measurePipeline({ ...flags, databaseUrl, serverFolder: server.folder }, bench);
    const { even, full } = measured;
    const figures = {
      bench: "pipeline",
      ...flags,
      ...measured,
      ratioToLimit: full.linkedPerSecond / measured.limitCallsPerSecond,
      target: {
        ...TARGET,
        met:
          full.linkedPerSecond >= TARGET.callsPerSecond &&
          even.storedToEventMs.p99 <= TARGET.p99Ms &&
          even.missing + full.missing === 0,
      },
    };
    return { figures, text: describePipeline(figures) };
  },
});
