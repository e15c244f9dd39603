import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Field } from "./seed-rows.js";

/** Enough for one write to the socket to be worth it. */
const CHUNK_CHARACTERS = 256 * 1_024;

/** Fills a table by COPY in text format. `onRows` is told how many rows have been made so far. */
export async function copyRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<Field[]>,
  onRows: (count: number) => void,
): Promise<void> {
  const target = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(chunks(rows, onRows), { objectMode: false }), target);
}

function* chunks(rows: Iterable<Field[]>, onRows: (count: number) => void): Generator<Buffer> {
  let [text, count] = ["", 0];
  for (const row of rows) {
    text += `${row.map(encode).join("\t")}\n`;
    count += 1;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = "";
    onRows(count);
  }
  if (text !== "") yield Buffer.from(text);
  onRows(count);
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
