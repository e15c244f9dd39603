import { messageOf } from "../errors.js";

/** What a run has started. */
export interface Started {
  /** Has something stopped at the end, the latest first, however the run ends. */
  stopLater(stop: () => Promise<unknown>): void;
  stopAll(): Promise<void>;
}

/** A run that a signal ends stops all that it has started, too; `say` tells of what would not stop. */
export function keepStarted(say: (line: string) => void): Started {
  const started: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of started.splice(0).reverse())
      await stop().catch((error: unknown) => say(`not stopped cleanly: ${messageOf(error)}`));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  return { stopAll, stopLater: (stop) => void started.push(stop) };
}
