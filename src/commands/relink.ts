import type { Command } from "commander";
import { badInput } from "../errors.js";
import { checkReadable } from "./check-file.js";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerRelink(program: Command): void {
  withDatabaseFlags(program.command("relink"))
    .description("judge calls again by this version's rules; what people decided stays")
    .option("--since <instant>", "calls from then on, such as 2026-05-01T00:00:00-07:00; a bare day begins in UTC")
    .option("--dry-run", "show what would change, and how often the program would be right where people decided")
    .option("--adaptation <file>", "with --dry-run: judge as a service with this LINK_ADAPTATION_FILE would")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread relink --dry-run
  $ callthread relink --dry-run --adaptation adaptation.json
  $ callthread relink --since 2026-05-01T00:00:00Z`,
    )
    .action(async (flags: Flags) => {
      if (flags.dryRun !== true && flags.adaptation !== undefined) {
        throw badInput(
          "adaptation",
          "--adaptation only shows, with --dry-run: to link by it, set LINK_ADAPTATION_FILE for the service and for relink.",
          "ONLY_DRY_RUN",
        );
      }
      checkReadable(flags.adaptation as string | undefined);
      const { runRelink } = await import("./run-relink.js");
      await runRelink(flags);
    });
}
