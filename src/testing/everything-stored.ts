import type { Sql } from "../database/sql.js";

/** A row of any table as text, bytes as characters: what a dump of the database would show. */
export interface StoredRow {
  /** `schema.table`. */
  readonly place: string;
  readonly text: string;
}

/** Every row of every table of every schema but PostgreSQL's own, together with what its planner remembers. */
export async function everythingStored(sql: Sql): Promise<StoredRow[]> {
  const tables = await sql.query<{ place: string; name: string }>(
    `SELECT nspname || '.' || relname AS place, format('%I.%I', nspname, relname) AS name
       FROM pg_class JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'm') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`,
  );
  const rows: StoredRow[] = [];
  for (const { place, name } of [...tables, { place: "pg_stats", name: "pg_stats" }]) {
    const condition = name === "pg_stats" ? " WHERE schemaname NOT LIKE 'pg\\_%'" : "";
    for (const row of await sql.query(`SELECT * FROM ${name}${condition}`)) rows.push({ place, text: textOf(row) });
  }
  return rows;
}

const textOf = (value: unknown): string => {
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) return Object.values(value).map(textOf).join(" ");
  return String(value);
};
