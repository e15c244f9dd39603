import { describe, expect, it } from "@jest/globals";
import { Clock } from "./clock.js";

const START = 1_000_000;

describe("Clock", () => {
  it("stands still at speed 0 and runs what falls due on the way, in order of time, then of scheduling", async () => {
    const clock = new Clock(START, 0);
    const seen: [string, number][] = [];
    const note = (name: string) => (): void => void seen.push([name, clock.now() - START]);
    clock.at(START + 20, note("late"));
    clock.at(START + 10, note("first at 10"));
    clock.at(START + 10, note("second at 10"));
    clock.at(START - 5, note("overdue"));
    await clock.advance(15);
    expect(seen).toEqual([
      ["overdue", 0],
      ["first at 10", 10],
      ["second at 10", 10],
    ]);
    expect(clock.now()).toBe(START + 15);
  });

  it("runs actions that an action schedules within the same jump, and waits for slow ones", async () => {
    const clock = new Clock(START, 0);
    const seen: number[] = [];
    clock.at(START + 10, async () => {
      await new Promise(setImmediate);
      clock.at(START + 12, () => void seen.push(clock.now()));
      seen.push(clock.now());
    });
    await clock.advance(50);
    expect(seen).toEqual([START + 10, START + 12]);
  });

  it("serves overlapping jumps in turn", async () => {
    const clock = new Clock(START, 0);
    const seen: number[] = [];
    for (const after of [5, 15]) {
      clock.at(START + after, async () => {
        await new Promise(setImmediate);
        seen.push(clock.now() - START);
      });
    }
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(seen).toEqual([5, 15]);
    expect(clock.now()).toBe(START + 20);
  });

  it("forgets a cancelled action", async () => {
    const clock = new Clock(START, 0);
    let ran = false;
    const cancel = clock.at(START + 1, () => {
      ran = true;
    });
    cancel();
    cancel();
    await clock.advance(10);
    expect(ran).toBe(false);
  });

  it("goes on with later jumps after an action failed, which the jump that met it reports", async () => {
    const clock = new Clock(START, 0);
    clock.at(START + 1, () => Promise.reject(new Error("broken")));
    await expect(clock.advance(10)).rejects.toThrow("broken");
    await clock.advance(10);
    expect(clock.now()).toBe(START + 20);
  });

  it("runs by itself at a speed, an hour in a moment", async () => {
    const clock = new Clock(START, 1_000_000);
    const ranAtMs = await new Promise<number>((resolve) => clock.at(START + 3_600_000, () => resolve(clock.now())));
    expect(ranAtMs).toBeGreaterThanOrEqual(START + 3_600_000);
    await clock.stop();
  });

  it("starts running when it is given a speed", async () => {
    const clock = new Clock(START, 0);
    const ran = new Promise<void>((resolve) => clock.at(START + 1_000, () => resolve()));
    clock.setSpeed(1_000_000);
    await ran;
    await clock.stop();
  });
});
