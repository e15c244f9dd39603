import { createHash } from "node:crypto";
import type pg from "pg";

/** Statements are few and written by hand; a bound nevertheless, because every connection keeps every plan. */
const MOST_STATEMENTS = 200;

/** A pooler took the statement to another connection, or prepared it there before: neither has run it. */
const NOT_KEPT = new Set(["26000", "42P05"]);

/** Runs statements of a pool by name: parsed, and after some calls planned, once a connection. */
export interface PreparedStatements {
  run(text: string, values: unknown[]): Promise<pg.QueryResult>;
}

/**
 * Named statements of the protocol, which PgBouncer carries in transaction mode from 1.21 on (`max_prepared_statements`).
 * Behind a pooler that does not, the first refusal ends them for the whole pool; after a migration that changes what a
 * statement returns, for that statement. Either way the statement is run plainly and nobody sees an error.
 */
export function preparedStatements(pool: pg.Pool): PreparedStatements {
  const names = new Map<string, string | null>();
  let isKept = true;

  const nameOf = (text: string): string | null => {
    if (!isKept) return null;
    let name = names.get(text);
    if (name === undefined) {
      name =
        names.size < MOST_STATEMENTS
          ? `callthread_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`
          : null;
      if (name !== null) names.set(text, name);
    }
    return name;
  };

  return {
    async run(text, values) {
      const name = nameOf(text);
      if (name === null) return pool.query(text, values);
      try {
        return await pool.query({ name, text, values });
      } catch (error) {
        if (isOfAnotherConnection(error)) isKept = false;
        else if (isOutdatedPlan(error)) names.set(text, null);
        else throw error;
        return pool.query(text, values);
      }
    },
  };
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

const isOfAnotherConnection = (error: unknown): boolean => NOT_KEPT.has(String(codeOf(error)));

/** "cached plan must not change result type", told by the routine because messages are translated. */
const isOutdatedPlan = (error: unknown): boolean =>
  codeOf(error) === "0A000" && (error as { routine?: unknown }).routine === "RevalidateCachedQuery";
