/** One line of a file, read as far as it could be. */
export interface SourceLine {
  /** Where it starts in the file, counted from 1. */
  readonly line: number;
  /** Cells by column name; raw text from CSV, any JSON value from JSONL. */
  readonly cells: ReadonlyMap<string, unknown>;
  /** What is wrong with the line as a whole. */
  readonly problem: string | null;
}

export const NO_CELLS: ReadonlyMap<string, unknown> = new Map();
