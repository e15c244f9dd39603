import { findOne, type Sql } from "../database/sql.js";

/** For a loading session: no triggers, no checks of references, and commits that need not survive a crash. */
export const loadQuickly = (sql: Sql): Promise<unknown> =>
  sql.query(
    `SELECT set_config(name, value, false)
       FROM (VALUES ('session_replication_role', 'replica'), ('synchronous_commit', 'off'), ('maintenance_work_mem', '768MB'),
                    ('max_parallel_maintenance_workers', '2')) AS setting (name, value)`,
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
       FROM call_recordings`,
  );
  await sql.query(
    `INSERT INTO linkage_events (position, type, occurred_at, recording_id, customer_id, booking_id, booking_confidence)
     SELECT nextval('linkage_event_positions'), CASE link_status WHEN 'NEEDS_REVIEW' THEN 'SENT_TO_REVIEW'
                                                    WHEN 'UNMATCHED' THEN 'UNMATCHED' ELSE 'LINKED' END,
            decided_at, id, customer_id, booking_id, booking_confidence
       FROM (SELECT * FROM call_recordings ORDER BY decided_at) AS call`,
  );
}

/** What search knows of words and topics, as its triggers would have learnt it call by call. */
export async function fillVocabulary(sql: Sql, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql.query(
    `INSERT INTO search_words (word, lexeme, calls)
     SELECT folded.word, coalesce((ts_lexize('english_stem', folded.word))[1], ''), max(said.calls)
       FROM unnest($1::text[], $2::bigint[]) AS said (word, calls)
      CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('public.callthread_words', said.word))) AS folded (word)
      WHERE folded.word ~ '^[[:alpha:]][[:alpha:]'']{1,29}$' GROUP BY folded.word`,
    [[...counts.keys()], [...counts.values()]],
  );
  await sql.query(
    "UPDATE search_totals SET (calls, characters) = (SELECT count(*), coalesce(sum(length), 0) FROM call_search)",
  );
  await sql.query(
    "INSERT INTO call_topics SELECT topic, call_started_at, recording_id FROM call_search CROSS JOIN LATERAL unnest(topics) AS topic",
  );
}

/** Throws where the seed's words of a call are not those that the database makes of its transcript. */
export async function checkSearch(sql: Sql): Promise<void> {
  const wrong = await findOne<{ id: string }>(
    sql,
    `SELECT call.id
       FROM (SELECT * FROM call_recordings WHERE rc_transcript IS NOT NULL ORDER BY rc_recording_id LIMIT 200) AS call
       LEFT JOIN call_search AS search ON search.recording_id = call.id
      WHERE search.words IS DISTINCT FROM search_lexemes(call.rc_transcript, call.call_started_at)
         OR NOT (search.pairs <@ spoken_pairs(search.words) AND spoken_pairs(search.words) <@ search.pairs) LIMIT 1`,
  );
  if (wrong !== null) throw new Error(`The search row of the call ${wrong.id} is not what the database would make.`);
}

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
