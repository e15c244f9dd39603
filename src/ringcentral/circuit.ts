import type { Sql } from "../database/sql.js";
import type { Area } from "./failures.js";

/**
 * Account-wide circuits: when RingCentral says that a permission or the credentials are wrong, asking again for every
 * recording would only waste the budget. The area's circuit opens, for all processes, until a probe succeeds.
 */

/** How long after a refusal one process may knock again: a mended permission is noticed within this time. */
export const PROBE_PAUSE_MS = 5 * 60_000;

export interface OpenCircuit {
  readonly area: Area;
  readonly openedAt: Date;
  /** When the next probe may be made. */
  readonly probeAt: Date;
  /** For the operator: what is wrong and what to do. */
  readonly reason: string;
  readonly errorCode: string | null;
  readonly permissionName: string | null;
}

const COLUMNS = `area, opened_at AS "openedAt", probe_at AS "probeAt", reason, error_code AS "errorCode",
  permission_name AS "permissionName"`;

export const listOpenCircuits = (sql: Sql): Promise<OpenCircuit[]> =>
  sql.query<OpenCircuit>(`SELECT ${COLUMNS} FROM ringcentral_circuits ORDER BY opened_at, area`);

export type Passage =
  | { readonly kind: "closed" }
  /** The caller is the one that may knock: tell the outcome by `closeCircuit` or `openCircuit`. */
  | { readonly kind: "probe" }
  | { readonly kind: "open"; readonly circuit: OpenCircuit; readonly retryAt: Date };

/**
 * Whether a request of `area` may be made. Without the sign-in nothing works, so its circuit holds every area. Among
 * processes that ask at the same moment one gets the probe; the next comes a pause later, also when the prober died. Who
 * asks while another opens, probes or closes waits for its end: what they then find is what they are told.
 */
export async function passCircuit(sql: Sql, area: Area, now: Date): Promise<Passage> {
  const [latest] = await sql.query<OpenCircuit>(
    `WITH held AS MATERIALIZED (
       SELECT * FROM ringcentral_circuits WHERE area = ANY ($1) ORDER BY area FOR UPDATE),
     taken AS (
       UPDATE ringcentral_circuits AS circuit SET probe_at = $2
         FROM (SELECT max(probe_at) AS latest FROM held) AS held
        WHERE circuit.area = ANY ($1) AND held.latest <= $3)
     SELECT ${COLUMNS} FROM held ORDER BY probe_at DESC LIMIT 1`,
    [[area, "sign-in"], new Date(now.getTime() + PROBE_PAUSE_MS), now],
  );
  if (latest === undefined) return { kind: "closed" };
  return latest.probeAt > now ? { kind: "open", circuit: latest, retryAt: latest.probeAt } : { kind: "probe" };
}

export interface Refusal {
  readonly reason: string;
  readonly errorCode: string | null;
  readonly permissionName: string | null;
}

/** Opens the circuit of `area`, or keeps it open after a failed probe. Returns when the next probe may be made. */
export async function openCircuit(sql: Sql, area: Area, refusal: Refusal, now: Date): Promise<Date> {
  const probeAt = new Date(now.getTime() + PROBE_PAUSE_MS);
  await sql.query(
    `INSERT INTO ringcentral_circuits AS circuit (area, opened_at, probe_at, reason, error_code, permission_name)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (area) DO UPDATE
       SET probe_at = greatest(circuit.probe_at, excluded.probe_at), reason = excluded.reason,
           error_code = excluded.error_code, permission_name = excluded.permission_name`,
    [area, now, probeAt, refusal.reason, refusal.errorCode, refusal.permissionName],
  );
  return probeAt;
}

/** Closes circuits after a success. */
export async function closeCircuits(sql: Sql, areas: readonly Area[]): Promise<void> {
  await sql.query("DELETE FROM ringcentral_circuits WHERE area = ANY ($1)", [areas]);
}
