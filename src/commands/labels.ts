import type { Command } from "commander";
import { counted } from "./counted.js";
import { print, say } from "./report-failure.js";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

/** `callthread labels` */
export function registerLabels(program: Command): void {
  withDatabaseFlags(program.command("labels"))
    .description("print what people decided of calls as labelled cases, for `evaluate linking` and `calibrate`")
    .option("--since <time>", "calls from then on, such as 2026-05-01T00:00:00-07:00; a bare day begins in UTC")
    .addHelpText(
      "after",
      `
The lines hold transcripts, names and numbers: keep the file as you keep the database.

Examples:
  $ callthread labels > decided.jsonl
  $ callthread evaluate linking decided.jsonl
  $ callthread calibrate decided.jsonl --adapt --out adaptation.json`,
    )
    .action(async (flags: Flags & { since?: string }) => {
      const { decidedCalls } = await import("../pipeline/decided-calls.js");
      const { labelLine } = await import("../evaluate/label-line.js");
      const { readSince } = await import("./read-since.js");
      const { readBusiness } = await import("../pipeline/business.js");
      const { withDatabase } = await import("./with-database.js");
      await withDatabase(flags, async ({ database, config }) => {
        let count = 0;
        const business = await readBusiness(database.sql, config);
        for await (const call of decidedCalls(database, business, readSince(flags.since))) {
          print(labelLine(call));
          count += 1;
        }
        say(`${counted(count, "call")} decided by people.`);
      });
    });
}
