import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import type { Field } from "./seed-rows.js";

/** Enough for one write to the socket to be worth it. */
const CHUNK_CHARACTERS = 256 * 1_024;

/** A table being filled by COPY in text format, on a connection of its own. */
export interface CopyTarget {
  add(row: readonly Field[]): void;
  /** Whether it is worth a write to the socket. */
  isFull(): boolean;
  /** Sends what has been added; waits where the server is behind. */
  flush(): Promise<void>;
  end(): Promise<void>;
}

export function startCopy(client: pg.Client, table: string, columns: readonly string[]): CopyTarget {
  const target: CopyStreamQuery = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  const done = finished(target);
  done.catch(() => undefined);
  let text = "";
  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(text);
    text = "";
    if (!target.write(chunk)) await Promise.race([once(target, "drain"), done]);
  };
  return {
    add(row) {
      text += `${row.map(encode).join("\t")}\n`;
    },
    isFull: () => text.length >= CHUNK_CHARACTERS,
    flush,
    async end() {
      if (text !== "") await flush();
      target.end();
      await done;
    },
  };
}

/** Fills a table. */
export async function copyRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<Field[]>,
): Promise<void> {
  const target = startCopy(client, table, columns);
  for (const row of rows) {
    target.add(row);
    if (target.isFull()) await target.flush();
  }
  await target.end();
}

function encode(field: Field): string {
  if (field === null) return "\\N";
  if (field instanceof Date) return field.toISOString();
  return typeof field === "number"
    ? String(field)
    : field.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
