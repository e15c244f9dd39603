import { pause } from "../pause.js";
import type { Installation } from "./installation.js";
import type { Finding } from "./verify.js";

/** More than the pools of four processes together: whoever holds more has lost some. */
const MOST_CONNECTIONS = 4 * 36;
const GONE_WITHIN_MS = 5_000;

/** Stops the processes and looks at what they leave behind. */
export async function verifyLeaving(installation: Installation): Promise<Finding[]> {
  const { apis, workers, simulator, subscribers } = installation;
  const held = await connectionsOf(installation);
  const active = simulator.listSubscriptions().filter(({ status }) => status === "Active");
  for (const subscriber of subscribers) await subscriber.stop();
  const endings = await Promise.all([...apis, ...workers].map((process) => process.stop()));
  const unclean = endings.filter((ending) => ending !== null);
  const deadline = Date.now() + GONE_WITHIN_MS;
  while ((await connectionsOf(installation)) > 0 && Date.now() < deadline) await pause(200);
  const left = await connectionsOf(installation);
  return [
    { rule: "RingCentral has one subscription of ours", offences: Math.abs(active.length - 1), examples: [] },
    {
      rule: `the four processes hold ${held} connections, no more than their pools`,
      offences: Math.max(0, held - MOST_CONNECTIONS),
      examples: [],
    },
    {
      rule: "every process ended by itself when asked to: no connection, timer or handle kept it alive",
      offences: unclean.length,
      examples: unclean,
    },
    { rule: "no connection is left behind", offences: left, examples: [] },
  ];
}

async function connectionsOf({ postgres }: Installation): Promise<number> {
  const [row] = await postgres.observer.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name LIKE 'callthread%'",
  );
  return row?.count ?? 0;
}
