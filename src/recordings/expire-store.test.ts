import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getOne, type Sql } from "../database/sql.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { expireTranscripts, type PlaceByAge } from "./expire-store.js";

const CALLS = 3_000;
const AT_ONCE = 100;

describe("expiring a large backlog", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    // Three calls begin in the same microsecond, so that portions end among calls of one instant.
    await database.sql.query(
      `INSERT INTO call_recordings (rc_recording_id, direction, call_started_at, facts_source, rc_transcript,
                                    transcript_segments, transcript_status, transcript_stored_at)
       SELECT 'old-' || n, 'INBOUND', timestamptz '2024-01-01 00:00:00.000001Z' + (n / 3) * interval '1.000001 s', 'call_log',
              'Hello there.', '[{"speaker":"customer","name":null,"text":"Hello there.","start":null,"end":null}]', 'READY', now()
         FROM generate_series(1, $1::int) AS n`,
      [CALLS],
    );
    await database.sql.query("ANALYZE call_recordings");
  });
  afterAll(() => database.drop());

  const rowsRead = async (tx: Sql): Promise<number> => {
    const { read } = await getOne<{ read: number }>(
      tx,
      `SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS read
         FROM pg_stat_xact_user_tables WHERE relid = 'call_recordings'::regclass`,
    );
    return read;
  };

  it("takes each call once, and reads no more for the last than for the first", async () => {
    const portions = await database.transaction(async (tx) => {
      const reads: { count: number; read: number }[] = [];
      let after: PlaceByAge | null = null;
      for (let before = await rowsRead(tx); reads.at(-1)?.count !== 0; ) {
        const expired = await expireTranscripts(tx, { before: new Date(), after, most: AT_ONCE });
        after = expired.last;
        const read = await rowsRead(tx);
        reads.push({ count: expired.count, read: read - before });
        before = read;
      }
      return reads;
    });
    expect(portions.map(({ count }) => count)).toEqual([...Array(CALLS / AT_ONCE).fill(AT_ONCE), 0]);
    const [first] = portions;
    for (const { read } of portions) expect(read).toBeLessThan(2 * (first?.read ?? 0));
  });
});
