import type { Sql } from "../database/sql.js";
import { badInput, notFound } from "../errors.js";
import { handOver } from "./hand-over.js";
import { lockLinksOfCustomer } from "./hand-over-store.js";
import { leaveTo, lockCustomers, moveBelongings } from "./merge-store.js";

/**
 * Makes one customer of two that are the same: numbers, bookings and calls of `mergedId` become those of `keptId`, people's
 * decisions included, and `mergedId` is gone. Its external id and email stay with `keptId` where that has none. Throws
 * NOT_FOUND and BAD_INPUT.
 */
export async function mergeCustomers(tx: Sql, keptId: string, mergedId: string): Promise<void> {
  if (keptId === mergedId)
    throw badInput("mergedId", '"mergedId" must be another customer than "keptId".', "SAME_CUSTOMER");
  const found = await lockCustomers(tx, [keptId, mergedId]);
  for (const [field, id] of Object.entries({ keptId, mergedId })) {
    if (!found.includes(id)) throw notFound("customer", id, field);
  }
  const links = await lockLinksOfCustomer(tx, mergedId);
  await moveBelongings(tx, mergedId, keptId);
  await handOver(tx, links, () => keptId, "The customer was merged into this one.");
  await leaveTo(tx, mergedId, keptId);
}
