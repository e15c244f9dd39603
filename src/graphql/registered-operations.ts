import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type GraphQLSchema, parse, print, validate } from "graphql";
import { z } from "zod";
import { AppError, messageOf } from "../errors.js";
import { PARSE_OPTIONS } from "./limits.js";
import { refuseUnreadable } from "./unreadable-text.js";

/** An operation as a request names it. */
export interface OperationRequest {
  readonly query?: unknown;
  /** https://github.com/graphql/graphql-over-http/blob/main/rfcs: the id of a stored document. */
  readonly documentId?: unknown;
  /** `persistedQuery.sha256Hash`, as Apollo's clients and others send it. */
  readonly extensions?: unknown;
}

/** The operations that an installation accepts, where it does not accept all. */
export interface RegisteredOperations {
  /** The text to run. Throws FORBIDDEN (OPERATION_NOT_REGISTERED). */
  require(request: OperationRequest): string;
}

/**
 * Reads a folder of `.graphql` files, known by their names, or a JSON manifest: `{ "name or hash": "text" }`, or Apollo's
 * `{ "operations": [{ "id", "body" }] }`. Each is known by its SHA-256 as well. Throws CONFIGURATION that names every
 * operation that does not fit the schema.
 */
export function readRegisteredOperations(path: string, schema: GraphQLSchema): RegisteredOperations {
  const entries = readEntries(path);
  const problems = entries.flatMap(([id, text]) => problemsOf(id, text, schema));
  if (entries.length === 0) problems.push("there is no operation in it");
  if (problems.length > 0) {
    throw wrong(`What ALLOWED_OPERATIONS names cannot be used:\n${problems.map((text) => `  - ${text}`).join("\n")}`);
  }
  const byText = new Map<string, string>();
  const byId = new Map<string, string>();
  for (const [id, text] of entries) {
    byText.set(text.trim(), text).set(normalise(text) ?? text, text);
    byId.set(id, text).set(sha256(text), text).set(sha256(text.trim()), text);
  }
  return {
    require({ query, documentId, extensions }) {
      const text =
        typeof query === "string" && query.trim() !== ""
          ? (byText.get(query.trim()) ?? byText.get(normalise(query) ?? ""))
          : byId.get(idOf(documentId, extensions) ?? "");
      if (text === undefined) {
        throw new AppError(
          "FORBIDDEN",
          "Only registered operations are accepted here: send the text of one, its SHA-256 as extensions.persistedQuery.sha256Hash, or its name as documentId; or ask the operator to register this one.",
          { field: "query", reason: "OPERATION_NOT_REGISTERED" },
        );
      }
      return text;
    },
  };
}

const manifest = z.union([
  z.looseObject({ operations: z.array(z.looseObject({ id: z.string(), body: z.string() })) }),
  z.record(z.string(), z.string()),
]);

function readEntries(path: string): [id: string, text: string][] {
  try {
    if (statSync(path).isDirectory()) {
      const files = readdirSync(path).filter((name) => /^\.(graphql|gql)$/.test(extname(name)));
      return files.map((name) => [basename(name, extname(name)), readFileSync(join(path, name), "utf8")]);
    }
    const read = manifest.parse(JSON.parse(readFileSync(path, "utf8")));
    return "operations" in read && Array.isArray(read.operations)
      ? read.operations.map(({ id, body }) => [id, body])
      : Object.entries(read as Record<string, string>);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? "it is no manifest of operations" : messageOf(cause);
    throw wrong(`What ALLOWED_OPERATIONS names cannot be read: ${why}.`, cause);
  }
}

function problemsOf(id: string, text: string, schema: GraphQLSchema): string[] {
  try {
    const errors = validate(schema, parse(text, PARSE_OPTIONS));
    return errors.map(({ message }) => `${id}: ${message}`);
  } catch (error) {
    return [`${id}: ${messageOf(error)}`];
  }
}

/** Clients print their documents anew: layout and comments make no other operation. */
function normalise(text: string): string | null {
  try {
    refuseUnreadable(text);
    return print(parse(text, PARSE_OPTIONS));
  } catch {
    return null;
  }
}

function idOf(documentId: unknown, extensions: unknown): string | null {
  if (typeof documentId === "string") return documentId.replace(/^sha256:/, "");
  const asked = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) }).safeParse(extensions);
  return asked.success ? asked.data.persistedQuery.sha256Hash : null;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const wrong = (message: string, cause?: unknown): AppError =>
  new AppError("CONFIGURATION", message, { field: "ALLOWED_OPERATIONS", cause });
