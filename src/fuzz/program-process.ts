import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ServiceProcess {
  /** Null while it runs, else how it ended. */
  ended(): string | null;
  stop(): Promise<void>;
}

const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));

/** `serve`, with its log in an open file. */
export function startServiceProcess(log: number, environment: Readonly<Record<string, string>>): ServiceProcess {
  const child = spawn(process.execPath, [CLI, "serve"], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", log, log],
  });
  let ended: string | null = null;
  const gone = new Promise<void>((done) =>
    child.once("exit", (code, signal) => {
      ended = `ended with ${signal ?? code}`;
      done();
    }),
  );
  process.once("exit", () => child.kill("SIGKILL"));
  return {
    ended: () => ended,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
