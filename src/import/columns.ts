import { type CellProblem, readInstant } from "./read-instant.js";

export type ImportKind = "customers" | "bookings" | "recordings";

/** How a cell is read, from CSV's text as well as from a JSON value. */
type Reading = "line" | "text" | "list" | "instant" | "count" | "word" | "json";

interface Column {
  readonly reading: Reading;
  /** Without it the whole file is refused. */
  readonly isRequired?: true;
  /** Other names of the same column, e.g. as the database has it. */
  readonly aliases?: readonly string[];
}

/** The columns of each kind, named as in the database. */
export const COLUMNS: Readonly<Record<ImportKind, Readonly<Record<string, Column>>>> = {
  customers: {
    id: { reading: "text" },
    external_id: { reading: "text" },
    name: { reading: "line", isRequired: true },
    phones: { reading: "list", isRequired: true, aliases: ["phone"] },
    email: { reading: "line" },
  },
  bookings: {
    id: { reading: "text" },
    external_id: { reading: "text" },
    customer_id: { reading: "text" },
    customer_external_id: { reading: "text" },
    event_date: { reading: "instant", isRequired: true },
    ends_at: { reading: "instant" },
    guest_count: { reading: "count" },
    status: { reading: "word" },
    title: { reading: "line" },
    venue: { reading: "line" },
    notes: { reading: "text" },
  },
  recordings: {
    external_id: { reading: "text", isRequired: true },
    call_started_at: { reading: "instant", isRequired: true },
    direction: { reading: "word", isRequired: true },
    from_phone: { reading: "text" },
    to_phone: { reading: "text" },
    duration_seconds: { reading: "count" },
    transcript: { reading: "text", aliases: ["rc_transcript"] },
    segments: { reading: "json", aliases: ["transcript_segments"] },
    insights: { reading: "json", aliases: ["rc_ai_insights"] },
  },
};

/** The column that a header or a JSON key means: `External ID`, `externalId` and `external_id` are one. Or null. */
export function findColumn(kind: ImportKind, name: string): string | null {
  const asked = toSnakeCase(name);
  for (const [column, { aliases = [] }] of Object.entries(COLUMNS[kind])) {
    if (column === asked || aliases.includes(asked)) return column;
  }
  return null;
}

/** `customerExternalId`, `Customer External ID` → `customer_external_id`. */
export const toSnakeCase = (name: string): string =>
  name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();

/** `customer_external_id` → `customerExternalId`, as GraphQL's inputs have it. */
export const toCamelCase = (column: string): string =>
  column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Reads one cell; blank text is null. `timezone` is for times without a zone. */
export function readCell(
  kind: ImportKind,
  column: string,
  value: unknown,
  timezone: string | null,
): { value: unknown } | CellProblem {
  const reading = COLUMNS[kind][column]?.reading ?? "text";
  if (reading === "list") return { value: readList(value) };
  if (value === null || value === undefined || (typeof value === "string" && value.trim() === "")) {
    return { value: null };
  }
  if (reading === "json") return readJson(value);
  if (typeof value !== "string" && typeof value !== "number") {
    return { reason: "INVALID_VALUE", message: "takes text" };
  }
  const text = String(value).trim();
  if (reading === "count") return /^\d{1,9}$/.test(text) ? { value: Number(text) } : NOT_A_COUNT;
  if (reading === "word") return { value: text.toUpperCase().replace(/[\s-]+/g, "_") };
  if (reading === "instant") {
    const instant = readInstant(text, timezone);
    if (instant instanceof Date) return { value: instant };
    if (instant.reason !== "DATE_WITHOUT_ZONE") return instant;
    return { ...instant, message: `${instant.message}, or give --timezone to read such times in the business's zone` };
  }
  // Spreadsheets break long names within a cell.
  return { value: reading === "line" ? text.replace(/\s*[\r\n]+\s*/g, " ") : text };
}

const NOT_A_COUNT: CellProblem = { reason: "INVALID_VALUE", message: "takes a whole number" };

/** `+1 555 0100; 555-0101`, or JSON's list. */
function readList(value: unknown): string[] {
  const items = Array.isArray(value) ? value : String(value ?? "").split(";");
  return items.map((item) => String(item).trim()).filter((item) => item !== "");
}

function readJson(value: unknown): { value: unknown } | CellProblem {
  if (typeof value !== "string") return { value };
  try {
    return { value: JSON.parse(value) as unknown };
  } catch {
    return { reason: "MALFORMED_JSON", message: "takes JSON" };
  }
}
