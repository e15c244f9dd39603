import { GraphQLError } from "graphql";
import { AppError } from "../errors.js";
import type { OperationSize, Variables } from "./operation-size.js";

/**
 * What one operation may ask for. The deepest sensible question (customers → calls → link → candidates → booking →
 * customer) is 11 deep; a page of 100 calls with everything about them costs about 15,000.
 */
const LIMITS = {
  /** Lexical tokens of a document; GraphiQL's introspection has 190. Checked by the parser, see `PARSE_OPTIONS`. */
  tokens: 4_000,
  depth: 15,
  aliases: 50,
  /** With fragments spread out: a document of 20 lines can ask for millions of fields. */
  fields: 2_000,
  cost: 25_000,
} as const;

/** For graphql-js's `parse`, wherever a document comes in. */
export const PARSE_OPTIONS = { maxTokens: LIMITS.tokens } as const;

/** Why the operation is refused, or null. */
export function findExceededLimit(size: OperationSize, variables: Variables): AppError | null {
  const { depth, aliases, fields } = size;
  if (depth > LIMITS.depth) {
    return exceeded(
      "DEPTH",
      `The operation is ${depth} levels deep; ${LIMITS.depth} are allowed. Ask for the inner objects by their id in a request of their own.`,
    );
  }
  if (aliases > LIMITS.aliases) {
    return exceeded(
      "ALIASES",
      `The operation has ${aliases} aliases; ${LIMITS.aliases} are allowed. Send it in several requests.`,
    );
  }
  if (fields > LIMITS.fields) {
    return exceeded(
      "FIELDS",
      `The operation has ${fields} fields with its fragments spread out; ${LIMITS.fields} are allowed. Send it in several requests.`,
    );
  }
  const cost = size.cost(variables);
  if (cost > LIMITS.cost) {
    return exceeded(
      "COST",
      `The operation may return about ${Math.round(cost)} objects; ${LIMITS.cost} are allowed. Ask for smaller pages ("first") or fewer fields of lists.`,
    );
  }
  return null;
}

/**
 * graphql-js's own words for a limit of its own, with our code; null for any other error. It compares fields of one name
 * pair by pair, to know whether they can be merged, and gives up at 500,000 steps.
 */
export function asLimitOfGraphql(message: string): AppError | null {
  if (/^(Syntax Error: )?Document contains more/.test(message)) {
    return exceeded(
      "TOKENS",
      `The document has more than ${LIMITS.tokens} tokens. Send it in several requests, and lists as variables.`,
    );
  }
  if (message !== "Validation aborted.") return null;
  return exceeded("FIELDS", "The operation names the same fields too often. Ask for each of them once.");
}

const exceeded = (reason: keyof typeof REASONS, message: string): AppError =>
  new AppError("LIMIT_EXCEEDED", message, { reason: REASONS[reason] });

const REASONS = {
  DEPTH: "TOO_DEEP",
  ALIASES: "TOO_MANY_ALIASES",
  FIELDS: "TOO_MANY_FIELDS",
  COST: "TOO_COSTLY",
  TOKENS: "TOO_MANY_TOKENS",
} as const;

/** As executors return what they refuse to run. */
export const refusal = (error: AppError): { errors: GraphQLError[] } => ({
  errors: [new GraphQLError(error.message, { originalError: error })],
});
