import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { AppError } from "../errors.js";
import { checkHeader, type HeaderOptions } from "./check-header.js";
import { NO_CELLS, type SourceLine } from "./source-line.js";

/** A line longer than this is a quote that was never closed. */
const LONGEST_LINE = 4 * 1024 * 1024;
const LONGEST_HEADER = 4096;

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * RFC 4180: commas, quotes, line breaks within quotes. The first line names the columns. Throws BAD_INPUT: WRONG_COLUMNS,
 * EMPTY_FILE, or MALFORMED_CSV where the quotes do not add up, which leaves no line after it to be trusted.
 */
export async function* readCsv(text: AsyncIterable<string>, header: HeaderOptions): AsyncGenerator<SourceLine> {
  const head = { text: "" };
  const source = Readable.from(keepHead(text, head));
  const parser = parse({
    delimiter: header.delimiter,
    info: true,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
  });
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: (string | null)[] | null = null;
  let line = 1;
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      const start = line;
      line = parsed.info.lines + 1;
      if (isBlank(parsed.record)) continue;
      if (columns === null) columns = checkHeader(parsed.record, header);
      else yield lineOf(parsed.record, columns, start);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Another separator leaves quotes in the middle of values: the parser, which reads ahead, then speaks of those first.
    if (columns === null) checkHeader(headerOf(head.text, header.delimiter), header);
    throw new AppError(
      "BAD_INPUT",
      `The quotes at line ${/at line (\d+)/.exec(error.message)?.[1] ?? line} do not add up: a quote within a quoted value is written twice (""), and a value that holds one is quoted as a whole.`,
      { field: "FILE", reason: "MALFORMED_CSV", cause: error },
    );
  } finally {
    source.destroy();
  }
  if (columns === null) {
    throw new AppError("BAD_INPUT", "The file is empty; its first line must name the columns.", {
      field: "FILE",
      reason: "EMPTY_FILE",
    });
  }
}

async function* keepHead(text: AsyncIterable<string>, head: { text: string }): AsyncGenerator<string> {
  for await (const part of text) {
    if (head.text.length < LONGEST_HEADER) head.text += part.slice(0, LONGEST_HEADER);
    yield part;
  }
}

/** The names in a first line without line breaks in them. */
const headerOf = (text: string, delimiter: string): string[] =>
  (text.trimStart().split(/\r?\n/)[0] ?? "").split(delimiter).map((name) => name.replace(/^"|"$/g, ""));

const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === "");

function lineOf(record: readonly string[], columns: readonly (string | null)[], line: number): SourceLine {
  if (record.length !== columns.length) {
    const problem = `has ${record.length === 1 ? "1 value" : `${record.length} values`}, but the header names ${columns.length} columns; quote values that hold the separator`;
    return { line, cells: NO_CELLS, problem };
  }
  const cells = new Map<string, unknown>();
  for (const [index, column] of columns.entries()) if (column !== null) cells.set(column, record[index]);
  return { line, cells, problem: null };
}
