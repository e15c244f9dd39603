import { AppError } from "../errors.js";
import { COLUMNS, findColumn, type ImportKind } from "./columns.js";
import { NO_CELLS, type SourceLine } from "./source-line.js";

/** One JSON object a line, its keys named as the columns. Throws BAD_INPUT (EMPTY_FILE, JSON_ARRAY). */
export async function* readJsonl(
  text: AsyncIterable<string>,
  options: { readonly kind: ImportKind; readonly ignoreUnknown: boolean },
): AsyncGenerator<SourceLine> {
  let line = 0;
  let isEmpty = true;
  for await (const content of splitLines(text)) {
    line++;
    if (content.trim() === "") continue;
    if (isEmpty && content.trimStart().startsWith("[")) throw jsonArray();
    isEmpty = false;
    yield lineOf(content, line, options);
  }
  if (isEmpty) {
    throw new AppError("BAD_INPUT", "The file is empty; each line must be a JSON object.", {
      field: "FILE",
      reason: "EMPTY_FILE",
    });
  }
}

/** Only \n and \r\n end a line: readline would also split at U+2028, which JSON allows within a string. */
async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function lineOf(
  content: string,
  line: number,
  { kind, ignoreUnknown }: { readonly kind: ImportKind; readonly ignoreUnknown: boolean },
): SourceLine {
  const refused = (problem: string): SourceLine => ({ line, cells: NO_CELLS, problem });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return refused("is not JSON; each line must be one whole JSON object");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refused(`is not a JSON object such as {"${Object.keys(COLUMNS[kind])[0]}": …}`);
  }
  const cells = new Map<string, unknown>();
  for (const [key, cell] of Object.entries(value)) {
    const column = findColumn(kind, key);
    if (column !== null) cells.set(column, cell);
    else if (!ignoreUnknown) {
      return refused(`has an unknown key "${key.slice(0, 60)}"; it takes ${Object.keys(COLUMNS[kind]).join(", ")}`);
    }
  }
  return { line, cells, problem: null };
}

const jsonArray = (): AppError =>
  new AppError(
    "BAD_INPUT",
    "The file is a JSON array: write each of its objects on a line of its own, such as with jq -c '.[]' FILE > FILE.jsonl.",
    { field: "FILE", reason: "JSON_ARRAY" },
  );
