import type { Sql } from "../database/sql.js";
import type { Candidate, Evidence } from "../linking/facts.js";

/** What a judgement rests on, as it was judged. */
export interface LinkGrounds {
  readonly evidence: readonly Evidence[];
  readonly candidates: readonly Candidate[];
}

/** One per recording, in the ids' order. */
export async function linkGroundsOf(sql: Sql, recordingIds: readonly string[]): Promise<LinkGrounds[]> {
  const rows = await sql.query<LinkGrounds & { id: string }>(
    `SELECT id, link_evidence AS evidence, link_candidates AS candidates
       FROM call_recordings
      WHERE id = ANY($1::uuid[])`,
    [recordingIds],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return recordingIds.map((id) => byId.get(id) ?? { evidence: [], candidates: [] });
}
