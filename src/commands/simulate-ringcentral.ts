import type { Command } from "commander";
import { numberFlag, wholeNumberFlag } from "./number-flags.js";
import type { SimulatorFlags } from "./run-simulator.js";

export function registerSimulateRingcentral(program: Command): void {
  program
    .command("simulate-ringcentral")
    .description("run a simulated RingCentral account to point a service at")
    .option("--port <port>", "port to listen on, 0 for a free one", wholeNumberFlag("--port", 0, 65_535), 4_400)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--speed <factor>", "simulated seconds a second", numberFlag("--speed", 0, 100_000), 1)
    .option("--seed <number>", "of all chances", wholeNumberFlag("--seed", 0), 1)
    .addHelpText(
      "after",
      `
It prints the settings of a service that connects to it. Its levers (place a call, drop webhooks, fail, move the clock)
are HTTP under /sim, which lists them.

Examples:
  $ callthread simulate-ringcentral > simulated.env
  $ set -a; . ./simulated.env; PUBLIC_URL=http://127.0.0.1:4000 callthread serve
  $ curl -X POST -H 'content-type: application/json' -d '{}' http://127.0.0.1:4400/sim/calls`,
    )
    .action(async (flags: SimulatorFlags) => {
      const { runSimulator } = await import("./run-simulator.js");
      await runSimulator(flags);
    });
}
