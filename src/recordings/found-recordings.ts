import type { Customer } from "../customers/customer.js";
import { JOINED_CUSTOMER_COLUMNS, type JoinedCustomer, joinedCustomer } from "../customers/store.js";
import { PREPARED, type Sql } from "../database/sql.js";
import { RECORDING_COLUMNS, type RecordingRow } from "./recordings-by-id.js";
import type { StoredSegment } from "./store.js";

/** A recording as a search tells it: with whom it was, and what was said there that may have been sought. */
export type FoundRecording = RecordingRow & {
  readonly customerRow: Customer | null;
  /**
   * In order, at least the turns with one of the beginnings anywhere in them, and those in which accents leave that open: a
   * transcript has forty turns, and few say what is sought, so most never leave the database.
   */
  readonly turns: readonly StoredSegment[];
};

type FoundRow = RecordingRow &
  JoinedCustomer & { readonly turns: StoredSegment[] | null; readonly text: string | null };

/**
 * One per id, in the ids' order; null where there is none. `beginnings` are of words, in lower case; null reads no
 * transcript. Without a collation letters are made small fastest: what that leaves large has accents.
 */
export async function foundRecordings(
  sql: Sql,
  ids: readonly string[],
  beginnings: readonly string[] | null,
): Promise<(FoundRecording | null)[]> {
  const rows = await sql.query<FoundRow>(
    `SELECT ${RECORDING_COLUMNS}, ${JOINED_CUSTOMER_COLUMNS}, spoken.turns,
            CASE WHEN $2::text[] IS NOT NULL AND recording.transcript_segments IS NULL THEN recording.rc_transcript END AS text
       FROM call_recordings AS recording
       LEFT JOIN bookings.customers AS customer ON customer.id = recording.customer_id
       LEFT JOIN LATERAL (
              SELECT json_agg(turn ORDER BY place) AS turns
                FROM jsonb_array_elements(recording.transcript_segments) WITH ORDINALITY AS one (turn, place)
               CROSS JOIN LATERAL (SELECT turn ->> 'text' AS said OFFSET 0) AS words
               WHERE $2::text[] IS NOT NULL
                 AND (lower(said COLLATE "C") LIKE ANY ($2::text[]) OR octet_length(said) > length(said))) AS spoken ON true
      WHERE recording.id = ANY ($1::uuid[])`,
    [ids, beginnings === null ? null : [...new Set(beginnings)].map((beginning) => `%${beginning}%`)],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, foundRecording(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

const foundRecording = (row: FoundRow): FoundRecording =>
  Object.assign(row, {
    customerRow: joinedCustomer(row),
    turns: row.turns ?? (row.text === null ? [] : segmentsOfText(row.text)),
  });

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
