import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { LEFT_BEHIND, LEFT_BEHIND_CODE } from "./unforced-exit.js";

/** A process of the product, kept running as a supervisor keeps it: whenever it ends it is started again. */
export interface SupervisedProcess {
  readonly name: string;
  /** How often it was started. */
  starts(): number;
  /** SIGKILL, at once; the supervisor starts it again after `awayMs`. */
  kill(awayMs: number): void;
  /** SIGSTOP: it sleeps past its heartbeats, and goes on later as if nothing had happened. */
  freeze(): void;
  thaw(): void;
  /** Puts its clock an hour ahead, or back again. */
  shiftClock(): void;
  /** SIGTERM. Resolves to null where it ended cleanly, else to what was wrong. */
  stop(): Promise<string | null>;
}

export interface ProcessPlan {
  readonly name: string;
  readonly program: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const PRELOAD = new URL("./preload.js", import.meta.url).href;
/** As `docker run --restart=always`: a second's pause, for ever. */
const RESTART_AFTER_MS = 1_000;
/** The product gives itself 25 s. */
const STOP_WITHIN_MS = 28_000;

export function superviseProcess(plan: ProcessPlan): SupervisedProcess {
  const log = openSync(plan.logFile, "a");
  let child: ChildProcess | null = null;
  let restart: NodeJS.Timeout | undefined;
  let starts = 0;
  let isStopping = false;
  let awayMs = RESTART_AFTER_MS;

  const start = () => {
    starts += 1;
    const started = spawn(process.execPath, ["--import", PRELOAD, ...plan.program], {
      env: { PATH: process.env.PATH ?? "", ...plan.environment },
      stdio: ["ignore", log, log],
    });
    child = started;
    started.once("exit", () => {
      child = null;
      if (isStopping) return;
      restart = setTimeout(start, awayMs);
      awayMs = RESTART_AFTER_MS;
    });
  };
  start();
  process.once("exit", () => child?.kill("SIGKILL"));

  return {
    name: plan.name,
    starts: () => starts,
    kill(away) {
      awayMs = away;
      child?.kill("SIGKILL");
    },
    freeze: () => void child?.kill("SIGSTOP"),
    shiftClock: () => void child?.kill("SIGUSR2"),
    thaw: () => void child?.kill("SIGCONT"),
    stop: async () => {
      isStopping = true;
      clearTimeout(restart);
      const running = child;
      if (running === null) return null;
      const ended = new Promise<number | null>((done) => running.once("exit", done));
      running.kill("SIGCONT");
      running.kill("SIGTERM");
      const late = setTimeout(() => running.kill("SIGKILL"), STOP_WITHIN_MS);
      const code = await ended;
      clearTimeout(late);
      return describeEnding(plan, code);
    },
  };
}

function describeEnding({ name, logFile }: ProcessPlan, code: number | null): string | null {
  if (code === 0) return null;
  if (code === null) return `${name} ended with SIGKILL: it did not stop`;
  if (code !== LEFT_BEHIND_CODE) return `${name} ended with ${code}`;
  const words = readFileSync(logFile, "utf8")
    .split("\n")
    .findLast((line) => line.startsWith(LEFT_BEHIND));
  return `${name} ${words ?? LEFT_BEHIND}`;
}
