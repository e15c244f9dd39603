import { getOne, type Sql } from "../database/sql.js";

/** Removes the raw webhooks in which one of `texts` (ids, numbers) stands, processed or not; returns their uuids. */
export async function eraseReceipts(tx: Sql, texts: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ uuid: string }>(
    `DELETE FROM webhook_receipts AS receipt
      WHERE EXISTS (SELECT FROM unnest($1::text[]) AS known (text)
                     WHERE position(convert_to(known.text, 'UTF8') IN receipt.body) > 0)
      RETURNING uuid`,
    [texts],
  );
  return rows.map(({ uuid }) => uuid);
}

/** Removes jobs of all queues and states, dead letters too, that name one of the ids; returns how many. */
export async function eraseJobs(tx: Sql, ids: readonly string[]): Promise<number> {
  // Where files were imported and no service was ever started there is no queue.
  const { hasQueue } = await getOne<{ hasQueue: boolean }>(
    tx,
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS "hasQueue"`,
  );
  if (!hasQueue) return 0;
  const rows = await tx.query(
    `DELETE FROM pgboss.job
      WHERE data ->> 'recordingId' = ANY($1::text[]) OR data ->> 'receiptUuid' = ANY($1::text[])
      RETURNING 1`,
    [ids],
  );
  return rows.length;
}

export interface ErasedGrounds {
  /** Other people's calls whose candidates, evidence or explanation named the erased: to be judged again. */
  readonly recordingIds: readonly string[];
  readonly decisions: number;
}

/**
 * Takes a customer out of the grounds on which other people's calls were judged, now and before. `pattern` is the regular
 * expression that finds them in words. Reads every judgement there is: about a minute for a million calls.
 */
export async function eraseFromGrounds(
  tx: Sql,
  { customerId, bookingIds, pattern }: { customerId: string | null; bookingIds: readonly string[]; pattern: string },
): Promise<ErasedGrounds> {
  const recordings = await tx.query<{ id: string }>(
    `UPDATE call_recordings
        SET link_candidates = ${otherCandidates("link_candidates")},
            link_evidence = CASE WHEN link_evidence::text ~* $1 OR ${isBestBooking("link_candidates")} THEN '[]' ELSE link_evidence END,
            link_explanation = CASE WHEN link_explanation ~* $1 THEN NULL ELSE link_explanation END
      WHERE link_candidates @> jsonb_build_array(jsonb_build_object('id', $2::text)) OR link_explanation ~* $1
      RETURNING id`,
    [pattern, customerId, bookingIds],
  );
  const decisions = await tx.query(
    `UPDATE link_decisions
        SET customer_id = CASE WHEN customer_id = $2::uuid THEN NULL ELSE customer_id END,
            booking_id = CASE WHEN booking_id = ANY($3::uuid[]) THEN NULL ELSE booking_id END,
            candidates = ${otherCandidates("candidates")},
            evidence = CASE WHEN evidence::text ~* $1 OR ${isBestBooking("candidates")} THEN '[]' ELSE evidence END,
            explanation = CASE WHEN explanation ~* $1 THEN NULL ELSE explanation END,
            note = CASE WHEN note ~* $1 THEN NULL ELSE note END
      WHERE customer_id = $2::uuid OR booking_id = ANY($3::uuid[])
         OR candidates @> jsonb_build_array(jsonb_build_object('id', $2::text))
         OR explanation ~* $1 OR note ~* $1
      RETURNING 1`,
    [pattern, customerId, bookingIds],
  );
  return { recordingIds: recordings.map(({ id }) => id), decisions: decisions.length };
}

/**
 * Whether the best booking, whose reasons are told after the best customer's, was one of theirs: it is told by its title,
 * and where the number is shared the customer told of may be another.
 */
const isBestBooking = (candidates: string): string =>
  `coalesce((jsonb_path_query_first(${candidates}, '$[*] ? (@.kind == "booking")') ->> 'id')::uuid = ANY($3::uuid[]), false)`;

const otherCandidates = (candidates: string): string =>
  `coalesce((SELECT jsonb_agg(candidate ORDER BY place)
              FROM jsonb_array_elements(${candidates}) WITH ORDINALITY AS considered (candidate, place)
             WHERE candidate::text !~* $1), '[]')`;

/** Removes noted changes of a customer, of numbers and of calls that are gone. */
export async function eraseChanges(
  tx: Sql,
  erased: { customerId: string | null; phones: readonly string[]; recordingIds: readonly string[] },
): Promise<void> {
  await tx.query(
    "DELETE FROM fact_changes WHERE customer_id = $1 OR phone_e164 = ANY($2::text[]) OR recording_id = ANY($3::uuid[])",
    [erased.customerId, erased.phones, erased.recordingIds],
  );
}
