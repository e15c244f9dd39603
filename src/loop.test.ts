import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { DONE, startLoop } from "./loop.js";

const HOUR_MS = 3_600_000;

describe("a loop", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const start = (everyMs: number, failures: number) => {
    const runs: number[] = [];
    const failed: unknown[] = [];
    const loop = startLoop({
      everyMs,
      run: async () => {
        runs.push(Date.now());
        if (runs.length <= failures) throw new Error("the database is away");
      },
      onError: (error) => failed.push(error),
    });
    return { runs, failed, loop };
  };

  it.each([
    ["an hour", HOUR_MS, 20_000],
    ["a moment", 50, 1_000],
  ])("that runs every %s tries again soon after a failure, and not at once", async (_what, everyMs, pauseMs) => {
    const { runs, failed, loop } = start(everyMs, 2);
    await jest.advanceTimersByTimeAsync(2 * pauseMs + 1);
    expect(failed).toHaveLength(2);
    expect(runs.map((at) => at - (runs[0] ?? 0))).toEqual([0, pauseMs, 2 * pauseMs]);
    await loop.stop();
  });

  it("ends with the run that says it is done, whoever wakes it", async () => {
    let runs = 0;
    const loop = startLoop({
      everyMs: 1_000,
      run: async () => {
        runs += 1;
        return runs === 3 ? DONE : 0;
      },
      onError: () => undefined,
    });
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    loop.wake();
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    expect(runs).toBe(3);
    await loop.stop();
  });

  it("runs once more for any number of wake-ups while it runs, and leaves its long pause to stop", async () => {
    const { runs, loop } = start(HOUR_MS, 0);
    await jest.advanceTimersByTimeAsync(1);
    for (let times = 0; times < 3; times += 1) loop.wake();
    await jest.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(2);
    await loop.stop();
    expect(runs).toHaveLength(2);
  });
});
