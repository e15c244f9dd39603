import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { ForgetfulMap } from "./forgetful-map.js";
import { LONGEST_IN_MEMORY_MS } from "./longest-in-memory.js";

describe("what is kept of people's words", () => {
  beforeAll(() => {
    jest.useFakeTimers();
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  it("is forgotten in time for an erasure, again and again, and asked for or not", () => {
    const map = new ForgetfulMap<number>(10);
    for (const word of ["ottilie", "zanzibar"]) {
      map.set(word, 1);
      jest.advanceTimersByTime(LONGEST_IN_MEMORY_MS / 2 - 1);
      expect(map.get(word)).toBe(1);
      map.set("late", 2);
      jest.advanceTimersByTime(1);
      expect([map.get(word), map.get("late")]).toEqual([undefined, undefined]);
    }
    expect(jest.getTimerCount()).toBe(0);
  });

  it("has no more than so many entries, and one timer", () => {
    const map = new ForgetfulMap<number>(3);
    for (let i = 0; i < 10; i += 1) map.set(`word ${i}`, i);
    const kept = Array.from({ length: 10 }, (_, i) => map.get(`word ${i}`)).filter((value) => value !== undefined);
    expect(kept).toEqual([9]);
    expect(jest.getTimerCount()).toBe(1);
  });
});
