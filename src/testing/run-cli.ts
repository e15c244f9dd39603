import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../package-root.js";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  /** Resolves with the first match in what it has said so far, or will say. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

type Environment = Readonly<Record<string, string>>;

/** The built program as a user runs it, with only these settings. */
export function startCli(parameters: readonly string[], settings: Environment = {}): RunningCli {
  const child = spawn(process.execPath, [join(packageRoot, "dist/src/cli.js"), ...parameters], {
    env: { PATH: process.env.PATH ?? "", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    said.stderr += String(chunk);
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...said }));
  return { ended, signal: (name) => child.kill(name), says: (pattern) => waitFor(child, said, pattern) };
}

export const runCli = (parameters: readonly string[], settings: Environment = {}): Promise<Ended> =>
  startCli(parameters, settings).ended;

function waitFor(
  child: ChildProcess,
  said: { readonly stdout: string; readonly stderr: string },
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    const look = () => {
      const match = pattern.exec(said.stderr) ?? pattern.exec(said.stdout);
      if (match !== null) found(match);
    };
    look();
    for (const stream of [child.stderr, child.stdout]) stream?.on("data", look);
    child.once("close", () => failed(new Error(`It ended without saying ${pattern}: ${said.stderr}`)));
  });
}
