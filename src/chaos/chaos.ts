import "reflect-metadata";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "../errors.js";
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

const USAGE = `npm run -s chaos -- [--calls 2000] [--seed 1] [--seconds 12] [--within 30] [--scenario NAME[,NAME …]]

Real processes, real faults, calls all the while; then every guarantee is checked. Exit code 0 where all hold.
Each fault lasts for about --seconds; --within so many seconds after its end all must have recovered by itself.

Scenarios:
${FAULTS.map(({ name, what }) => `  ${name.padEnd(26)}${what}`).join("\n")}
`;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "12" },
    within: { type: "string", default: "30" },
    scenario: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const started: (() => Promise<unknown>)[] = [];
const stopAll = async (): Promise<void> => {
  for (const stop of started.splice(0).reverse())
    await stop().catch((error: unknown) => say(`not stopped cleanly: ${messageOf(error)}`));
};

if (values.help) process.stdout.write(USAGE);
else await main();

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  try {
    const isFine = await run(faultsNamed(values.scenario));
    process.exitCode = isFine ? 0 : 1;
  } catch (error) {
    say(`chaos: ${messageOf(error)}`);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
  // What a run that failed left waiting must not keep it alive.
  process.exit();
}

function faultsNamed(names: string): readonly Fault[] {
  if (names === "") return FAULTS;
  return names.split(",").map((name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (fault === undefined) throw new Error(`there is no scenario "${name}".\n\n${USAGE}`);
    return fault;
  });
}

async function run(faults: readonly Fault[]): Promise<boolean> {
  const seed = Number(values.seed);
  const plan: ChaosPlan = {
    calls: Math.ceil(Number(values.calls) / faults.length),
    durationMs: Number(values.seconds) * 1_000,
    recoverWithinMs: Number(values.within) * 1_000,
  };
  const dataDir = join(packageRoot, ".data/chaos", String(process.pid));
  say(`starting two APIs, two workers, PostgreSQL and the simulated RingCentral; logs in ${dataDir}`);
  const installation = await startInstallation({ dataDir, seed, say, stopLater: (stop) => void started.push(stop) });
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
