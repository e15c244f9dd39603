import type { FastifyRequest } from "fastify";
import type { SentOperation } from "../graphql/kept-operations.js";

/**
 * The operation of a POST that was admitted, so that it can be known again: by its text, or by its hash where that is all
 * there is. null where Apollo is to judge the request first, or to learn a text's hash.
 */
export function sentOperation({ method, body, headers }: FastifyRequest): SentOperation | null {
  if (method !== "POST" || !isRecord(body)) return null;
  const { query, operationName, variables, extensions } = body;
  const hasExtensions = extensions !== undefined && extensions !== null;
  const source = hasExtensions ? (query === undefined ? hashOf(extensions) : null) : query;
  return typeof source === "string" ? { query: source, operationName, variables, accept: headers.accept ?? "" } : null;
}

function hashOf(extensions: unknown): string | null {
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined;
  return isRecord(persisted) && typeof persisted.sha256Hash === "string" ? `sha256 ${persisted.sha256Hash}` : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
