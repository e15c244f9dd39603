import { Argument, type Command, Option } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerImport(program: Command): void {
  withDatabaseFlags(program.command("import"))
    .description("read customers, bookings or recordings from a file")
    .addArgument(new Argument("<kind>", "what the file holds").choices(["customers", "bookings", "recordings"]))
    .argument("<file>", "CSV with a header, or JSONL: one object a line")
    .option("--dry-run", "check everything, store nothing")
    .option("--timezone [zone]", "read times without a zone in this IANA zone; without one, in BUSINESS_TIMEZONE")
    .addOption(new Option("--format <format>", "where the file's name does not tell").choices(["csv", "jsonl"]))
    .addOption(
      new Option("--encoding <encoding>", "how the file's bytes are text")
        .choices(["utf-8", "latin1", "utf-16le"])
        .default("utf-8"),
    )
    .option("--delimiter <sign>", 'what separates a CSV\'s columns, or "tab"', ",")
    .option("--ignore-unknown", "leave columns aside that are not known, instead of refusing the file")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Columns (named as in the database; times as 2026-05-01T18:30:00-07:00):
  customers   name, phones (separated by ";"), and if you have them: id, external_id, email
  bookings    event_date, customer_id or customer_external_id, and: id, external_id, ends_at, guest_count,
              status (pending, confirmed, in_progress, completed, cancelled), title, venue, notes
  recordings  external_id, call_started_at, direction (inbound, outbound, internal), and: from_phone, to_phone,
              duration_seconds, transcript ("Customer: …" and "Agent: …" lines), segments, insights (JSON)

What is right is stored; each line that is refused is told with its number, field and reason, and the exit code is 1.
The same file again changes nothing: lines are known by id, external_id, or else by what they say.

Examples:
  $ callthread import customers customers.csv --dry-run
  $ callthread import bookings bookings.csv --timezone America/Los_Angeles
  $ callthread import recordings calls.jsonl`,
    )
    .action(async (kind: "customers" | "bookings" | "recordings", file: string, flags: Flags) => {
      const { runImport } = await import("./run-import.js");
      await runImport(kind, file, flags);
    });
}
