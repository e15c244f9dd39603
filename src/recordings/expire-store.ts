import type { Sql } from "../database/sql.js";

/** Where a call stands among all by age. The text of an instant: a Date would round the microseconds off. */
export interface PlaceByAge {
  readonly startedAt: string;
  readonly id: string;
}

export interface ExpiredTranscripts {
  readonly count: number;
  /** The youngest of them; null where there was none. */
  readonly last: PlaceByAge | null;
}

/**
 * Takes what was said, and what a machine made of it, from up to `most` calls that began before `before`, together with
 * the quotations in the grounds of their links. When, who, how long and the link itself stay. Takes the oldest after
 * `after`, so that those of the portion before, which stand first in the index still, are not read again.
 */
export async function expireTranscripts(
  tx: Sql,
  { before, after, most }: { before: Date; after: PlaceByAge | null; most: number },
): Promise<ExpiredTranscripts> {
  const rows = await tx.query<PlaceByAge>(
    `SELECT id, call_started_at::text AS "startedAt" FROM call_recordings
      WHERE call_started_at < $1 AND transcript_status <> 'EXPIRED'
        AND (rc_transcript IS NOT NULL OR rc_ai_insights IS NOT NULL)
        AND (call_started_at, id) > ($3::timestamptz, $4::uuid)
      ORDER BY call_started_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [before, most, after?.startedAt ?? "-infinity", after?.id ?? "00000000-0000-0000-0000-000000000000"],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { count: 0, last: null };
  await tx.query("SELECT forget_search_words($1::uuid[], '{}')", [ids]);
  await tx.query(
    `UPDATE link_decisions SET evidence = ${withoutQuotations("evidence")}, candidates = ${withoutQuotedGrounds("candidates")},
            explanation = ${withoutQuotes("explanation")}
      WHERE recording_id = ANY($1::uuid[])`,
    [ids],
  );
  await tx.query(
    `UPDATE call_recordings
        SET transcript_status = 'EXPIRED', transcript_stored_at = NULL, rc_transcript = NULL, transcript_segments = NULL,
            rc_ai_insights = NULL, link_evidence = ${withoutQuotations("link_evidence")},
            link_candidates = ${withoutQuotedGrounds("link_candidates")},
            link_explanation = ${withoutQuotes("link_explanation")}, updated_at = now()
      WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return { count: ids.length, last: rows.at(-1) ?? null };
}

/** Evidence keeps its name and weight; its sentence and the phrase may quote what was said. */
const withoutQuotations = (evidence: string): string =>
  `coalesce((SELECT jsonb_agg(one || '{"detail": "The words are no longer kept.", "phrase": null}' ORDER BY place)
               FROM jsonb_array_elements(${evidence}) WITH ORDINALITY AS item (one, place)), '[]')`;

const withoutQuotes = (text: string): string => `regexp_replace(${text}, '"[^"]*"', '"…"', 'g')`;

const withoutQuotedGrounds = (candidates: string): string =>
  `coalesce((SELECT jsonb_agg(candidate || jsonb_build_object('evidence', ${withoutQuotations("candidate -> 'evidence'")}) ORDER BY place)
               FROM jsonb_array_elements(${candidates}) WITH ORDINALITY AS item (candidate, place)), '[]')`;
