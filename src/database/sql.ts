/**
 * One statement at a time, on a pool or inside a transaction: stores take it as their first parameter and do not know
 * which. Values are always bound, never put into the text.
 */
export interface Sql {
  /** Rows of the statement, also for `UPDATE … RETURNING`; empty where nothing is returned. */
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Row[]>;
}

export interface StatementOptions {
  /**
   * Planned once a connection instead of every time: for a hot statement of constant text whose best plan is the same
   * for all values. A transaction pays no heed to it.
   */
  readonly isPrepared?: boolean;
}

export const PREPARED: StatementOptions = { isPrepared: true };

/** The first row, or null. */
export async function findOne<Row>(
  sql: Sql,
  text: string,
  values: readonly unknown[] = [],
  options: StatementOptions = {},
): Promise<Row | null> {
  const rows = await sql.query<Row>(text, values, options);
  return rows[0] ?? null;
}

/** The only row of a statement that cannot come back empty. */
export async function getOne<Row>(
  sql: Sql,
  text: string,
  values: readonly unknown[] = [],
  options: StatementOptions = {},
): Promise<Row> {
  const row = await findOne<Row>(sql, text, values, options);
  if (row === null) throw new Error("A statement that always returns a row returned none.");
  return row;
}
