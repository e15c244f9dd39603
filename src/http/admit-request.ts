import type { FastifyRequest } from "fastify";
import { badInput } from "../errors.js";
import type { OperationRequest, RegisteredOperations } from "../graphql/registered-operations.js";
import { refuseUnreadable } from "../graphql/unreadable-text.js";
import { checkPersisted } from "./persisted-operations.js";

/**
 * Looks at a GraphQL request before it is read: refuses batches (BAD_INPUT, BATCH_REFUSED), texts that graphql-js
 * should not meet, and a hash that is not the text's; and where only registered operations are accepted,
 * puts the text of the one that is meant into the request, or throws FORBIDDEN.
 */
export function admitRequest(request: FastifyRequest, registered: RegisteredOperations | null): void {
  if (Array.isArray(request.body)) {
    throw badInput("query", "One request holds one operation; send the operations one by one.", "BATCH_REFUSED");
  }
  omitEmptyName(request);
  if (registered === null) {
    const { query, extensions } = request.method === "GET" ? askedInAddress(request) : askedBy(request);
    if (typeof query === "string") refuseUnreadable(query);
    checkPersisted(query, extensions);
    return;
  }
  if (request.method === "GET") {
    const url = new URL(request.url, "http://localhost");
    const extensions = readJson(url.searchParams.get("extensions"));
    const asked = {
      query: url.searchParams.get("query"),
      documentId: url.searchParams.get("documentId"),
      extensions,
    };
    url.searchParams.set("query", registered.require(asked));
    url.searchParams.delete("extensions");
    request.raw.url = url.pathname + url.search;
    return;
  }
  const asked = askedBy(request);
  request.body = { ...asked, query: registered.require(asked), extensions: null };
}

/**
 * An empty operationName is none: GraphQL over HTTP says so of an address, and clients that always have the field send it
 * so in a body, too.
 */
function omitEmptyName(request: FastifyRequest): void {
  if (request.method !== "GET") {
    const asked: OperationRequest & { readonly operationName?: unknown } = askedBy(request);
    if (asked.operationName === "") request.body = { ...asked, operationName: null };
    return;
  }
  if ((request.query as Record<string, unknown>).operationName !== "") return;
  const url = new URL(request.url, "http://localhost");
  url.searchParams.delete("operationName");
  request.raw.url = url.pathname + url.search;
}

const askedBy = ({ body }: FastifyRequest): OperationRequest => (typeof body === "object" && body !== null ? body : {});

function askedInAddress({ query }: FastifyRequest): OperationRequest {
  const { query: text, extensions } = query as Record<string, unknown>;
  return { query: text, extensions: typeof extensions === "string" ? readJson(extensions) : null };
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
