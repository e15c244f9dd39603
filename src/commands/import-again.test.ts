import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../testing/run-cli.js";
import { createDatabaseFromTemplate, dropDatabase } from "../testing/test-database.js";

describe("callthread import of the same calls again", () => {
  let settings: { DATABASE_URL: string; LOG_LEVEL: string };
  let folder: string;
  beforeAll(async () => {
    settings = { DATABASE_URL: await createDatabaseFromTemplate(), LOG_LEVEL: "silent" };
    folder = mkdtempSync(join(tmpdir(), "callthread-import-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await dropDatabase(settings.DATABASE_URL);
  });

  const call = (externalId: string, fromPhone: string, said: string) => ({
    external_id: externalId,
    call_started_at: "2026-05-01T20:00:00Z",
    direction: "inbound",
    from_phone: fromPhone,
    transcript: `Customer: ${said}`,
    insights: { summary: "A question." },
  });
  const importCalls = (...calls: readonly object[]) => {
    const file = join(folder, "calls.jsonl");
    writeFileSync(file, calls.map((one) => JSON.stringify(one)).join("\n"));
    return runCli(["import", "recordings", file], settings);
  };
  const [ann, bob] = [call("1", "+12025550101", "Is it Friday?"), call("2", "+12025550102", "Is it Sunday?")];

  it("tells which were changed, and which had been erased and stay away", async () => {
    expect((await importCalls(ann, bob)).stdout).toBe("2 recordings: 2 created, 0 updated, 0 unchanged, 0 refused.\n");
    expect((await importCalls(ann, bob)).stdout).toBe("2 recordings: 0 created, 0 updated, 2 unchanged, 0 refused.\n");
    const heard = { ...bob, transcript: "Customer: Is it Saturday?" };
    expect((await importCalls(ann, heard)).stdout).toBe(
      "2 recordings: 0 created, 1 updated, 1 unchanged, 0 refused.\n",
    );
    expect(await runCli(["erase", "customer", "--phone", "+12025550101", "--yes"], settings)).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await importCalls(ann, heard)).toEqual({
      code: 0,
      stdout: "2 recordings: 0 created, 0 updated, 1 unchanged, 0 refused, 1 not stored again, as it was erased.\n",
      stderr: "",
    });
  });
});
