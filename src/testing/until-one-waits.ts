import type { Sql } from "../database/sql.js";
import { eventually } from "./eventually.js";

/** Waits until a transaction of this database waits for the lock of another: `what` says who for whom. */
export async function untilOneWaits(sql: Sql, what: string): Promise<void> {
  await eventually(what, async () => {
    const waiting = await sql.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return waiting.length > 0;
  });
}
