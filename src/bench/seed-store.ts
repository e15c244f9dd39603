import { findOne, type Sql } from "../database/sql.js";

/** For the loading session: no triggers, no checks of references, and commits that need not survive a crash. */
export const loadQuickly = (sql: Sql): Promise<unknown> =>
  sql.query(
    "SELECT set_config('session_replication_role', 'replica', false), set_config('synchronous_commit', 'off', false), set_config('maintenance_work_mem', '512MB', false)",
  );

/** Fewer checkpoints while gigabytes are written; `RESET` gives the server its own setting back. */
export async function allowMuchWal(sql: Sql, allowed: boolean): Promise<void> {
  await sql.query(allowed ? "ALTER SYSTEM SET max_wal_size = '6GB'" : "ALTER SYSTEM RESET max_wal_size");
  await sql.query("SELECT pg_reload_conf()");
}

/** Indexes that no constraint owns, dropped for loading. Returns what makes them again. */
export async function dropIndexes(sql: Sql, table: string): Promise<string[]> {
  const indexes = await sql.query<{ name: string; definition: string }>(
    `SELECT index.indexrelid::regclass::text AS name, pg_get_indexdef(index.indexrelid) AS definition
       FROM pg_index AS index
      WHERE index.indrelid = $1::regclass
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await sql.query(`DROP INDEX ${name}`);
  return indexes.map(({ definition }) => definition);
}

/** The history of judgements and the outbox, as if each call had been judged once. */
export async function fillHistory(sql: Sql): Promise<void> {
  await sql.query(
    `INSERT INTO link_decisions (recording_id, decided_at, decided_by, action, status, review_reason, customer_id, booking_id,
                                 customer_confidence, booking_confidence, evidence, candidates, explanation)
     SELECT id, decided_at, 'auto', 'JUDGED', link_status, review_reason, customer_id, booking_id, customer_confidence,
            booking_confidence, link_evidence, link_candidates, link_explanation
       FROM call_recordings ORDER BY decided_at`,
  );
  await sql.query(
    `INSERT INTO linkage_events (position, type, occurred_at, recording_id, customer_id, booking_id, booking_confidence)
     SELECT nextval('linkage_event_positions'), CASE link_status WHEN 'NEEDS_REVIEW' THEN 'SENT_TO_REVIEW'
                                                    WHEN 'UNMATCHED' THEN 'UNMATCHED' ELSE 'LINKED' END,
            decided_at, id, customer_id, booking_id, booking_confidence
       FROM (SELECT * FROM call_recordings ORDER BY decided_at) AS call`,
  );
}

/** What `index_transcript` and its fellows would have made call by call. */
export const buildSearch = (sql: Sql): Promise<unknown> => sql.query("SELECT rebuild_call_search()");

export const settle = (sql: Sql): Promise<unknown> => sql.query("VACUUM (ANALYZE)");

export interface SeedMark {
  readonly calls: number;
  readonly until: Date;
  /** Of each migration and of the seed's own rules. */
  readonly version: Readonly<Record<string, string>>;
}

/** Written last: a seed without it was never finished. */
export async function markSeed(sql: Sql, { calls, until, version }: SeedMark): Promise<void> {
  await sql.query("CREATE TABLE bench_seed (calls integer, until timestamptz, version jsonb)");
  await sql.query("INSERT INTO bench_seed VALUES ($1, $2, $3)", [calls, until, JSON.stringify(version)]);
}

export async function findSeed(sql: Sql): Promise<SeedMark | null> {
  const table = await findOne(sql, "SELECT FROM pg_class WHERE relname = 'bench_seed'");
  return table === null ? null : findOne<SeedMark>(sql, "SELECT calls, until, version FROM bench_seed");
}

/** Bytes of the whole database. */
export async function sizeOf(sql: Sql): Promise<number> {
  const row = await findOne<{ bytes: number }>(sql, "SELECT pg_database_size(current_database())::float8 AS bytes");
  return row?.bytes ?? 0;
}
