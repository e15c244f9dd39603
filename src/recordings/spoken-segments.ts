import { PREPARED, type Sql } from "../database/sql.js";
import type { StoredSegment } from "./store.js";

/** A recording, and beginnings of words in lower case. */
export interface SoughtTurns {
  readonly recordingId: string;
  readonly beginnings: readonly string[];
}

/**
 * Of each recording, in order, at least the turns with one of the beginnings anywhere in them, and those in which accents
 * leave that open: a transcript has forty turns, and few say what is sought, so most never leave the database.
 */
export async function turnsThatMaySay(sql: Sql, sought: readonly SoughtTurns[]): Promise<StoredSegment[][]> {
  const rows = await sql.query<{ id: string; turn: StoredSegment | null; text: string | null }>(
    `SELECT call.id, turn.turn, CASE WHEN call.segments IS NULL THEN call.text END AS text
       FROM (SELECT id, transcript_segments AS segments, rc_transcript AS text
               FROM call_recordings WHERE id = ANY ($1::uuid[])) AS call
       LEFT JOIN LATERAL (
              SELECT turn, place
                FROM jsonb_array_elements(call.segments) WITH ORDINALITY AS one (turn, place)
               CROSS JOIN LATERAL (SELECT turn ->> 'text' AS said OFFSET 0) AS words
               WHERE lower(said) LIKE ANY ($2::text[]) OR octet_length(said) > length(said)) AS turn ON true
      WHERE turn.turn IS NOT NULL OR call.segments IS NULL
      ORDER BY turn.place`,
    [
      sought.map(({ recordingId }) => recordingId),
      [...new Set(sought.flatMap(({ beginnings }) => beginnings))].map((beginning) => `%${beginning}%`),
    ],
    PREPARED,
  );
  const byId = new Map<string, StoredSegment[]>();
  for (const { id, turn, text } of rows) {
    const turns = byId.get(id) ?? [];
    byId.set(id, turns);
    turns.push(...(turn === null ? segmentsOfText(text ?? "") : [turn]));
  }
  return sought.map(({ recordingId }) => byId.get(recordingId) ?? []);
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
