import { BadItems } from "../bad-items.js";
import type { Database } from "../database/open.js";
import { rehearse } from "../database/rehearse.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { findColumn, type ImportKind, toSnakeCase } from "./columns.js";
import { IMPORTERS, type Item, isMade, type Stored, withIdentity } from "./importers.js";
import { readCsv } from "./read-csv.js";
import { type Refusal, readItem } from "./read-item.js";
import { readJsonl } from "./read-jsonl.js";
import { type Encoding, readText } from "./read-text.js";
import type { SourceLine } from "./source-line.js";

export interface ImportOptions {
  readonly kind: ImportKind;
  readonly path: string;
  readonly format: "csv" | "jsonl";
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly ignoreUnknown: boolean;
  /** Times without a zone are read in it; refused where it is null. */
  readonly timezone: string | null;
  /** Does everything but keep it. */
  readonly dryRun: boolean;
  readonly business: BusinessFacts;
  readonly onRefusal: (refusal: Refusal) => void;
  /** After each batch: lines done of all. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface ImportReport extends Stored {
  readonly lines: number;
  readonly refused: number;
}

/** Large enough to be quick, small enough to hold no lock for long. */
const BATCH = 500;

interface NumberedItem {
  readonly line: number;
  readonly item: Item;
}

/**
 * Imports a file batch by batch, each in a transaction: what is right is stored, each line that is wrong is told to
 * `onRefusal`. Importing the same file again changes nothing. The whole file is read once before anything is stored, so
 * that a file that is not text, or not a table, stores nothing. Throws BAD_INPUT for such a file.
 */
export async function importFile(database: Database, options: ImportOptions): Promise<ImportReport> {
  let total = 0;
  for await (const _line of readLines(options)) total++;

  const report = { lines: 0, created: 0, updated: 0, unchanged: 0, erased: 0, refused: 0 };
  let refused: Refusal[] = [];
  const refuse = (refusals: readonly Refusal[]) => void refused.push(...refusals);
  const isRepeated = rememberKeys();
  let batch: NumberedItem[] = [];
  const flush = async () => {
    const stored = await storeBatch(database, batch, options, refuse);
    report.created += stored.created;
    report.updated += stored.updated;
    report.unchanged += stored.unchanged;
    report.erased += stored.erased;
    report.refused += new Set(refused.map((refusal) => refusal.line)).size;
    for (const refusal of refused.sort((one, other) => one.line - other.line)) options.onRefusal(refusal);
    batch = [];
    refused = [];
    options.onProgress(report.lines, total);
  };
  for await (const source of readLines(options)) {
    report.lines++;
    const read = readItem(options.kind, source, options.timezone);
    if (isRefused(read)) refuse(read);
    else {
      const item = withIdentity(IMPORTERS[options.kind], read);
      const repeated = isRepeated(item, source.line);
      if (repeated === null) batch.push({ line: source.line, item });
      else refuse([repeated]);
    }
    if (batch.length + refused.length >= BATCH) await flush();
  }
  await flush();
  return report;
}

const isRefused = (read: Item | readonly Refusal[]): read is readonly Refusal[] => Array.isArray(read);

function readLines(options: ImportOptions): AsyncIterable<SourceLine> {
  const text = readText(options.path, options.encoding);
  return options.format === "csv" ? readCsv(text, options) : readJsonl(text, options);
}

/** Two lines of one file with the same id: whichever came last would win by chance, so the second is refused. */
function rememberKeys(): (item: Item, line: number) => Refusal | null {
  const firstWith = new Map<string, number>();
  return (item, line) => {
    for (const field of ["id", "externalId"]) {
      const value = item[field];
      if (typeof value !== "string" || value === "") continue;
      // A UUID is the same in capitals; an external id is as the business writes it.
      const key = `${field} ${field === "id" ? value.toLowerCase() : value}`;
      const first = firstWith.get(key);
      if (first !== undefined) {
        return isMade(value)
          ? { line, field: null, reason: "REPEATED", message: `says the same as line ${first}` }
          : { line, field: toSnakeCase(field), reason: "REPEATED", message: `is the same as that of line ${first}` };
      }
      firstWith.set(key, line);
    }
    return null;
  };
}

/** Stores what is right of a batch: the rooms refuse a list as a whole, so it is offered again without its bad items. */
async function storeBatch(
  database: Database,
  batch: readonly NumberedItem[],
  options: ImportOptions,
  refuse: (refusals: readonly Refusal[]) => void,
): Promise<Stored> {
  let rest = batch;
  while (rest.length > 0) {
    const items = rest.map(({ item }) => item);
    const store = (tx: Sql): Promise<Stored> => IMPORTERS[options.kind].store(tx, items, options.business);
    try {
      return await (options.dryRun ? rehearse(database, store) : database.transaction(store));
    } catch (error) {
      if (!(error instanceof BadItems)) throw error;
      const offered = rest;
      refuse(refusalsOf(options.kind, error, offered));
      const bad = new Set(error.problems.map((problem) => problem.index));
      rest = offered.filter((_item, index) => !bad.has(index));
      if (rest.length === offered.length) throw error;
    }
  }
  return { created: 0, updated: 0, unchanged: 0, erased: 0 };
}

const refusalsOf = (kind: ImportKind, error: BadItems, offered: readonly NumberedItem[]): Refusal[] =>
  error.problems.flatMap(({ index, path, message, reason }) => {
    const line = offered[index]?.line;
    const field = path === "" ? null : toSnakeCase(path);
    const named = message.replace(
      /\binput\[(\d+)\]/g,
      (_name, other: string) => `line ${offered[Number(other)]?.line}`,
    );
    const told = reason === "NOT_A_PHONE" ? `${named}; several are separated by ";"` : named;
    return line === undefined ? [] : [{ line, field, reason, message: inColumns(kind, told) }];
  });

/** The rooms speak of `eventDate`; the file has `event_date`. */
const inColumns = (kind: ImportKind, message: string): string =>
  message.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (name) => findColumn(kind, name) ?? name);
