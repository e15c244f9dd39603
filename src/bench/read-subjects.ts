import { getOne, type Sql } from "../database/sql.js";

/** What is asked about. Customers and bookings are those of calls drawn at random: who calls often is asked about often. */
export interface ReadSubjects {
  readonly customers: readonly string[];
  readonly phones: readonly string[];
  readonly bookings: readonly string[];
  readonly rareWords: readonly string[];
  readonly commonWords: readonly string[];
  readonly threeWords: readonly string[];
  readonly phrases: readonly string[];
  readonly misspelt: readonly string[];
  readonly until: Date;
}

const MANY = 300;

export async function drawSubjects(sql: Sql): Promise<ReadSubjects> {
  const calls = await sql.query<{ customerId: string; bookingId: string; phone: string; transcript: string }>(
    `SELECT customer_id AS "customerId", booking_id AS "bookingId", outside_phone AS phone, rc_transcript AS transcript
       FROM call_recordings
      WHERE booking_id IS NOT NULL
      ORDER BY md5(rc_recording_id)
      LIMIT ${MANY}`,
  );
  const words = await sql.query<{ word: string; lexeme: string; calls: number }>(
    "SELECT word, lexeme, calls::int AS calls FROM search_words ORDER BY md5(word)",
  );
  const { total, until } = await getOne<{ total: number; until: Date }>(
    sql,
    "SELECT count(*)::int AS total, max(call_started_at) AS until FROM call_recordings",
  );
  const known = new Map(words.map((word) => [word.word, word]));
  const isBetween = (word: string, least: number, most: number): boolean => {
    const found = known.get(word);
    return found !== undefined && found.lexeme !== "" && found.calls >= least * total && found.calls <= most * total;
  };
  return {
    customers: calls.map(({ customerId }) => customerId),
    phones: calls.map(({ phone }) => phone),
    bookings: calls.map(({ bookingId }) => bookingId),
    rareWords: words
      .filter(({ word, calls: said }) => word.length > 5 && said >= 2 && said <= 20)
      .slice(0, MANY)
      .map(({ word }) => word),
    commonWords: words
      .filter(({ word }) => word.length > 3 && isBetween(word, 0.15, 1))
      .slice(0, 20)
      .map(({ word }) => word),
    threeWords: calls.flatMap(({ transcript }) => {
      const some = [...new Set(wordsOf(transcript))].filter((word) => word.length > 3 && isBetween(word, 0.002, 0.05));
      return some.length < 3 ? [] : [some.slice(-3).join(" ")];
    }),
    phrases: calls.flatMap(({ transcript }) => {
      const some = wordsOf(transcript.split("\n").at(8) ?? "").slice(0, 3);
      return some.length < 3 ? [] : [`"${some.join(" ")}"`];
    }),
    misspelt: words
      .filter(({ word, calls: said }) => word.length >= 7 && said >= 20)
      .map(({ word }) => `${word.slice(0, 3)}${word.slice(4)}`)
      .filter((word) => !known.has(word))
      .slice(0, MANY),
    until,
  };
}

/** Without who spoke. */
const wordsOf = (transcript: string): string[] =>
  transcript
    .replace(/^(Agent|Customer): /gm, "")
    .toLowerCase()
    .match(/[a-z]+/g) ?? [];
