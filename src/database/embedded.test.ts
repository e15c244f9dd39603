import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { eventually } from "../testing/eventually.js";
import { startEmbeddedPostgres } from "./embedded.js";

describe("the embedded PostgreSQL", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "callthread-"));
  let folder = dataDir;
  afterAll(() => {
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true });
  });

  const postmaster = () => Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);

  it("keeps its data where what it knows of its server is damaged, and finds it again once that is restored", async () => {
    const first = await startEmbeddedPostgres({ dataDir, durable: false });
    folder = first.folder;
    await first.stop();
    const stateFile = join(folder, "server.json");
    const state = readFileSync(stateFile, "utf8");

    // As a full disk leaves it.
    writeFileSync(stateFile, "");
    await expect(startEmbeddedPostgres({ dataDir, durable: false })).rejects.toMatchObject({ reason: "STATE_DAMAGED" });
    expect(existsSync(join(folder, "data", "PG_VERSION"))).toBe(true);

    writeFileSync(stateFile, state);
    const again = await startEmbeddedPostgres({ dataDir, durable: false });
    await again.stop();
    expect(new URL(again.url).password).toBe(new URL(first.url).password);
  });

  it("comes back at its old address, with its data, at once after it was killed", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    const ask = async (statement: string) => {
      const client = new pg.Client({ connectionString: first.url });
      await client.connect();
      const { rows } = await client.query(statement).finally(() => client.end());
      return rows;
    };
    await ask("CREATE TABLE kept AS SELECT 1 AS number");
    process.kill(postmaster(), "SIGKILL");
    const again = await startEmbeddedPostgres({ dataDir });
    expect(again.url).toBe(first.url);
    expect(await ask("SELECT * FROM kept")).toEqual([{ number: 1 }]);
    await again.stop();
  });

  it("is started again by whoever owns it, when it dies", async () => {
    const told: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, onDeath: (message) => told.push(message) });
    process.kill(postmaster(), "SIGKILL");
    const client = await eventually("a connection after its death", async () => {
      const candidate = new pg.Client({ connectionString: server.url });
      candidate.on("error", () => undefined);
      const isFresh =
        told.length > 0 &&
        (await candidate.connect().then(
          () => true,
          () => false,
        ));
      return isFresh ? candidate : undefined;
    });
    expect((await client.query("SELECT * FROM kept")).rows).toEqual([{ number: 1 }]);
    await client.end();
    expect(told).toEqual(["the embedded PostgreSQL has ended; it is started again"]);
    await server.stop();
  });
});
