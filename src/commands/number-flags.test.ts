import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { numberFlag, wholeNumberFlag } from "./number-flags.js";

describe("the number of a flag", () => {
  it.each([
    ["0", 0],
    ["12", 12],
    [" 7 ", 7],
  ])("is read from %j", (text, value) => {
    expect(wholeNumberFlag("--calls", 0)(text)).toBe(value);
  });

  it("may be a fraction where that means something", () => {
    expect(numberFlag("--seconds", 0)("0.25")).toBe(0.25);
  });

  it.each(["", " ", "ten", "1x", "-1", "1.5", "Infinity", "1e300"])(
    "is refused, not guessed, where it is %j",
    (text) => {
      expect(() => wholeNumberFlag("--calls", 0)(text)).toThrow("--calls takes a whole number from 0 on.");
    },
  );

  it("is refused beyond its bounds", () => {
    expect(() => numberFlag("--filtered", 0, 1)("1.1")).toThrow(
      expect.objectContaining({ code: "BAD_INPUT", message: "--filtered takes a number from 0 to 1." }),
    );
  });

  it.each([
    ["fuzz/fuzz.js", "--webhooks"],
    ["chaos/chaos.js", "--calls"],
    ["bench/seed.js", "--calls"],
  ])("that is none ends %s before it does anything", (script, flag) => {
    const ended = spawnSync(process.execPath, [join(packageRoot, "dist/src", script), flag, "ten"], {
      encoding: "utf8",
    });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(new RegExp(`^[\\w:]+: ${flag} takes a whole number from \\d+ on\\.\\n$`));
  });
});
