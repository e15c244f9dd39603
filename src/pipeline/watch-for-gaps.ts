import type { Database } from "../database/open.js";
import { startLoop } from "../loop.js";
import type { Queue } from "./queue.js";
import { catchUp } from "./work-telephony.js";

/** Remembers that webhooks were missed until the database can be told. */
export interface GapWatch {
  /** A webhook came and could not be stored; RingCentral does not send it again. */
  noteLost(): void;
  stop(): Promise<void>;
}

const TELL_WITHIN_MS = 60_000;

/** Begins with a gap: what came while this process was not there yet may have been missed. */
export function watchForGaps(database: Database, queue: Queue, onError: (error: unknown) => void): GapWatch {
  let isMissed = true;
  const loop = startLoop({
    everyMs: TELL_WITHIN_MS,
    run: async () => {
      if (!isMissed) return;
      isMissed = false;
      await database
        .transaction((tx) => catchUp(tx, queue))
        .catch((error: unknown) => {
          isMissed = true;
          throw error;
        });
    },
    onError,
  });
  return {
    noteLost() {
      isMissed = true;
      loop.wake();
    },
    stop: () => loop.stop(),
  };
}
