import pg from "pg";
import type { Sql } from "../database/sql.js";
import { loadQuickly } from "./seed-store.js";

/** A connection for loading: what it is told to copy, and its statements. */
export interface SeedSession {
  readonly client: pg.Client;
  readonly sql: Sql;
}

export async function openSession(url: string): Promise<SeedSession> {
  const client = new pg.Client(url);
  await client.connect();
  const sql: Sql = {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as Row[],
  };
  await loadQuickly(sql);
  return { client, sql };
}
