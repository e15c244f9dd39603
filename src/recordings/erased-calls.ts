import type { Sql } from "../database/sql.js";

/** The lock that whoever stores calls shares and whoever erases holds alone; `erased_among` takes it, too. */
const ERASURE_LOCK = 7_205_259_403_792_796;

/** Until the transaction ends nobody is erased: what is stored now cannot be of somebody who is gone a moment later. */
export async function holdBackErasures(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock_shared($1)", [ERASURE_LOCK]);
}

/** Until the transaction ends nobody stores a call that it erases. */
export async function holdBackNewCalls(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [ERASURE_LOCK]);
}

/**
 * Which of the calls were erased: they must not be stored again, whoever still tells of them. Until the transaction ends no
 * more are erased.
 */
export async function erasedAmong(
  tx: Sql,
  kind: "ringcentral" | "external",
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>("SELECT id FROM erased_among($1, $2::text[]) AS id", [kind, ids]);
  return new Set(rows.map(({ id }) => id));
}
