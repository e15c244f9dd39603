import "reflect-metadata";
import { wholeNumberFlag } from "../commands/number-flags.js";
import { runBench } from "./bench-command.js";
import { startEmptyDatabase } from "./bench-database.js";
import { describeLatency } from "./describe-latency.js";
import { measureLatency } from "./measure-latency.js";
import { measureNotifyLimit } from "./notify-limit.js";

interface Flags {
  readonly rate: number;
  readonly seconds: number;
  readonly customers: number;
}

/** The most that 99 of 100 events may take, in milliseconds: no peer publishes one, the specification says 5 s. */
const TARGET_P99_MS = 250;

await runBench<Flags>({
  name: "bench:latency",
  description:
    "How long a subscriber waits: the whole program with a simulated RingCentral account that places calls, from the moment a transcript is stored to the event on the socket.",
  flags: (command) =>
    command
      .option("--rate <calls>", "calls a second", wholeNumberFlag("--rate", 1), 20)
      .option("--seconds <seconds>", "how long calls are placed", wholeNumberFlag("--seconds", 5), 30)
      .option("--customers <count>", "customers who call in turn", wholeNumberFlag("--customers", 1), 2_000)
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:latency -- --rate 50 --json"),
  async run({ rate, seconds, customers }, bench) {
    const { url: databaseUrl } = await startEmptyDatabase(bench, "bench_latency");
    bench.progress("the bare limit: insert, NOTIFY, socket …");
    const limit = await measureNotifyLimit(databaseUrl, rate, bench);
    const measured = await measureLatency({ databaseUrl, rate, seconds, customers }, bench);
    const figures = {
      bench: "latency",
      ...{ rate, seconds, ...measured, limitMs: limit },
      ratioP50: measured.storedToEventMs.p50 / limit.p50,
      ratioP99: measured.storedToEventMs.p99 / limit.p99,
      target: { p99Ms: TARGET_P99_MS, met: measured.storedToEventMs.p99 <= TARGET_P99_MS && measured.missing === 0 },
    };
    return { figures, text: describeLatency(figures) };
  },
});
