import { pause } from "../pause.js";
import { type Fault, pick, repeatedly } from "./fault.js";
import type { Installation } from "./installation.js";
import type { SupervisedProcess } from "./supervised-process.js";

/** How long a killed process is away before its supervisor starts it again. */
const AWAY_MS = [200, 3_000] as const;

const kill = (installation: Installation, victim: SupervisedProcess): void =>
  victim.kill(installation.random.between(...AWAY_MS));

/** Longer than a job's heartbeat (10 s) and its watch (5 s): others have taken its jobs over when it wakes. */
const FROZEN_MS = 18_000;

export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: "calm",
    what: "nothing goes wrong",
    strike: (_installation, durationMs) => pause(durationMs),
  },
  {
    name: "workers-killed",
    what: "SIGKILL of a worker every 1 to 4 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [1_000, 4_000], () =>
        kill(installation, pick(installation, installation.workers)),
      ),
  },
  {
    name: "apis-killed",
    what: "SIGKILL of an API every 1 to 4 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [1_000, 4_000], () =>
        kill(installation, pick(installation, installation.apis)),
      ),
  },
  {
    name: "all-killed",
    what: "SIGKILL of all four processes at once, every 4 to 8 s",
    strike: (installation, durationMs) =>
      repeatedly(installation, durationMs, [4_000, 8_000], () => {
        for (const victim of [...installation.apis, ...installation.workers]) kill(installation, victim);
      }),
  },
  {
    name: "worker-frozen",
    what: "SIGSTOP of a worker for 18 s, past its heartbeats",
    lastsMs: FROZEN_MS,
    strike: async (installation) => {
      const victim = pick(installation, installation.workers);
      victim.freeze();
      await pause(FROZEN_MS);
      victim.thaw();
    },
  },
  {
    name: "api-frozen",
    what: "SIGSTOP of an API for 18 s: webhooks time out",
    lastsMs: FROZEN_MS,
    strike: async (installation) => {
      const victim = pick(installation, installation.apis);
      victim.freeze();
      await pause(FROZEN_MS);
      victim.thaw();
    },
  },
  {
    name: "clocks-jumping",
    what: "the clock of a worker and of an API an hour ahead, and back at the end",
    strike: async (installation, durationMs) => {
      const victims = [pick(installation, installation.workers), pick(installation, installation.apis)];
      for (const victim of victims) victim.shiftClock();
      await pause(durationMs);
      for (const victim of victims) victim.shiftClock();
    },
  },
];
