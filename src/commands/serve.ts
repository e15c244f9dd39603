import { type Command, Option } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

const logLevel = () => new Option("--log-level <level>", "trace, debug, info, warn, error or silent (LOG_LEVEL)");

export function registerServe(program: Command): void {
  withDatabaseFlags(program.command("serve"))
    .description("run the service: GraphQL, webhooks and the pipeline")
    .addOption(
      new Option("--role <role>", "api answers and takes webhooks, worker works the pipeline")
        .choices(["api", "worker", "all"])
        .default("all"),
    )
    .option("--host <address>", "address to listen on (HOST, 127.0.0.1)")
    .option("--port <port>", "port to listen on, 0 for a free one (PORT, 4000)")
    .addOption(logLevel())
    .addHelpText(
      "after",
      `
Anything but loopback needs somebody who can authenticate: create a key first, or set JWKS_URL.

Examples:
  $ callthread serve
  $ callthread serve --port 8080 --database-url postgres://callthread@db.example/callthread
  $ callthread serve --role api        # and, as often as you like: callthread worker`,
    )
    .action(async (flags: Flags) => {
      const { runService } = await import("./run-service.js");
      await runService(flags.role as "api" | "worker" | "all", flags);
    });

  withDatabaseFlags(program.command("worker"))
    .description("work the pipeline alone, beside a `serve --role api`")
    .addOption(logLevel())
    .addHelpText(
      "after",
      "\nExample:\n  $ callthread worker --database-url postgres://callthread@db.example/callthread",
    )
    .action(async (flags: Flags) => {
      const { runService } = await import("./run-service.js");
      await runService("worker", flags);
    });
}
