import type { Sql } from "../database/sql.js";
import { AppError } from "../errors.js";
import { LARGEST_UPSERT } from "./item-fields.js";

export function refuseTooMany(inputs: readonly unknown[]): void {
  if (inputs.length <= LARGEST_UPSERT) return;
  throw new AppError(
    "LIMIT_EXCEEDED",
    `"input" takes at most ${LARGEST_UPSERT} items; it had ${inputs.length}. Send them in several requests.`,
    { field: "input", reason: "TOO_MANY_ITEMS" },
  );
}

/**
 * An upsert reads, compares and then writes: two at once could both find nothing and both create. One waits for the
 * other until the end of its transaction; the second then finds what the first stored.
 */
export async function oneUpsertAtATime(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('callthread upsert', 0))");
}
