import type { Command } from "commander";
import { numberFlag, wholeNumberFlag } from "./number-flags.js";

/** `callthread demo` */
export function registerDemo(program: Command): void {
  program
    .command("demo")
    .description("run everything on a believable small business, with a simulated RingCentral account placing calls")
    .option("--port <port>", "port to listen on; 0 takes a free one (default: PORT, else 4000)")
    .option("--interval <seconds>", "pause between two live calls", numberFlag("--interval", 0), 8)
    .option(
      "--calls <count>",
      "stop after so many live calls (default: go on until Ctrl-C)",
      wholeNumberFlag("--calls", 0),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ callthread demo
  $ callthread demo --port 0 --interval 2 --calls 5`,
    )
    .action(async (options: { port?: string; interval: number; calls?: number }) => {
      const { runDemo } = await import("../demo/run-demo.js");
      await runDemo({
        port: options.port,
        intervalMs: options.interval * 1_000,
        calls: options.calls ?? Number.POSITIVE_INFINITY,
      });
    });
}
