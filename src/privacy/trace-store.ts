import { getOne, type Sql } from "../database/sql.js";
import type { TracePatterns } from "./trace-pattern.js";

/** A place in which something of a person is still stored. */
export interface Trace {
  /** `schema.table`. */
  readonly place: string;
  /** Rows. */
  readonly found: number;
  /** In what other people's calls say. */
  readonly isSaid: boolean;
}

/** Searches every table of every schema, also what the planner remembers of them. Reads all there is. */
export async function findTraces(sql: Sql, { ids, people, anchors }: TracePatterns): Promise<Trace[]> {
  // The planner's statistics quote names and numbers: they are made anew.
  await sql.query("SELECT forget_statistics($1)", [[ids, people].filter((pattern) => pattern !== "").join("|")]);
  const rows = await sql.query<Trace>(
    `SELECT place, places::int AS found, said AS "isSaid" FROM find_traces($1, $2, $3::text[]) ORDER BY place, said`,
    [ids, people === "" ? "$^" : people, anchors],
  );
  return rows;
}

/** How many words of `names` the search's vocabulary has although no call says them. */
export async function countUnsaidWords(sql: Sql, names: readonly string[]): Promise<number> {
  const { count } = await getOne<{ count: number }>(
    sql,
    `SELECT count(*)::int AS count
       FROM search_words AS known
      WHERE known.lexeme <> ''
        AND known.word = ANY (tsvector_to_array(to_tsvector('public.callthread_words', array_to_string($1::text[], ' '))))
        AND NOT EXISTS (SELECT FROM call_search AS call WHERE call.words @@ quote_literal(known.lexeme)::tsquery)`,
    [names],
  );
  return count;
}
