import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerErase(program: Command): void {
  const erase = program
    .command("erase")
    .description("remove a person's data everywhere, for good")
    .addHelpText("after", '\nExample:\n  $ callthread erase customer --phone "(323) 555-0135" --dry-run');

  withDatabaseFlags(erase.command("customer"))
    .description(
      "customer, numbers, bookings, calls and all that was made of them; then search every table for what is left",
    )
    .argument("[id]", "the customer's id")
    .option("--external-id <id>", "the customer's id in the system it came from")
    .option("--phone <number>", "a number that is nobody else's; of a caller who is no customer, too")
    .option("--dry-run", "only tell what would go")
    .option("--yes", "yes, for good")
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread erase customer 3f2a8c1e-0b5d-4e6f-9a7b-1c2d3e4f5a6b --dry-run
  $ callthread erase customer --phone "(323) 555-0135" --yes`,
    )
    .action(async (id: string | undefined, flags: Flags) => {
      const { runErase } = await import("./run-erase.js");
      await runErase(id, flags);
    });
}
