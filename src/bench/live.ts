import "reflect-metadata";
import { numberFlag, wholeNumberFlag } from "../commands/number-flags.js";
import { runBench } from "./bench-command.js";
import { startEmptyDatabase } from "./bench-database.js";
import { describeLive } from "./describe-live.js";
import { measureLive } from "./measure-live.js";

interface Flags {
  readonly sockets: number;
  readonly filtered: number;
  readonly rate: number;
  readonly seconds: number;
  readonly slow: number;
}

/** This project's own: what is said of a call is on every desk before its phone is down. */
const TARGET = { p99Ms: 250, kilobytesPerSocket: 40 };

await runBench<Flags>({
  name: "bench:live",
  description:
    "Thousands of subscribers on one process: how long an event takes to all of them, what a socket costs, and whether anything is lost when the process is killed or a reader does not read.",
  flags: (command) =>
    command
      .option("--sockets <count>", "subscribers", wholeNumberFlag("--sockets", 1), 5_000)
      .option(
        "--filtered <share>",
        "share of them that follows one customer each, 0 to 1",
        numberFlag("--filtered", 0, 1),
        0.5,
      )
      .option("--rate <events>", "events a second", wholeNumberFlag("--rate", 1), 2)
      .option("--seconds <seconds>", "how long events are published", numberFlag("--seconds", 0.01), 20)
      .option("--slow <count>", "subscribers that do not read", wholeNumberFlag("--slow", 0), 50)
      .addHelpText("after", "\nExample:\n  $ npm run -s bench:live -- --sockets 1000 --rate 10 --json"),
  async run(flags, bench) {
    const { url: databaseUrl } = await startEmptyDatabase(bench, "bench_live");
    const measured = await measureLive({ ...flags, databaseUrl }, bench);
    const { live, bare, restart, slow } = measured;
    const lost = [live, restart, slow].reduce((sum, { missing, doubled }) => sum + missing + doubled, 0);
    const figures = {
      bench: "live",
      ...flags,
      ...measured,
      ratioP50: live.ms.p50 / bare.ms.p50,
      ratioP99: live.ms.p99 / bare.ms.p99,
      target: {
        ...TARGET,
        met: live.ms.p99 <= TARGET.p99Ms && live.kilobytesPerSocket <= TARGET.kilobytesPerSocket && lost === 0,
      },
    };
    return { figures, text: describeLive(figures) };
  },
});
