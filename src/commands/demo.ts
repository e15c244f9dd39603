import type { Command } from "commander";

/** `callthread demo` */
export function registerDemo(program: Command): void {
  program
    .command("demo")
    .description("run everything on a believable small business, with a simulated RingCentral account placing calls")
    .option("--port <port>", "port to listen on; 0 takes a free one (default: PORT, else 4000)")
    .option("--interval <seconds>", "pause between two live calls", "8")
    .option("--calls <count>", "stop after so many live calls (default: go on until Ctrl-C)")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread demo
  $ callthread demo --port 0 --interval 2 --calls 5`,
    )
    .action(async (options: { port?: string; interval: string; calls?: string }) => {
      const { runDemo } = await import("../demo/run-demo.js");
      await runDemo({
        port: options.port,
        intervalMs: Number(options.interval) * 1_000,
        calls: options.calls === undefined ? Number.POSITIVE_INFINITY : Number(options.calls),
      });
    });
}
