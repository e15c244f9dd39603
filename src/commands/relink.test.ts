import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runCli, startCli } from "../testing/run-cli.js";
import { createDatabaseFromTemplate, dropDatabase } from "../testing/test-database.js";

describe("callthread relink beside a running service", () => {
  let settings: { DATABASE_URL: string; LOG_LEVEL: string };
  let folder: string;
  beforeAll(async () => {
    settings = { DATABASE_URL: await createDatabaseFromTemplate(), LOG_LEVEL: "silent" };
    folder = mkdtempSync(join(tmpdir(), "callthread-relink-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await dropDatabase(settings.DATABASE_URL);
  });

  it("tells of every call that is judged again, whichever of the two judges it", async () => {
    const calls = Array.from({ length: 500 }, (_, index) =>
      JSON.stringify({
        external_id: `call-${index}`,
        call_started_at: "2026-05-01T20:00:00Z",
        direction: "inbound",
        from_phone: "+12025550101",
      }),
    );
    const file = join(folder, "calls.jsonl");
    writeFileSync(file, calls.join("\n"));
    expect((await runCli(["import", "recordings", file], settings)).code).toBe(0);
    const worker = startCli(["worker"], settings);
    await worker.says(/works the pipeline/);
    for (let time = 0; time < 3; time++) {
      expect(await runCli(["relink", "--json"], settings)).toEqual({ code: 0, stdout: '{"judged":500}\n', stderr: "" });
    }
    worker.signal("SIGTERM");
    expect((await worker.ended).code).toBe(0);
  });
});
