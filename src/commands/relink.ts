import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerRelink(program: Command): void {
  withDatabaseFlags(program.command("relink"))
    .description("judge calls again by this version's rules; what people decided stays")
    .option("--since <instant>", "only calls that started then or later, such as 2026-05-01T00:00:00Z")
    .option("--dry-run", "show what would change, and how often the program would be right where people decided")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread relink --dry-run
  $ callthread relink --since 2026-05-01T00:00:00Z`,
    )
    .action(async (flags: Flags) => {
      const { runRelink } = await import("./run-relink.js");
      await runRelink(flags);
    });
}
