import type { Command } from "commander";
import { wholeNumberFlag } from "./number-flags.js";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerAudit(program: Command): void {
  withDatabaseFlags(program.command("audit"))
    .description("who read or changed whose data, the newest first")
    .option("--customer <id>", "what concerned this customer, or the id of an erasure")
    .option("--call <id>", "what concerned this call")
    .option("--by <name>", "name or id of a key, or subject of a token")
    .option("--since <instant>", "from then on, such as 2026-05-01T00:00:00-07:00; a bare day begins in UTC")
    .option("--first <count>", "at most so many", wholeNumberFlag("--first", 1, 100_000), 100)
    .option("--json", "one JSON object a line")
    .addHelpText("after", "\nExample:\n  $ callthread audit --by desk --since 2026-05-01T00:00:00Z")
    .action(async (flags: Flags & { readonly first: number }) => {
      const { runAudit } = await import("./run-audit.js");
      await runAudit(flags);
    });
}
