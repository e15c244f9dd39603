import pg from "pg";
import { pause } from "../pause.js";
import { type Fault, pick, repeatedly } from "./fault.js";
import type { Installation } from "./installation.js";

const DOWN_MS = [500, 5_000] as const;
const DARK_MS = [500, 3_000] as const;
/** Longer than the queue's own patience with a job that fails (1 + 2 + 4 + 8 + 16 s). */
const EXHAUSTED_MS = 45_000;
const AWAY_MS = 40_000;
const FROZEN_MS = 18_000;
const FULL_FOR_MS = 15_000;

export const DATABASE_FAULTS: readonly Fault[] = [
  {
    name: "postgres-killed",
    what: "kill -9 of PostgreSQL every 6 to 10 s, down for 0.5 to 5 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [4_000, 8_000], async () => {
        installation.postgres.crash();
        await pause(installation.random.between(...DOWN_MS));
        await installation.postgres.restart();
      }),
  },
  {
    name: "postgres-away",
    what: "kill -9 of PostgreSQL, down for 40 s",
    lastsMs: AWAY_MS,
    strike: async ({ postgres }) => {
      postgres.crash();
      await pause(AWAY_MS);
      await postgres.restart();
    },
  },
  {
    name: "power-cut",
    what: "kill -9 of PostgreSQL and all four processes at once, PostgreSQL back after 0.5 to 3 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [4_000, 8_000], async () => {
        const { postgres, apis, workers, random } = installation;
        postgres.crash();
        for (const victim of [...apis, ...workers]) victim.kill(random.between(...DARK_MS));
        await pause(random.between(...DARK_MS));
        await postgres.restart();
      }),
  },
  {
    name: "backend-killed",
    what: "kill -9 of a backend every 4 to 8 s: PostgreSQL ends all and recovers",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [4_000, 8_000], async () => {
        const pids = await backendsOf(installation);
        if (pids.length > 0) installation.postgres.crashBackend(pick(installation, pids));
      }),
  },
  {
    name: "connections-terminated",
    what: "pg_terminate_backend of any connection, 5 to 20 a second",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [50, 200], async () => {
        const pids = await backendsOf(installation);
        if (pids.length > 0) await terminate(installation, pick(installation, pids));
      }),
  },
  {
    name: "connections-exhausted",
    what: "every free connection of PostgreSQL taken, half of ours cut, for 45 s",
    lastsMs: EXHAUSTED_MS,
    strike: (installation) => exhaust(installation),
  },
  {
    name: "postgres-frozen",
    what: "SIGSTOP of PostgreSQL and all its backends for 18 s",
    lastsMs: FROZEN_MS,
    strike: async ({ postgres }) => {
      await postgres.freeze();
      await pause(FROZEN_MS);
      postgres.thaw();
    },
  },
  {
    name: "disk-full",
    what: "not a byte free for PostgreSQL for 15 s",
    lastsMs: FULL_FOR_MS,
    strike: fillDisk,
  },
];

async function backendsOf({ postgres }: Installation): Promise<number[]> {
  const rows = await postgres.observer.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND application_name LIKE 'callthread%' ORDER BY pid`,
  );
  return rows.map(({ pid }) => pid);
}

const terminate = ({ postgres }: Installation, pid: number) =>
  postgres.observer.query("SELECT pg_terminate_backend($1)", [pid]);

/** Takes connections as they come free, so that nobody else gets one. */
async function exhaust(installation: Installation): Promise<void> {
  const until = Date.now() + EXHAUSTED_MS;
  const taken: pg.Client[] = [];
  const take = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: installation.postgres.url, application_name: "chaos greedy" });
    client.on("error", () => undefined);
    try {
      await client.connect();
      taken.push(client);
      return true;
    } catch {
      return false;
    }
  };
  try {
    const victims = (await backendsOf(installation)).filter(() => installation.random.chance(0.5));
    while (await take());
    const [first] = taken;
    for (const pid of victims) {
      await first?.query("SELECT pg_terminate_backend($1)", [pid]);
      while (await take());
    }
    while (Date.now() < until) {
      await pause(50);
      while (await take());
    }
  } finally {
    await Promise.all(taken.map((client) => client.end().catch(() => undefined)));
  }
}

/** Whatever PostgreSQL frees is taken again. It may end itself over that: whoever runs it starts it again. */
async function fillDisk({ disk, postgres, say }: Installation): Promise<"skipped" | "done"> {
  if (!disk.fill()) {
    say("  disk-full: skipped, for want of the right to mount a disk");
    return "skipped";
  }
  const until = Date.now() + FULL_FOR_MS;
  while (Date.now() < until) {
    await pause(50);
    disk.fill();
  }
  disk.empty();
  if (!postgres.isRunning()) await postgres.restart();
  return "done";
}
