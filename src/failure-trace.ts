import { AppError } from "./errors.js";

/** Where a failure came from, in words that are the same whatever the data was. */
export interface FailureTrace {
  /** The error's class, e.g. `QueryFailedError`. */
  readonly failure: string;
  /** One of ours, PostgreSQL's SQLSTATE or Node's: what to look the failure up by. */
  readonly code?: string;
  /** Of what the database refused: names of the schema, never a value. */
  readonly constraint?: string;
  /** The message of an AppError, which carries no personal data. */
  readonly reason?: string;
  readonly stack?: string;
}

const FRAMES = 10;

/**
 * What a log, a span or a stored job may tell of anything thrown. Never the message of a foreign error: PostgreSQL and
 * parsers quote the value they stumble over, which may be what callers said.
 */
export function traceOf(error: unknown): FailureTrace {
  if (!(error instanceof Error)) return { failure: typeof error };
  if (error instanceof AppError) return { failure: error.name, code: error.code, reason: error.message };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    failure: error.name,
    ...textAt(error, "code"),
    ...textAt(error, "constraint"),
    stack: frames.slice(0, FRAMES).join("\n"),
  };
}

/** The same in one line, e.g. `QueryFailedError 22P02`. */
export const briefly = ({ failure, code, reason }: FailureTrace): string =>
  [failure, code, reason].filter((text) => text !== undefined).join(" ");

function textAt<Key extends string>(error: Error, key: Key): { readonly [Name in Key]?: string } {
  const value: unknown = (error as unknown as Record<string, unknown>)[key];
  return (typeof value === "string" ? { [key]: value } : {}) as { readonly [Name in Key]?: string };
}
