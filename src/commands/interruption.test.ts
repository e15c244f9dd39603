import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { eventually } from "../testing/eventually.js";
import { startCli } from "../testing/run-cli.js";

describe("a command that is ended before its work is done", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "callthread-interruption-"));
    // PostgreSQL's user must get in where the tests run as root.
    chmodSync(dataDir, 0o755);
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const isRunning = (folder: string) => existsSync(join(folder, "postgres", "data", "postmaster.pid"));

  it.each([
    [["keys", "list"], "SIGINT", 130],
    [["keys", "list"], "SIGTERM", 143],
    [["serve"], "SIGINT", 0],
  ] as const)("leaves no PostgreSQL behind: %j by %s", async (parameters, signal, code) => {
    const command = startCli(parameters, { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent" });
    await eventually("its PostgreSQL starts", () => isRunning(dataDir));
    command.signal(signal);
    expect(await command.ended).toEqual({ code, stdout: "", stderr: "" });
    expect(isRunning(dataDir)).toBe(false);
  });

  it("leaves no PostgreSQL behind when the reader of its output has seen enough", async () => {
    const demo = `"${process.execPath}" "${join(packageRoot, "dist/src/cli.js")}" demo --port 0 | head -n 3`;
    const env = { PATH: process.env.PATH ?? "", DATA_DIR: dataDir };
    const shell = spawn("sh", ["-c", demo], { env, stdio: ["ignore", "ignore", "inherit"] });
    expect(await once(shell, "close")).toEqual([0, null]);
    expect(isRunning(join(dataDir, "demo"))).toBe(false);
  });
});
