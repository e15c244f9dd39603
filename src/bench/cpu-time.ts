import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of Linux: the unit of /proc/PID/stat. */
const TICKS_PER_SECOND = 100;

interface Usage {
  readonly parent: number;
  readonly own: number;
  readonly ofEndedChildren: number;
}

/** Seconds of processor time that a PostgreSQL has used with all its processes, as Linux tells; 0 elsewhere. */
export function databaseCpuSeconds(serverFolder: string): number {
  try {
    const postmaster = Number(readFileSync(join(serverFolder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
    const usages = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const usage = usageOf(Number(name));
        return usage !== null && (usage.parent === postmaster || Number(name) === postmaster) ? [usage] : [];
      });
    return usages.reduce((sum, { own, ofEndedChildren }) => sum + own + ofEndedChildren, 0);
  } catch {
    return 0;
  }
}

/** null for a process that is no more. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function usageOf(pid: number): Usage | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may have spaces and parentheses; what follows it is numbers, from the state (3) on.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const seconds = (place: number): number => Number(fields[place - 3] ?? 0) / TICKS_PER_SECOND;
    return {
      parent: Number(fields[1]),
      own: seconds(14) + seconds(15),
      ofEndedChildren: seconds(16) + seconds(17),
    };
  } catch {
    return null;
  }
}
