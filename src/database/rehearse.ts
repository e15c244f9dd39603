import type { Sql } from "./sql.js";

/** What can do work in one transaction: a database, or a request's context. */
interface Transactions {
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

/** Ends a transaction so that nothing of it stays. */
class Rehearsed extends Error {}

/** Does `work` in a transaction of which nothing stays but what it returns. */
export async function rehearse<T>(database: Transactions, work: (tx: Sql) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await database.transaction(async (tx) => {
      result = { value: await work(tx) };
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  if (result === undefined) throw new Error("A rehearsal ended without a result.");
  return result.value;
}
