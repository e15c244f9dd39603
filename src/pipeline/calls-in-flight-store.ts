import type { Sql } from "../database/sql.js";
import { pause } from "../pause.js";

/**
 * Shared by all transactions that judge calls which they store, or write what a person decides of them, and are not committed
 * yet; nobody holds it alone.
 */
const IN_FLIGHT_LOCK = 7_205_259_403_792_797;
const LOOK_EVERY_MS = 5;
/** Longer than such a transaction takes: a process that stands still in one has lost its job's claim by then. */
const LONGEST_WAIT_MS = 30_000;

/** To be said before the facts are read that a call is judged or decided by, in the transaction that stores that. */
export async function tellInFlight(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock_shared($1)", [IN_FLIGHT_LOCK]);
}

/**
 * Waits until the calls are committed that are being stored now. They may have been judged by facts that have changed
 * since, and whoever looks for the calls that a change touches would not see them. Those that are begun afterwards read
 * what has changed; nobody is held up. Not a lock held alone, for which every call that comes meanwhile would queue.
 */
export async function awaitCallsInFlight(sql: Sql): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  let left = await findInFlight(sql);
  while (left.length > 0 && performance.now() < until) {
    await pause(LOOK_EVERY_MS);
    const current = new Set(await findInFlight(sql));
    left = left.filter((transaction) => current.has(transaction));
  }
}

/** The virtual ids of these transactions, in this database: never the same twice. */
async function findInFlight(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT virtualtransaction AS id FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint = $1::bigint >> 32 AND objid::bigint = $1::bigint & x'ffffffff'::bigint`,
    [IN_FLIGHT_LOCK],
  );
  return rows.map(({ id }) => id);
}
