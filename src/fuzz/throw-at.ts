import fc from "fast-check";
import { kindOf, problemOf } from "./judge-answer.js";

export interface Finding {
  readonly problem: string;
  /** What was sent, in full, to repeat it. */
  readonly sent: string;
  readonly answer: string;
}

export interface Tally {
  readonly sent: number;
  /** How many answers of each kind, e.g. `200` or `400 BAD_USER_INPUT`. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

export interface Throwing<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  readonly count: number;
  readonly seed: number;
  /** No more are sent after this. */
  readonly withinMs: number;
  send(input: Input): Promise<{ readonly status: number; readonly body: string }>;
  show(input: Input): string;
}

const AT_ONCE = 8;
const DRAWN_AT_ONCE = 250;
const MOST_FINDINGS = 20;

/** Sends generated inputs, a few at once, and judges every answer; a connection that breaks is a finding, too. */
export async function throwAt<Input>(plan: Throwing<Input>): Promise<Tally> {
  const deadline = performance.now() + plan.withinMs;
  const kinds = new Map<string, number>();
  const findings: Finding[] = [];
  let sent = 0;
  const one = async (input: Input): Promise<void> => {
    sent += 1;
    try {
      const { status, body } = await plan.send(input);
      const kind = kindOf(status, body);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const problem = problemOf(status, body);
      if (problem !== null) findings.push({ problem, sent: plan.show(input), answer: body.slice(0, 2_000) });
    } catch (error) {
      findings.push({
        problem: `no answer: ${String(error)}: ${String((error as Error).cause)}`,
        sent: plan.show(input),
        answer: "",
      });
    }
  };
  for (let drawn = 0; drawn < plan.count && performance.now() < deadline && findings.length < MOST_FINDINGS; ) {
    const numRuns = Math.min(DRAWN_AT_ONCE, plan.count - drawn);
    const inputs = fc.sample(plan.inputs, { numRuns, seed: plan.seed + drawn }).values();
    drawn += numRuns;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const input of inputs) {
          if (performance.now() > deadline) return;
          await one(input);
        }
      }),
    );
  }
  return { sent, kinds, findings };
}
