import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerExport(program: Command): void {
  const all = program
    .command("export")
    .description("give out what is stored")
    .addHelpText("after", '\nExample:\n  $ callthread export customer --phone "(323) 555-0135" > person.json');

  withDatabaseFlags(all.command("customer"))
    .description("all data of a customer as one JSON document, audit entries included")
    .argument("[id]", "the customer's id")
    .option("--external-id <id>", "the customer's id in the system it came from")
    .option("--phone <number>", "a number that is nobody else's")
    .addHelpText("after", '\nExample:\n  $ callthread export customer --phone "(323) 555-0135" > person.json')
    .action(async (id: string | undefined, flags: Flags) => {
      const { runExport } = await import("./run-export.js");
      await runExport(id, flags);
    });
}
