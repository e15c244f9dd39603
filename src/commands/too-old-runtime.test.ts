import { describe, expect, it } from "@jest/globals";
import { tooOldRuntime } from "./too-old-runtime.js";

describe("the runtime", () => {
  it.each([
    ["20.20.2", true],
    ["22.11.0", true],
    ["9.99.0", true],
    ["22.12.0", false],
    ["24.0.1", false],
    ["100.1.0", false],
  ])("of version %s is too old: %s", (version, isTooOld) => {
    const told = tooOldRuntime(version, ">=22.12");
    expect(told === null).toBe(!isTooOld);
    if (told !== null) expect(told).toContain(version);
  });
});
