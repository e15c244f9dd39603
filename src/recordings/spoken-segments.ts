import { PREPARED, type Sql } from "../database/sql.js";
import type { StoredSegment } from "./store.js";

/** The turns of each recording in the ids' order; none where there is no transcript. */
export async function segmentsOf(sql: Sql, recordingIds: readonly string[]): Promise<StoredSegment[][]> {
  const rows = await sql.query<{ id: string; segments: StoredSegment[] | null; text: string | null }>(
    `SELECT id, transcript_segments AS segments,
            CASE WHEN transcript_segments IS NULL THEN rc_transcript END AS text
       FROM call_recordings
      WHERE id = ANY ($1::uuid[])`,
    [recordingIds],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, row.segments ?? segmentsOfText(row.text ?? "")]));
  return recordingIds.map((id) => byId.get(id) ?? []);
}

const LINE = /^(?:(Customer|Agent|Speaker): )?(.*)$/;
const SPEAKERS = { Customer: "customer", Agent: "agent", Speaker: "unknown" } as const;

/** A transcript that came as text alone. */
function segmentsOfText(text: string): StoredSegment[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, label, said = ""] = LINE.exec(line) ?? [];
      const speaker = SPEAKERS[label as keyof typeof SPEAKERS] ?? "unknown";
      return { speaker, name: null, text: said, start: null, end: null };
    });
}
