#!/usr/bin/env node
import "reflect-metadata";
import { Command } from "commander";
import { registerAudit } from "./commands/audit.js";
import { registerDemo } from "./commands/demo.js";
import { registerErase } from "./commands/erase.js";
import { registerEvaluate } from "./commands/evaluate.js";
import { registerExplain } from "./commands/explain.js";
import { registerExport } from "./commands/export.js";
import { registerImport } from "./commands/import.js";
import { registerKeys } from "./commands/keys.js";
import { registerLabels } from "./commands/labels.js";
import { registerMigrate } from "./commands/migrate.js";
import { registerRelink } from "./commands/relink.js";
import { reportFailure, say } from "./commands/report-failure.js";
import { registerSchema } from "./commands/schema.js";
import { registerServe } from "./commands/serve.js";
import { registerSimulateRingcentral } from "./commands/simulate-ringcentral.js";
import { tooOldRuntime } from "./commands/too-old-runtime.js";
import { readerHasLeft } from "./interruption.js";
import { packageFacts } from "./package-root.js";

/** The only entry. Each command's file says what it takes; what it does is loaded when it is run. */

const { version, engines } = packageFacts;
const problem = tooOldRuntime(process.versions.node, engines.node);
if (problem !== null) {
  say(`callthread: ${problem}`);
  process.exit(1);
}

const program = new Command("callthread")
  .description("Threads every recorded phone call to the customer who made it and the booking it was about.")
  .version(version)
  .showHelpAfterError('("callthread COMMAND --help" shows what a command takes)')
  .addHelpText("after", "\nSettings come from the environment; flags of the same meaning go before them.");

registerServe(program);
registerDemo(program);
registerMigrate(program);
registerKeys(program);
registerImport(program);
registerRelink(program);
registerExplain(program);
registerEvaluate(program);
registerLabels(program);
registerErase(program);
registerExport(program);
registerAudit(program);
registerSchema(program);
registerSimulateRingcentral(program);

const onClosedPipe = (stream: NodeJS.WriteStream, act: () => void) =>
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    act();
  });
onClosedPipe(process.stdout, readerHasLeft);
// What is only told and not given goes on without being heard, as a service does whose log nobody reads any more.
onClosedPipe(process.stderr, () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
