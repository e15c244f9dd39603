import { pause } from "./pause.js";

export interface Loop {
  /** Runs soon, once for any number of calls that come while it is running or due. */
  wake(): void;
  /** Waits for a run under way. */
  stop(): Promise<void>;
}

/** What a run resolves to when there will never be anything left to do: the loop has ended then. */
export const DONE = Symbol("done");

export interface LoopOptions {
  readonly run: () => Promise<unknown>;
  /** How long at most between two runs: what a lost wake-up costs. After a failure the next comes sooner. */
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

const SHORTEST_PAUSE_AFTER_ERROR_MS = 1_000;
/** What runs once an hour need not wait for an hour where a dependency was down for a moment. */
const LONGEST_PAUSE_AFTER_ERROR_MS = 20_000;

/** Runs again and again, one at a time: when woken, and by itself because a wake-up may get lost. */
export function startLoop({ run, everyMs, onError }: LoopOptions): Loop {
  const stopping = new AbortController();
  let awake = true;
  let sleep = new AbortController();

  const work = async () => {
    while (!stopping.signal.aborted) {
      if (!awake) await pause(everyMs, sleep.signal);
      if (stopping.signal.aborted) return;
      awake = false;
      sleep = new AbortController();
      try {
        if ((await run()) === DONE) return;
      } catch (error) {
        onError(error);
        awake = true;
        const pauseMs = Math.min(everyMs, LONGEST_PAUSE_AFTER_ERROR_MS);
        await pause(Math.max(pauseMs, SHORTEST_PAUSE_AFTER_ERROR_MS), stopping.signal);
      }
    }
  };
  const done = work();

  return {
    wake() {
      awake = true;
      sleep.abort();
    },
    async stop() {
      stopping.abort();
      sleep.abort();
      await done;
    },
  };
}
