import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startEmbeddedPostgres } from "../database/embedded.js";
import { packageRoot } from "../package-root.js";
import { readCases } from "./read-cases.js";
import type { Target } from "./read-targets.js";

interface ReadReport {
  readonly cases: readonly {
    readonly name: string;
    readonly concurrency: number;
    readonly callthread: { readonly requestsPerSecond: number; readonly ms: Readonly<Record<string, number>> };
    readonly limit: object | null;
    readonly postgraphile: object | null;
  }[];
  readonly leftOut: readonly string[];
  readonly memoryMb: number;
  readonly targets: readonly Target[];
}

const EMPTY = { customers: [], phones: [], bookings: [], rareWords: [], commonWords: [], threeWords: [], phrases: [] };
const ALL = readCases({ ...EMPTY, misspelt: [], until: new Date() }, []).map(({ name }) => name);

/** That they run and report: a machine that runs tests is no place to measure. */
describe("the benchmarks", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "callthread-bench-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function figuresOf<Report = Record<string, unknown>>(name: string, ...flags: string[]) {
    const script = join(packageRoot, "dist/src/bench", `${name}.js`);
    // Their database is kept in the folder where they are called.
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...flags, "--json"], {
      ...{ cwd: folder, maxBuffer: 10_000_000 },
    });
    return JSON.parse(stdout) as Report;
  }

  it("leave alone what another one is using", async () => {
    const other = await startEmbeddedPostgres({ dataDir: join(folder, ".data", "bench") });
    try {
      await expect(figuresOf("seed", "--calls", "100")).rejects.toThrow(
        /Another benchmark is using the databases in .*: wait for its end, or set DATA_DIR to another folder\./,
      );
    } finally {
      await other.stop();
    }
  });

  it("report how many calls are linked", async () => {
    const figures = await figuresOf("pipeline", ..."--seconds 0.25 --rate 20 --customers 10 --in-flight 10".split(" "));
    expect(figures).toMatchObject({
      bench: "pipeline",
      even: { calls: 5, linked: 5, missing: 0 },
      full: { missing: 0 },
    });
    expect(figures.limitCallsPerSecond).toBeGreaterThan(0);
  });

  it("report how subscribers are told, and that a kill loses nothing", async () => {
    const flags = "--sockets 20 --seconds 0.25 --rate 20 --slow 0".split(" ");
    expect(await figuresOf("live", ...flags)).toMatchObject({
      bench: "live",
      live: { missing: 0, doubled: 0, disordered: 0 },
      bare: { messages: 50, missing: 0 },
      restart: { events: 5, missing: 0, doubled: 0, disordered: 0 },
    });
  });

  it("report how fast every read is at both concurrencies, on a database that they build by themselves", async () => {
    const figures = await figuresOf<ReadReport>("read", ..."--calls 1000 --seconds 0.03 --no-peer".split(" "));
    const { cases, leftOut, memoryMb, targets } = figures;
    const measured = ALL.filter((name) => !leftOut.includes(name));
    expect(cases.map(({ name, concurrency }) => [name, concurrency])).toEqual(
      measured.flatMap((name) => [
        [name, 1],
        [name, 16],
      ]),
    );
    expect(measured).toEqual(expect.arrayContaining(["history", "aiContext", "customerByPhone + aiContext"]));
    for (const { callthread, postgraphile } of cases) {
      expect(callthread.requestsPerSecond).toBeGreaterThan(0);
      expect(Object.keys(callthread.ms)).toEqual(expect.arrayContaining(["p50", "p95", "p99"]));
      expect(postgraphile).toBeNull();
    }
    expect(memoryMb).toBeGreaterThan(0);
    expect(targets.map(({ what }) => what)).toContain("aiContext, 16 at once: p95");
  });
});
