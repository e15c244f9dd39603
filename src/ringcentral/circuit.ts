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
 * processes that ask at the same moment one gets the probe; the next comes a pause later, also when the prober died.
 */
export async function passCircuit(sql: Sql, area: Area, now: Date): Promise<Passage> {
  const areas = [area, "sign-in"];
  const circuits = await sql.query<OpenCircuit>(`SELECT ${COLUMNS} FROM ringcentral_circuits WHERE area = ANY ($1)`, [
    areas,
  ]);
  const [latest] = circuits.sort((a, b) => b.probeAt.getTime() - a.probeAt.getTime());
  if (latest === undefined) return { kind: "closed" };
  if (latest.probeAt > now) return { kind: "open", circuit: latest, retryAt: latest.probeAt };
  const nextProbeAt = new Date(now.getTime() + PROBE_PAUSE_MS);
  const won = await sql.query<{ area: string }>(
    "UPDATE ringcentral_circuits SET probe_at = $2 WHERE area = ANY ($1) AND probe_at <= $3 RETURNING area",
    [areas, nextProbeAt, now],
  );
  if (won.length === circuits.length) return { kind: "probe" };
  return { kind: "open", circuit: latest, retryAt: nextProbeAt };
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
