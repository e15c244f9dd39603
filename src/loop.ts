import { pause } from "./pause.js";

export interface Loop {
  /** Runs soon, once for any number of calls that come while it is running or due. */
  wake(): void;
  /** Waits for a run under way. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly run: () => Promise<unknown>;
  /** How long at most between two runs: what a lost wake-up costs. */
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

const PAUSE_AFTER_ERROR_MS = 1_000;

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
        await run();
      } catch (error) {
        onError(error);
        await pause(PAUSE_AFTER_ERROR_MS, stopping.signal);
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
