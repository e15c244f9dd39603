import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from "graphql";
import type { Credential, RequestContext, RequestSurroundings } from "../request-context.js";
import { createRequestContext } from "../request-context.js";

/** How operations are checked, run and told of their failures: the same over HTTP and over a socket. */
export interface GraphqlEngine {
  readonly schema: GraphQLSchema;
  /** Queries, mutations and each event of a subscription. */
  readonly execute: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;
  /** Beside those of the specification. */
  readonly validationRules: readonly ValidationRule[];
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** graphql-js as it is; for tests of what surrounds it. */
export const plainEngine = (schema: GraphQLSchema): GraphqlEngine => ({
  schema,
  execute: (args) => execute(args) as ExecutionResult | Promise<ExecutionResult>,
  validationRules: [],
  formatError: (formatted) => formatted,
});

export type ServerSurroundings = Omit<RequestSurroundings, "credential">;

export const contextOf = (surroundings: ServerSurroundings, credential: Credential): RequestContext =>
  createRequestContext({ ...surroundings, credential });

/**
 * A subscription whose every event is executed in a context of its own: loaders that lived as long as the subscription
 * would answer today's event with yesterday's rows.
 */
export async function subscribe(
  engine: GraphqlEngine,
  args: ExecutionArgs,
  context: () => RequestContext,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const events = await createSourceEventStream({ ...args, contextValue: context() });
  if (!isAsyncIterable(events)) return events;
  return mapEvents(events, (event) => engine.execute({ ...args, rootValue: event, contextValue: context() }));
}

/** Not `async function*`: its `return` would wait for the pending `next`, and a quiet source would never be left. */
function mapEvents(
  events: AsyncIterable<unknown>,
  run: (event: unknown) => ExecutionResult | Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  return {
    async next() {
      const { done, value } = await source.next();
      return done === true ? { done: true, value: undefined } : { done: false, value: await run(value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await source.return?.();
    },
  };
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

export const formatErrors = (engine: GraphqlEngine, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
  errors.map((error) => engine.formatError(error.toJSON(), error));

/** The result with its errors as callers see them. */
export function formatResult<Result extends { readonly errors?: readonly GraphQLError[] | undefined }>(
  engine: GraphqlEngine,
  result: Result,
): Omit<Result, "errors"> & FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors === undefined ? rest : { ...rest, errors: formatErrors(engine, errors) };
}
