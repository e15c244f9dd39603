import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerMigrate(program: Command): void {
  withDatabaseFlags(program.command("migrate"))
    .description("bring the database to this version's schema; `serve` does it too")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread migrate
  $ callthread migrate --database-url postgres://owner@db.example/callthread`,
    )
    .action(async (flags: Flags) => {
      const { migrateDatabase } = await import("./migrate-database.js");
      await migrateDatabase(flags);
    });
}
