import type { Sql } from "../database/sql.js";

export interface CallToErase {
  readonly id: string;
  readonly rcRecordingId: string | null;
  readonly externalId: string | null;
  readonly telephonySessionId: string | null;
  readonly bookingId: string | null;
}

/** The calls of a customer, and those of the numbers that are linked to nobody; locked until the transaction ends. */
export const lockCallsToErase = (
  tx: Sql,
  customerId: string | null,
  phones: readonly string[],
): Promise<CallToErase[]> =>
  tx.query<CallToErase>(
    `SELECT id, rc_recording_id AS "rcRecordingId", external_id AS "externalId",
            telephony_session_id AS "telephonySessionId", booking_id AS "bookingId"
       FROM call_recordings
      WHERE customer_id = $1 OR (customer_id IS NULL AND outside_phone = ANY($2::text[]))
      ORDER BY id
        FOR UPDATE`,
    [customerId, phones],
  );

/** Telephony sessions of the calls of which other calls are part as well. */
export async function sessionsOfOtherCalls(tx: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ session: string }>(
    `SELECT DISTINCT other.telephony_session_id AS session
       FROM call_recordings AS call
       JOIN call_recordings AS other ON other.telephony_session_id = call.telephony_session_id AND other.id <> ALL ($1::uuid[])
      WHERE call.id = ANY ($1::uuid[])`,
    [ids],
  );
  return rows.map(({ session }) => session);
}

/** Calls of numbers that others hold as well, linked to nobody: they may be theirs, so they stay. */
export async function callsInDoubt(tx: Sql, sharedPhones: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM call_recordings
      WHERE customer_id IS NULL AND outside_phone = ANY($1::text[]) ORDER BY call_started_at DESC`,
    [sharedPhones],
  );
  return rows.map(({ id }) => id);
}

/**
 * Removes calls with all that hangs on them (decisions, statements, what is searched), the vocabulary's words and `names`
 * that nobody else says, and remembers by a keyed hash alone that RingCentral's copies are not to be taken again.
 */
export async function eraseCalls(tx: Sql, calls: readonly CallToErase[], names: readonly string[]): Promise<void> {
  const ids = calls.map(({ id }) => id);
  await tx.query("SELECT forget_search_words($1::uuid[], $2::text[])", [ids, names]);
  await tx.query(
    `INSERT INTO erased_calls (digest)
     SELECT digest
       FROM call_recordings AS call
      CROSS JOIN LATERAL (VALUES (erased_call_digest('ringcentral', call.rc_recording_id)),
                                 (erased_call_digest('external', call.external_id))) AS known (digest)
      WHERE call.id = ANY($1::uuid[]) AND digest IS NOT NULL
     ON CONFLICT DO NOTHING`,
    [ids],
  );
  await tx.query("DELETE FROM call_recordings WHERE id = ANY($1::uuid[])", [ids]);
}

/** A name that more calls say is a word, too, or somebody else's. */
const MOST_CALLS_OF_A_RARE_NAME = 20;

/** Whether hardly any call says the word, so that it tells of a person wherever it stands. */
export async function isRarelySaid(tx: Sql, word: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM search_words
      WHERE word = ANY (tsvector_to_array(to_tsvector('public.callthread_words', $1))) AND calls > $2`,
    [word, MOST_CALLS_OF_A_RARE_NAME],
  );
  return rows.length === 0;
}

/** Takes erased numbers from calls that are other people's, such as one that was made from a friend's telephone. */
export async function scrubNumbers(tx: Sql, phones: readonly string[]): Promise<number> {
  const rows = await tx.query(
    `UPDATE call_recordings
        SET from_phone = CASE WHEN from_e164 = ANY($1::text[]) OR direction <> 'OUTBOUND' THEN NULL ELSE from_phone END,
            to_phone = CASE WHEN to_e164 = ANY($1::text[]) OR direction = 'OUTBOUND' THEN NULL ELSE to_phone END,
            from_e164 = CASE WHEN from_e164 = ANY($1::text[]) THEN NULL ELSE from_e164 END,
            to_e164 = CASE WHEN to_e164 = ANY($1::text[]) THEN NULL ELSE to_e164 END,
            outside_phone = NULL, updated_at = now()
      WHERE outside_phone = ANY($1::text[])
      RETURNING 1`,
    [phones],
  );
  return rows.length;
}

/**
 * Other people's calls in which words stand that `people` (a regular expression) finds, beside one of `anchors`; the
 * newest hundred.
 */
export async function callsThatSay(
  sql: Sql,
  { people, anchors }: { people: string; anchors: readonly string[] },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id
       FROM (SELECT id, call_started_at, lower(concat_ws(' ', rc_transcript, transcript_segments, rc_ai_insights)) AS said
               FROM call_recordings OFFSET 0) AS call
      WHERE EXISTS (SELECT FROM unnest($2::text[]) AS anchor WHERE strpos(said, anchor) > 0) AND said ~* $1
      ORDER BY call_started_at DESC LIMIT 100`,
    [people, anchors],
  );
  return rows.map(({ id }) => id);
}
