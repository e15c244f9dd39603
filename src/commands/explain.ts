import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerExplain(program: Command): void {
  withDatabaseFlags(program.command("explain"))
    .description("show why a call is linked as it is: each reason with its weight, and the other candidates")
    .argument("<recording>", "its id here, RingCentral's recording id, or its external id")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ callthread explain 401654021")
    .action(async (recording: string, flags: Flags) => {
      const { explainRecording } = await import("./explain-recording.js");
      await explainRecording(recording, flags);
    });
}
