import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { readCases } from "./read-cases.js";
import type { Target } from "./read-targets.js";

const dataDir = mkdtempSync(join(tmpdir(), "callthread-bench-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Figures {
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

describe("bench:read", () => {
  it("measures every case at both concurrencies, on a database that it builds by itself", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...["dist/src/bench/read.js", "--calls", "1000", "--seconds", "0.03"], "--no-peer", "--json"],
      { cwd: packageRoot, env: { ...process.env, DATA_DIR: dataDir }, maxBuffer: 10_000_000 },
    );
    const { cases, leftOut, memoryMb, targets }: Figures = JSON.parse(stdout);
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
  }, 120_000);
});
