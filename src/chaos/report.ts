import { table } from "../commands/table.js";
import { type ChaosPlan, isHarmless, isRecovered, type Outcome } from "./run-chaos.js";
import type { Finding } from "./verify.js";

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

export function describeOutcomes(outcomes: readonly Outcome[], plan: ChaosPlan, seed: number): string {
  const rows = outcomes.map(({ toll, ...outcome }) => [
    outcome.fault.name,
    outcome.fault.what,
    String(outcome.calls),
    seconds(outcome.lastedMs),
    String(outcome.restarts),
    String(outcome.lostWebhooks),
    ...[toll.lost, toll.doubled, toll.disordered, toll.stuck].map(String),
    outcome.recoveredMs === null ? `never: ${outcome.missing}` : seconds(outcome.recoveredMs),
    verdictOf({ toll, ...outcome }, plan),
  ]);
  const calls = outcomes.reduce((sum, outcome) => sum + outcome.calls, 0);
  return `${calls} calls, seed ${seed}, ${plan.durationMs / 1_000} s a fault\n${table(HEADINGS, rows)}`;
}

const HEADINGS = [
  ...["fault", "what is done", "calls", "lasts s", "starts", "webhooks lost"],
  ...["lost", "doubled", "out of order", "stuck", "recovered s", ""],
];

function verdictOf(outcome: Outcome, { recoverWithinMs }: ChaosPlan): string {
  if (!isHarmless(outcome)) return "HARM";
  if (outcome.isSkipped) return "SKIPPED";
  return isRecovered(outcome, recoverWithinMs) ? "ok" : "LATE";
}

export function describeFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, offences, examples }) => {
      if (offences === 0) return `  ok    ${rule}`;
      return [`  WRONG ${rule}: ${offences}`, ...examples.map((example) => `          ${example}`)].join("\n");
    })
    .join("\n");
}
