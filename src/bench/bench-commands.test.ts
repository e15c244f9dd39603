import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";

/** That they run and report: a machine that runs tests is no place to measure. */
describe("the benchmarks of operating", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "callthread-bench-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function figuresOf(name: string, ...flags: string[]) {
    const script = join(packageRoot, "dist/src/bench", `${name}.js`);
    // Their database is kept in the folder where they are called.
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...flags, "--json"], { cwd: folder });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it("report how many calls are linked", async () => {
    const figures = await figuresOf("pipeline", ..."--seconds 1 --rate 5 --customers 20 --in-flight 10".split(" "));
    expect(figures).toMatchObject({
      bench: "pipeline",
      even: { calls: 5, linked: 5, missing: 0 },
      full: { missing: 0 },
    });
    expect(figures.limitCallsPerSecond).toBeGreaterThan(0);
  }, 120_000);

  it("report how subscribers are told, and that a kill loses nothing", async () => {
    const flags = "--sockets 20 --seconds 1 --rate 5 --slow 0".split(" ");
    expect(await figuresOf("live", ...flags)).toMatchObject({
      bench: "live",
      live: { missing: 0, doubled: 0, disordered: 0 },
      bare: { messages: 50, missing: 0 },
      restart: { events: 5, missing: 0, doubled: 0, disordered: 0 },
    });
  }, 120_000);
});
