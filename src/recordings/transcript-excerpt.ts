import { PREPARED, type Sql } from "../database/sql.js";
import { badInput } from "../errors.js";

export const EXCERPT_LENGTH = 200;
const LONGEST_EXCERPT = 2000;

export interface ExcerptRequest {
  readonly recordingId: string;
  /** In characters. */
  readonly length: number;
}

/** Throws BAD_INPUT outside 1 to 2,000. */
export function excerptLength(length: number | null | undefined): number {
  if (length === null || length === undefined) return EXCERPT_LENGTH;
  if (length >= 1 && length <= LONGEST_EXCERPT) return length;
  throw badInput(
    "length",
    `"length" takes a whole number from 1 to ${LONGEST_EXCERPT}; it was ${length}.`,
    "OUT_OF_RANGE",
  );
}

/** The beginnings of transcripts; null where there is none. Only what is shown leaves the database. */
export async function excerptsOf(sql: Sql, asked: readonly ExcerptRequest[]): Promise<(string | null)[]> {
  const rows = await sql.query<{ id: string; length: number; beginning: string }>(
    `SELECT recording.id, asked.length, left(recording.rc_transcript, asked.length + 1) AS beginning
       FROM unnest($1::uuid[], $2::int[]) AS asked (id, length)
       JOIN call_recordings AS recording USING (id)
      WHERE recording.rc_transcript IS NOT NULL`,
    [asked.map(({ recordingId }) => recordingId), asked.map(({ length }) => length)],
    PREPARED,
  );
  const byRequest = new Map(rows.map(({ id, length, beginning }) => [`${id}|${length}`, cutAtWord(beginning, length)]));
  return asked.map(({ recordingId, length }) => byRequest.get(`${recordingId}|${length}`) ?? null);
}

/**
 * At most `length` characters (code points) of `text`, lines joined, cut between words and marked with "…" where
 * something is missing. A single word longer than that is cut inside.
 */
export function cutAtWord(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return joinLines(text);
  const room = characters.slice(0, length - 1).join("");
  // The cut falls between words where the next character is a space, or else before the word it would split.
  const whole = /\s/.test(characters[length - 1] ?? "") ? room : room.replace(/\s+\S*$/, "");
  return `${joinLines(whole)}…`;
}

const joinLines = (text: string): string => text.replace(/\s+/g, " ").trim();
