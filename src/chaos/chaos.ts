import "reflect-metadata";
import { join } from "node:path";
import { Command } from "commander";
import { keepStarted } from "../bench/stop-later.js";
import { numberFlag, wholeNumberFlag } from "../commands/number-flags.js";
import { badInput, messageOf } from "../errors.js";
import { packageRoot } from "../package-root.js";
import { DATABASE_FAULTS } from "./database-faults.js";
import type { Fault } from "./fault.js";
import { type Installation, startInstallation } from "./installation.js";
import { PROCESS_FAULTS } from "./process-faults.js";
import { describeFindings, describeOutcomes } from "./report.js";
import { RINGCENTRAL_FAULTS } from "./ringcentral-faults.js";
import { type ChaosPlan, isHarmless, isRecovered, judgeAgain, type Outcome, strike } from "./run-chaos.js";
import { type Finding, verifyDatabase, verifySubscribers } from "./verify.js";
import { verifyLeaving } from "./verify-leaving.js";
import { WEBHOOK_FAULTS } from "./webhook-faults.js";

const FAULTS: readonly Fault[] = [...PROCESS_FAULTS, ...DATABASE_FAULTS, ...RINGCENTRAL_FAULTS, ...WEBHOOK_FAULTS];

const SCENARIOS = `
Exit code 0 where all guarantees hold.

Scenarios:
${FAULTS.map(({ name, what }) => `  ${name.padEnd(26)}${what}`).join("\n")}`;

interface Flags {
  readonly calls: number;
  readonly seed: number;
  readonly seconds: number;
  readonly within: number;
  readonly scenario?: readonly Fault[];
}

const command = new Command("npm run -s chaos --")
  .description("Real processes, real faults, calls all the while; then every guarantee is checked.")
  .option("--calls <count>", "calls of the whole run", wholeNumberFlag("--calls", 1), 2_000)
  .option("--seed <number>", "of all chances", wholeNumberFlag("--seed", 0), 1)
  .option("--seconds <seconds>", "about how long each fault lasts", numberFlag("--seconds", 1), 12)
  .option(
    "--within <seconds>",
    "how long after its end all must have recovered by itself",
    numberFlag("--within", 0),
    30,
  )
  .option("--scenario <names>", "these alone, with commas between", faultsNamed)
  .addHelpText("after", SCENARIOS);

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const { stopLater, stopAll } = keepStarted(say);
try {
  process.exitCode = (await run(command.parse().opts<Flags>())) ? 0 : 1;
} catch (error) {
  say(`chaos: ${messageOf(error)}`);
  process.exitCode = 1;
} finally {
  await stopAll();
}
// What a run that failed left waiting must not keep it alive.
process.exit();

function faultsNamed(names: string): readonly Fault[] {
  return names.split(",").map((name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (fault === undefined)
      throw badInput("--scenario", `There is no scenario "${name}"; --help lists those there are.`);
    return fault;
  });
}

async function run({ calls, seed, seconds, within, scenario: faults = FAULTS }: Flags): Promise<boolean> {
  const plan: ChaosPlan = {
    calls: Math.ceil(calls / faults.length),
    durationMs: seconds * 1_000,
    recoverWithinMs: within * 1_000,
  };
  const dataDir = join(packageRoot, ".data/chaos", String(process.pid));
  say(`starting two APIs, two workers, PostgreSQL and the simulated RingCentral; logs in ${dataDir}`);
  const installation = await startInstallation({ dataDir, seed, say, stopLater });
  const outcomes: Outcome[] = [];
  for (const fault of faults) {
    const outcome = await strike(installation, fault, plan);
    const { recoveredMs, missing } = outcome;
    say(
      `${fault.name}: ${recoveredMs === null ? `NOT RECOVERED: ${missing}` : `recovered in ${(recoveredMs / 1_000).toFixed(1)} s`}`,
    );
    outcomes.push(outcome);
  }
  const findings = await verify(installation);
  process.stdout.write(`${describeOutcomes(outcomes, plan, seed)}\n\n${describeFindings(findings)}\n`);
  return (
    outcomes.every((outcome) => isHarmless(outcome) && isRecovered(outcome, plan.recoverWithinMs)) &&
    findings.every(({ offences }) => offences === 0)
  );
}

async function verify(installation: Installation): Promise<Finding[]> {
  const changed = await judgeAgain(installation);
  const findings = [
    ...(await verifyDatabase(installation)),
    { rule: "judging everything again changes nothing", offences: changed.length, examples: changed.slice(0, 5) },
    ...(await verifySubscribers(installation)),
  ];
  return [...findings, ...(await verifyLeaving(installation))];
}
