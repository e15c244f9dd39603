import { AppError } from "../errors.js";
import { Interruption } from "../interruption.js";

/** Messages go to stderr; stdout is for data alone. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

/** Data, whole lines, to stdout. */
export const print = (data: string): void => {
  process.stdout.write(data.endsWith("\n") ? data : `${data}\n`);
};

/** Expected failures as one message; what nobody expected with where it came from. Either way the exit code is 1. */
export function reportFailure(error: unknown): void {
  // At once: what was interrupted is still waiting for answers that it will not get.
  if (error instanceof Interruption) process.exit(error.exitCode);
  process.exitCode = 1;
  if (error instanceof AppError) {
    const codes = error.reason === undefined ? error.code : `${error.code} ${error.reason}`;
    say(`callthread: ${error.message} [${codes}]`);
    return;
  }
  say(
    `callthread: this should not have happened.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}
