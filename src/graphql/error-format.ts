import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { BadItems } from "../bad-items.js";
import { AppError } from "../errors.js";
import { traceOf } from "../failure-trace.js";
import { asDatabaseFailure } from "./database-failure.js";
import { asLimitOfGraphql } from "./limits.js";
import { withoutSuggestions } from "./no-introspection.js";
import { placeInRequest } from "./place-in-request.js";
import { withWayOut } from "./way-out.js";
import { withoutValues } from "./without-values.js";

/** Takes fields that carry no personal data: no message of a foreign error, no value. */
export type LogFailure = (fields: Record<string, unknown>, message: string) => void;

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * Errors as callers see them: ours with `extensions.code`, and `field`, `reason` and `problems` where they have them;
 * those of GraphQL itself without values, with the field and what it takes; anything else as "Internal error", with a line
 * in the log instead. Where `schema` is null nothing is told of it.
 */
export function createErrorFormat(log: LogFailure, schema: GraphQLSchema | null): FormatError {
  return (formatted, error) => {
    const cause = causeOf(error);
    const known = knownFailure(cause, formatted);
    if (known !== null) {
      // What a caller must mend is no operator's concern.
      const isOurs = known !== cause && known.code !== "BAD_INPUT";
      if (isOurs && formatted.path !== undefined) log(describe(cause, formatted), known.message);
      return { ...placeOf(formatted), message: known.message, extensions: extensionsOf(known) };
    }
    if (isAboutTheRequest(formatted, cause)) {
      const code = codeOf(formatted);
      const field = placeInRequest(formatted.message, error);
      const extensions = { code, ...(field === undefined ? {} : { field }) };
      const told = withoutValues(formatted.message);
      const message = withWayOut(schema === null ? withoutSuggestions(told) : told, schema);
      const isNamed = field === undefined || /^(Variable|Unknown argument|Field) "/.test(message);
      return { ...placeOf(formatted), message: isNamed ? message : `"${field}": ${message}`, extensions };
    }
    log(describe(cause, formatted), "A field could not be answered.");
    return { ...placeOf(formatted), message: "Internal error", extensions: { code: INTERNAL } };
  };
}

const INTERNAL = "INTERNAL_SERVER_ERROR";

/** The code that a caller is told of an error. */
export function codeTold(error: GraphQLError): string {
  const cause = causeOf(error);
  const formatted = error.toJSON();
  const known = knownFailure(cause, formatted);
  if (known !== null) return known.code;
  return isAboutTheRequest(formatted, cause) ? codeOf(formatted) : INTERNAL;
}

const knownFailure = (cause: unknown, { message }: GraphQLFormattedError): AppError | null =>
  cause instanceof AppError ? cause : (asDatabaseFailure(cause) ?? asLimitOfGraphql(message));

/** What was thrown, below the layers that executors wrap it in. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Parsing, validation and variables fail before any field is answered, so without a path. */
const isAboutTheRequest = (formatted: GraphQLFormattedError, cause: unknown): boolean =>
  cause instanceof GraphQLError && formatted.path === undefined && formatted.extensions?.code !== INTERNAL;

/** On a socket there is no Apollo to give codes; these are Apollo's. */
function codeOf({ message, extensions }: GraphQLFormattedError): string {
  if (typeof extensions?.code === "string") return extensions.code;
  if (message.startsWith("Syntax Error")) return "GRAPHQL_PARSE_FAILED";
  return message.startsWith('Variable "$') ? "BAD_USER_INPUT" : "GRAPHQL_VALIDATION_FAILED";
}

const placeOf = ({ locations, path }: GraphQLFormattedError): Pick<GraphQLFormattedError, "locations" | "path"> => ({
  ...(locations === undefined ? {} : { locations }),
  ...(path === undefined ? {} : { path }),
});

function extensionsOf(error: AppError): Record<string, unknown> {
  const { code, field, reason } = error;
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(reason === undefined ? {} : { reason }),
    ...(error instanceof BadItems ? { problems: error.problems } : {}),
  };
}

/** A failure without its message, which may quote values. */
const describe = (cause: unknown, { path }: GraphQLFormattedError): Record<string, unknown> => ({
  field: path?.filter((step) => typeof step === "string").join("."),
  ...traceOf(cause),
});
