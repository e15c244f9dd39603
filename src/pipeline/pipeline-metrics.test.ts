import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { getOne } from "../database/sql.js";
import { storeCall } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { readPipelineFigures } from "./pipeline-metrics-store.js";
import { readPipelineStatus } from "./pipeline-status-store.js";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

it("tells how the pipeline does without reading every call, because that is asked at every scrape", async () => {
  await storeCall(db.sql, { talk: "C: Hello." });
  await storeCall(db.sql, {});
  await db.transaction(async (tx) => {
    // What a large table would have the planner choose by itself.
    await tx.query("SET LOCAL enable_seqscan = off");
    expect(await readPipelineStatus(tx)).toMatchObject({ awaitingTranscript: 1, reviewBacklog: 0 });
    await readPipelineFigures(tx);
    const { scans } = await getOne<{ scans: number }>(
      tx,
      "SELECT seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE relname = 'call_recordings'",
    );
    expect(scans).toBe(0);
  });
});
