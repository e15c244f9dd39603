import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { LEFT_BEHIND_CODE } from "./unforced-exit.js";

const PRELOAD = pathToFileURL(join(packageRoot, "dist/src/chaos/preload.js")).href;

const run = (program: string) =>
  spawnSync(process.execPath, ["--import", PRELOAD, "--eval", program], { encoding: "utf8" });

describe("a process that chaos watches", () => {
  it("ends by itself where nothing keeps it alive", () => {
    expect(run("process.exit(0)")).toMatchObject({ status: 0, stderr: "" });
  });

  it.each([
    ["a timer", "setInterval(() => {}, 1_000)", "Timeout"],
    ["a server", "require('node:net').createServer().listen(0)", "TCPServerWrap"],
  ])("tells that %s was left behind", (_what, leak, resource) => {
    const { status, stderr } = run(`${leak}; process.exit(0)`);
    expect({ status, stderr }).toEqual({
      status: LEFT_BEHIND_CODE,
      stderr: expect.stringMatching(new RegExp(`^left behind: .*${resource}`)),
    });
  });

  it("ends at once where it failed", () => {
    expect(run("setInterval(() => {}, 1_000); process.exit(3)").status).toBe(3);
  });
});
