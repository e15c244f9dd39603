import type { Sql } from "../database/sql.js";
import { pause } from "../pause.js";
import { SCENARIOS, type Scenario } from "../simulator/call-request.js";
import type { Simulator } from "../simulator/start.js";

const SPEECH = [
  { speaker: "customer" as const, text: "Hi, this is Ann, about the hibachi on Friday for thirty.", start: 0, end: 4 },
  { speaker: "agent" as const, text: "Hello Ann, yes, thirty guests.", start: 4, end: 8 },
];
const WITHIN_MS = 120_000;
const CALLER = "+12025550101";

/** The webhooks of a call of every kind, as the account sends them; the account must be connected or be about to be. */
export async function collectRealBodies(simulator: Simulator, sql: Sql): Promise<string[]> {
  const deadline = Date.now() + WITHIN_MS;
  const until = async (isThere: () => Promise<boolean> | boolean) => {
    while (!(await isThere())) {
      if (Date.now() > deadline)
        throw new Error(`The account's webhooks did not come: ${JSON.stringify(simulator.counters())}`);
      await pause(50);
    }
  };
  await until(() => simulator.listSubscriptions().some(({ status }) => status === "Active"));
  for (const scenario of Object.keys(SCENARIOS) as Scenario[]) {
    simulator.placeCall({
      ...{ scenario, segments: SPEECH, durationSeconds: 30 },
      ...(scenario === "internal" ? {} : scenario === "outbound" ? { to: CALLER } : { from: CALLER }),
      startedAt: new Date(Date.now() - 300_000).toISOString(),
      timers: { callLogAfterMs: 0, recordingFieldAfterMs: 0, mediaAfterMs: 0, insightsAfterMs: 0 },
    });
  }
  const bodiesOf = async (part: string) =>
    sql.query<{ body: Buffer }>(
      "SELECT body FROM webhook_receipts WHERE event LIKE '%' || $1 || '%' ORDER BY received_at LIMIT 100",
      [part],
    );
  await until(async () => (await bodiesOf("insights")).length >= 3 && (await bodiesOf("telephony")).length >= 10);
  const rows = [...(await bodiesOf("telephony")), ...(await bodiesOf("insights"))];
  return rows.map(({ body }) => body.toString("utf8"));
}
