import { type ImportKind, readCell, toCamelCase } from "./columns.js";
import type { Item } from "./importers.js";
import type { SourceLine } from "./source-line.js";

/** A line, or one of its fields, that was not stored. */
export interface Refusal {
  readonly line: number;
  /** The column, or null where the line as a whole is wrong. */
  readonly field: string | null;
  /** Stable, e.g. `DATE_WITHOUT_ZONE`. */
  readonly reason: string;
  /** What is wrong and what it takes; never the value, which may be personal. */
  readonly message: string;
}

/** A line's cells as values, or everything that is wrong with them. */
export function readItem(kind: ImportKind, source: SourceLine, timezone: string | null): Item | readonly Refusal[] {
  const { line } = source;
  if (source.problem !== null) return [{ line, field: null, reason: "MALFORMED_LINE", message: source.problem }];
  const item: Record<string, unknown> = {};
  const refusals: Refusal[] = [];
  for (const [column, raw] of source.cells) {
    const read = readCell(kind, column, raw, timezone);
    if ("value" in read) item[toCamelCase(column)] = read.value;
    else refusals.push({ line, field: column, ...read });
  }
  return refusals.length > 0 ? refusals : item;
}
