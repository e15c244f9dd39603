import { writeSync } from "node:fs";

/** The exit code of a process that was kept alive. */
export const LEFT_BEHIND_CODE = 97;
/** What its last line begins with. */
export const LEFT_BEHIND = "left behind: ";
const ENDS_WITHIN_MS = 4_000;

/**
 * Loaded into a process before its program: a program that wants to end well is not ended but left to end by itself,
 * which it does as soon as no connection, timer or handle keeps it alive. One that is kept alive says by what.
 */
export function endUnforced(): void {
  const end = process.exit.bind(process);
  process.exit = ((code?: number) => {
    if (code !== 0) return end(code);
    process.exitCode = 0;
    setTimeout(() => {
      writeSync(process.stderr.fd, `${LEFT_BEHIND}${process.getActiveResourcesInfo().join(", ")}\n`);
      end(LEFT_BEHIND_CODE);
    }, ENDS_WITHIN_MS).unref();
  }) as typeof process.exit;
}
