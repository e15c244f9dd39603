import { createHash } from "node:crypto";
import type pg from "pg";

/** Statements are few and written by hand; a bound nevertheless, because every connection keeps every plan. */
const MOST_STATEMENTS = 200;

/** A pooler took the statement to another connection, or prepared it there before: neither has run it. */
const NOT_KEPT = new Set(["26000", "42P05"]);

/** What a process runs so often is hot; what it runs once, as an import or an erasure does, is not worth a plan. */
const HOT_AFTER = 3;

/** Runs statements of a pool by name: parsed, and after some calls planned, once a connection. */
export interface PreparedStatements {
  run(text: string, values: unknown[]): Promise<pg.QueryResult>;
}

/** The same inside transactions, for what is run again and again. */
export interface HotStatements {
  run(connection: pg.ClientBase, text: string, values: unknown[]): Promise<pg.QueryResult>;
}

/**
 * A refusal ends the transaction, so no statement can be tried plainly after it: this is for connections without a pooler
 * before them. After a migration that changes what a statement returns its transaction is lost (`isLostRace`), once.
 */
export function hotStatements(): HotStatements {
  const runs = new Map<string, number>();
  const names = createNames();
  return {
    async run(connection, text, values) {
      const count = runs.get(text) ?? 0;
      if (count < HOT_AFTER && runs.size < MOST_STATEMENTS) runs.set(text, count + 1);
      const name = count < HOT_AFTER ? null : names.of(text);
      if (name === null) return connection.query(text, values);
      try {
        return await connection.query({ name, text, values });
      } catch (error) {
        if (isOutdatedPlan(error)) names.forget(text);
        throw error;
      }
    },
  };
}

/** Names that tell statements apart, in every process the same. */
function createNames() {
  const names = new Map<string, string | null>();
  return {
    of(text: string): string | null {
      let name = names.get(text);
      if (name === undefined) {
        name =
          names.size < MOST_STATEMENTS
            ? `callthread_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`
            : null;
        if (name !== null) names.set(text, name);
      }
      return name;
    },
    forget: (text: string): void => void names.set(text, null),
  };
}

/**
 * Named statements of the protocol, which PgBouncer carries in transaction mode from 1.21 on (`max_prepared_statements`).
 * Behind a pooler that does not, the first refusal ends them for the whole pool; after a migration that changes what a
 * statement returns, for that statement. Either way the statement is run plainly and nobody sees an error.
 */
export function preparedStatements(pool: pg.Pool): PreparedStatements {
  const names = createNames();
  let isKept = true;

  return {
    async run(text, values) {
      const name = isKept ? names.of(text) : null;
      if (name === null) return pool.query(text, values);
      try {
        return await pool.query({ name, text, values });
      } catch (error) {
        if (isOfAnotherConnection(error)) isKept = false;
        else if (isOutdatedPlan(error)) names.forget(text);
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
export const isOutdatedPlan = (error: unknown): boolean =>
  codeOf(error) === "0A000" && (error as { routine?: unknown }).routine === "RevalidateCachedQuery";
