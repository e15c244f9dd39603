import type { Command } from "commander";
import { checkReadable } from "./check-file.js";
import { print } from "./report-failure.js";
import { type Flags, textOf, withDatabaseFlags } from "./settings-flags.js";

export function registerExplain(program: Command): void {
  withDatabaseFlags(program.command("explain"))
    .description("show why a call is linked as it is: each reason with its weight, and the other candidates")
    .argument("<recording>", "its id here, RingCentral's recording id, or its external id")
    .option("--json", "as JSON")
    .option("--cases <file>", "explain a case of a file of labelled calls instead, without a database")
    .option("--region <country>", "with --cases: of numbers without a country code, where nothing else tells (US)")
    .addHelpText(
      "after",
      `
Examples:
  $ callthread explain 401654021
  $ callthread explain case-17 --cases cases.jsonl`,
    )
    .action(async (recording: string, flags: Flags) => {
      if (typeof flags.cases === "string") {
        checkReadable(flags.cases);
        const { explainCase } = await import("./explain-case.js");
        print(await explainCase(flags.cases, recording, textOf(flags.region)));
        return;
      }
      const { explainRecording } = await import("./explain-recording.js");
      await explainRecording(recording, flags);
    });
}
