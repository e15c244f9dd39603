import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createRates } from "./request-rates.js";

const LIMITS = { requestsPerMinute: 2, requestsPerMinuteOfAddress: 3, refusalsPerMinute: 1 };

describe("how often somebody asks", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ["countCredential", 2],
    ["countAddress", 3],
    ["countRefusal", 1],
  ] as const)("is bounded by %s to %d a minute, which begins with the first", (count, most) => {
    const rates = createRates(LIMITS);
    const ask = () => rates[count]("one");
    ask();
    jest.advanceTimersByTime(40_500);
    for (let asked = 1; asked < most; asked += 1) ask();
    expect(ask).toThrow(
      expect.objectContaining({ code: "LIMIT_EXCEEDED", reason: "RATE_LIMITED", retryAfterSeconds: 20 }),
    );
    expect(() => rates[count]("other")).not.toThrow();
    jest.advanceTimersByTime(19_500);
    for (let asked = 0; asked < most; asked += 1) ask();
    expect(ask).toThrow(expect.objectContaining({ retryAfterSeconds: 60 }));
  });
});
