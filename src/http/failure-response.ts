import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { AppError, type ErrorCode, messageOf } from "../errors.js";
import { traceOf } from "../failure-trace.js";
import { asDatabaseFailure } from "../graphql/database-failure.js";

export interface Failure {
  readonly status: number;
  readonly code: ErrorCode | "INTERNAL_SERVER_ERROR";
  readonly reason: string | undefined;
  readonly field?: string | undefined;
  readonly message: string;
}

const STATUS: Record<ErrorCode, number> = {
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  LIMIT_EXCEEDED: 429,
  CONFIGURATION: 500,
  UNAVAILABLE: 503,
};

/** To ask again later, as 429 says, does not help against what is too deep. */
const STATUS_OF_REASON: Readonly<Record<string, number>> = { METHOD_NOT_ALLOWED: 405, TOO_DEEP: 400 };

/** What Fastify refuses before a route sees it: its words in, ours out. */
const REFUSED: Record<string, Failure> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: "LIMIT_EXCEEDED",
    reason: "BODY_TOO_LARGE",
    message: "The body is too large: 1 MB for GraphQL (send lists in several requests), 10 MB for a webhook.",
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: "BAD_INPUT",
    reason: "MALFORMED_JSON",
    message: "The body is not valid JSON.",
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: "BAD_INPUT",
    reason: "MALFORMED_JSON",
    message: 'The body is empty; it takes JSON such as {"query": "{ __typename }"}.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: "BAD_INPUT",
    reason: "UNSUPPORTED_MEDIA_TYPE",
    message: "The body must be JSON: send Content-Type: application/json.",
  },
};

/** What a caller learns of anything thrown: expected failures in their own words, others without a word of detail. */
export function failureOf(thrown: unknown): Failure {
  const error = asDatabaseFailure(thrown) ?? thrown;
  if (error instanceof AppError) {
    return {
      status: STATUS_OF_REASON[error.reason ?? ""] ?? STATUS[error.code],
      code: error.code,
      reason: error.reason,
      field: error.field,
      message: error.message,
    };
  }
  const fastify = error as Partial<FastifyError> | null;
  const refused = REFUSED[fastify?.code ?? ""];
  if (refused !== undefined) return refused;
  const status = fastify?.statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return { status, code: "BAD_INPUT", reason: fastify?.code, message: messageOf(error) };
  }
  return {
    status: 500,
    code: "INTERNAL_SERVER_ERROR",
    reason: undefined,
    message: "Something went wrong here; it was logged. Trying again may help.",
  };
}

/** `{"errors": [{"message", "extensions": {code, reason, field}}]}`: GraphQL's shape on every route, so that one reader serves all. */
export const failureBody = (failure: Failure): string =>
  JSON.stringify({
    errors: [
      {
        message: failure.message,
        extensions: { code: failure.code, reason: failure.reason, field: failure.field },
      },
    ],
  });

export function sendFailure(log: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  if (failure.status >= 500) log.error({ ...traceOf(error), route: request.routeOptions.url }, "a request failed");
  // Closed at once, the rest of the body would meet a reset and the answer be lost with it: Node reads it away instead, for
  // as long as a request may take.
  if (failure.status === 413) void reply.removeHeader("connection");
  if (error instanceof AppError && error.retryAfterSeconds !== undefined)
    void reply.header("retry-after", error.retryAfterSeconds);
  if (failure.status === 401) void reply.header("www-authenticate", challengeOf(failure));
  return reply.code(failure.status).type(mediaType(request)).send(failureBody(failure));
}

/** RFC 6750 §3: no `error` where no credential was sent. */
const challengeOf = (failure: Failure): string =>
  failure.reason === "MISSING_CREDENTIAL"
    ? 'Bearer realm="callthread"'
    : `Bearer realm="callthread", error="invalid_token", error_description="${failure.reason ?? "refused"}"`;

const mediaType = (request: FastifyRequest): string =>
  (request.headers.accept ?? "").includes("application/graphql-response+json")
    ? "application/graphql-response+json; charset=utf-8"
    : "application/json; charset=utf-8";
