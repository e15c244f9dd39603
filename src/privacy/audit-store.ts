import type { Sql } from "../database/sql.js";
import type { AuditEntryRow } from "./audit-entry.js";

export interface AuditWrite {
  readonly at: string;
  readonly byId: string;
  readonly byName: string;
  readonly operation: string;
  readonly fields: readonly string[];
  readonly outcome: string | null;
  readonly customerIds: readonly string[];
  readonly recordingIds: readonly string[];
  readonly times: number;
}

export async function writeAudit(sql: Sql, entries: readonly AuditWrite[]): Promise<void> {
  await sql.query(
    `INSERT INTO audit_log (at, by_id, by_name, operation, fields, outcome, customer_ids, recording_ids, times)
     SELECT at, "byId", "byName", operation, fields, outcome, "customerIds", "recordingIds", times
       FROM jsonb_to_recordset($1::jsonb) AS entry (
            at timestamptz, "byId" text, "byName" text, operation text, fields text[], outcome text,
            "customerIds" uuid[], "recordingIds" uuid[], times integer)`,
    [JSON.stringify(entries)],
  );
}

/** Which entries; null: any. */
export interface AuditSelection {
  readonly customerId: string | null;
  readonly recordingId: string | null;
  readonly by: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

const SELECTED = `($1::uuid IS NULL OR customer_ids @> ARRAY[$1::uuid])
        AND ($2::uuid IS NULL OR recording_ids @> ARRAY[$2::uuid])
        AND ($3::text IS NULL OR by_id = $3 OR by_name = $3)
        AND ($4::timestamptz IS NULL OR at >= $4)
        AND ($5::timestamptz IS NULL OR at < $5)`;

const valuesOf = ({ customerId, recordingId, by, from, to }: AuditSelection) => [customerId, recordingId, by, from, to];

/** The newest first, before the entry `beforeId` where given. */
export const listAudit = (
  sql: Sql,
  selection: AuditSelection,
  beforeId: string | null,
  limit: number,
): Promise<AuditEntryRow[]> =>
  sql.query<AuditEntryRow>(
    `SELECT id::text AS id, at, by_id AS "byId", by_name AS "byName", operation, fields, outcome,
            customer_ids AS "customerIds", recording_ids AS "recordingIds", times
       FROM audit_log
      WHERE ${SELECTED} AND ($6::bigint IS NULL OR id < $6)
      ORDER BY audit_log.id DESC LIMIT $7`,
    [...valuesOf(selection), beforeId, limit],
  );

export async function countAudit(sql: Sql, selection: AuditSelection): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_log WHERE ${SELECTED}`,
    valuesOf(selection),
  );
  return rows[0]?.count ?? 0;
}

/** Puts the erasure's id where the customer stood, and takes the calls out: who did something is still known. */
export async function eraseFromAudit(
  tx: Sql,
  erased: { customerId: string | null; recordingIds: readonly string[]; erasureId: string },
): Promise<void> {
  await tx.query(
    `UPDATE audit_log
        SET customer_ids = array_replace(customer_ids, $1::uuid, $3::uuid),
            recording_ids = ARRAY(SELECT id FROM unnest(recording_ids) AS id WHERE id <> ALL ($2::uuid[]))
      WHERE customer_ids @> ARRAY[$1::uuid] OR recording_ids && $2::uuid[]`,
    [erased.customerId, erased.recordingIds, erased.erasureId],
  );
}

/** Removes up to `most` entries from before `before`; returns how many. */
export async function pruneAudit(sql: Sql, before: Date, most: number): Promise<number> {
  const rows = await sql.query(
    "DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log WHERE at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1",
    [before, most],
  );
  return rows.length;
}
