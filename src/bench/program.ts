import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { freePort } from "../free-port.js";
import { packageRoot } from "../package-root.js";
import { pause } from "../pause.js";

/** A server in a process of its own, as in production. */
export interface Program {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** Without a word, as a failing machine would. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  /** From the package's folder, or absolute. */
  readonly script: string;
  readonly arguments?: readonly string[];
  /** Its whole environment; PORT is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it listens; any free one where absent. */
  readonly port?: number;
  /** What is answered, with anything but a failure, once it can serve. */
  readonly readyPath: string;
}

const PATIENCE_MS = 60_000;

/** Starts a program and waits until it serves. Throws when it ends before, with what it said. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [resolve(packageRoot, options.script), ...(options.arguments ?? [])], {
    env: { NODE_ENV: "production", ...options.environment, PORT: String(port), PUBLIC_URL: url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2_000);
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const killAtExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
    process.off("exit", killAtExit);
  };
  const stop = (): Promise<void> => end("SIGTERM");
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}${options.readyPath}`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${options.script} did not start: ${said.trim()}`);
    }
    await pause(50);
  }
  return { url, stop, kill: () => end("SIGKILL"), pid: child.pid ?? 0 };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.status < 500,
    () => false,
  );

/** Resident megabytes of a program that runs, as Linux tells; 0 elsewhere. */
export function memoryOf({ pid }: Program): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
    return Math.round(Number(kilobytes) / 1_000);
  } catch {
    return 0;
  }
}
