import { AppError } from "../errors.js";
import { COLUMNS, findColumn, type ImportKind } from "./columns.js";

export interface HeaderOptions {
  readonly kind: ImportKind;
  readonly delimiter: string;
  /** Leave aside columns that are not ours instead of refusing the file. */
  readonly ignoreUnknown: boolean;
}

/**
 * The column of each cell of a line, by position; null where it is left aside. Throws BAD_INPUT (WRONG_COLUMNS) that
 * names what is missing, what is unknown, and what is expected.
 */
export function checkHeader(names: readonly string[], options: HeaderOptions): (string | null)[] {
  const columns = names.map((name) => findColumn(options.kind, name));
  const problems = [
    ...missing(columns, options.kind),
    ...(options.ignoreUnknown ? [] : unknown(names, columns)),
    ...repeated(columns),
  ];
  if (problems.length === 0) return columns;
  const hint = separatorHint(names, options.delimiter);
  throw new AppError(
    "BAD_INPUT",
    `The file's columns are wrong: ${problems.join("; ")}. ${hint}The first line must name the columns of ${options.kind}: ${described(options.kind)}.`,
    { field: "FILE", reason: "WRONG_COLUMNS" },
  );
}

function missing(columns: readonly (string | null)[], kind: ImportKind): string[] {
  const absent = Object.entries(COLUMNS[kind])
    .filter(([column, { isRequired }]) => isRequired === true && !columns.includes(column))
    .map(([column]) => column);
  if (kind === "bookings" && !columns.includes("customer_id") && !columns.includes("customer_external_id")) {
    absent.push("customer_id or customer_external_id");
  }
  return absent.length === 0 ? [] : [`missing ${absent.join(", ")}`];
}

function unknown(names: readonly string[], columns: readonly (string | null)[]): string[] {
  const strangers = names.filter((_name, index) => columns[index] === null).map((name) => `"${name.slice(0, 60)}"`);
  return strangers.length === 0 ? [] : [`unknown ${strangers.join(", ")} (--ignore-unknown leaves such columns aside)`];
}

function repeated(columns: readonly (string | null)[]): string[] {
  const twice = new Set(columns.filter((column, index) => column !== null && columns.indexOf(column) !== index));
  return twice.size === 0 ? [] : [`${[...twice].join(", ")} more than once`];
}

/** One single column that holds separators is a file separated by something else. */
function separatorHint(names: readonly string[], delimiter: string): string {
  const only = names.length === 1 ? names[0] : undefined;
  const other = [";", "\t", ",", "|"].find((sign) => sign !== delimiter && only?.includes(sign));
  if (other === undefined) return "";
  return `The columns look separated by ${other === "\t" ? "tabs: give --delimiter tab" : `"${other}": give --delimiter "${other}"`}. `;
}

const described = (kind: ImportKind): string =>
  Object.entries(COLUMNS[kind])
    .map(([column, { isRequired }]) => (isRequired === true ? `${column} (needed)` : column))
    .join(", ");
