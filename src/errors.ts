/** Stable codes: a code outlives its message. Each names the way a caller should react. */
export type ErrorCode =
  | "BAD_INPUT" // the request is wrong as it stands; the message names the field and what it takes
  | "NOT_FOUND"
  | "CONFLICT" // the input contradicts what is stored
  | "UNAUTHENTICATED"
  | "FORBIDDEN" // the credential lacks a scope
  | "LIMIT_EXCEEDED"
  | "CONFIGURATION" // the operator must change a setting
  | "UNAVAILABLE"; // a dependency is down; trying again later may succeed

export interface ErrorDetails {
  /** The argument, column or setting that is wrong. */
  readonly field?: string;
  /** A finer stable code below `code`, e.g. `INVALID_CURSOR`. */
  readonly reason?: string;
  /** When the same may be asked again. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** An expected failure, safe to show to whoever caused it: the message carries no secret and no personal data. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

export const badInput = (field: string, message: string, reason?: string): AppError =>
  new AppError("BAD_INPUT", message, { field, ...(reason === undefined ? {} : { reason }) });

export const notFound = (kind: string, id: string, field = "id"): AppError =>
  new AppError("NOT_FOUND", `There is no ${kind} with id ${id}.`, { field });

export const unauthenticated = (reason: string, message: string, cause?: unknown): AppError =>
  new AppError("UNAUTHENTICATED", message, { reason, cause });

/** The text of anything thrown, for logs; libraries throw things that are no Error, and Node errors without a text. */
export function messageOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { message, code, name } = error as { message?: unknown; code?: unknown; name?: unknown };
  const told = [message, code, name].find((text) => typeof text === "string" && text !== "");
  return typeof told === "string" ? told : "an error without a text";
}
