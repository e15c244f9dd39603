import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ParseOptions,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { AuditTrail } from "../audit-trail.js";
import { auditOperations } from "../graphql/audit-operations.js";
import { asDatabaseFailure } from "../graphql/database-failure.js";
import { untilDeadline, withinTime } from "../graphql/deadline.js";
import { causeOf, createErrorFormat, type FormatError } from "../graphql/error-format.js";
import { createExecutor, type Execute } from "../graphql/executor.js";
import { PARSE_OPTIONS } from "../graphql/limits.js";
import { noIntrospection } from "../graphql/no-introspection.js";
import type { RegisteredOperations } from "../graphql/registered-operations.js";
import { pause } from "../pause.js";
import type { Credential, RequestContext, RequestSurroundings } from "../request-context.js";
import { createRequestContext } from "../request-context.js";

/** How operations are read, run and told of their failures: the same over HTTP and over a socket. */
export interface GraphqlEngine {
  readonly schema: GraphQLSchema;
  readonly parseOptions: ParseOptions;
  /** Beyond those of the specification. */
  readonly validationRules: readonly ValidationRule[];
  /** null where any operation is accepted. */
  readonly registered: RegisteredOperations | null;
  /** Longest that an operation may take; events of subscriptions take as long as they take. */
  readonly requestTimeoutMs: number;
  /** For sockets; over HTTP Apollo keeps its own. */
  readonly readDocument: (source: string) => DocumentNode | readonly GraphQLError[];
  /** Queries and mutations. */
  readonly execute: Execute;
  /** Each event of a subscription. */
  readonly executeEvent: Execute;
  readonly formatError: FormatError;
}

export interface EngineSettings {
  readonly introspection: boolean;
  readonly registered: RegisteredOperations | null;
  readonly requestTimeoutMs: number;
  /** Where it is noted whose data was read. */
  readonly audit: AuditTrail;
}

const USUAL_SETTINGS: EngineSettings = {
  introspection: true,
  registered: null,
  requestTimeoutMs: 20_000,
  audit: { note: () => undefined },
};

export function createEngine(
  schema: GraphQLSchema,
  log: Logger,
  settings: Partial<EngineSettings> = {},
): GraphqlEngine {
  const { introspection, registered, requestTimeoutMs, audit } = { ...USUAL_SETTINGS, ...settings };
  const executeEvent = auditOperations(createExecutor(schema), audit);
  const validationRules = introspection ? [] : [noIntrospection];
  return {
    ...{ schema, parseOptions: PARSE_OPTIONS, validationRules, registered, requestTimeoutMs, executeEvent },
    readDocument: documentReader(schema, [...specifiedRules, ...validationRules]),
    execute: withinTime(executeEvent, requestTimeoutMs),
    formatError: createErrorFormat((fields, message) => log.error(fields, message), { suggests: introspection }),
  };
}

/** Thousands of sockets that reconnect at once ask for the same few documents. */
const KEPT_DOCUMENTS = 200;
const KEPT_CHARACTERS = 500_000;

/** Parses and validates, keeping what was valid. */
function documentReader(schema: GraphQLSchema, rules: readonly ValidationRule[]): GraphqlEngine["readDocument"] {
  const valid = new LRUCache<string, DocumentNode>({
    max: KEPT_DOCUMENTS,
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (_document, source) => Math.max(source.length, 1),
  });
  return (source) => {
    const known = valid.get(source);
    if (known !== undefined) return known;
    let document: DocumentNode;
    try {
      document = parse(source, PARSE_OPTIONS);
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return errors;
    valid.set(source, document);
    return document;
  };
}

export type ServerSurroundings = Omit<RequestSurroundings, "credential">;

/** One operation's context; with `timeoutMs`, one that asks for nothing more after that. */
export const contextOf = (
  surroundings: ServerSurroundings,
  credential: Credential,
  timeoutMs = Number.POSITIVE_INFINITY,
): RequestContext =>
  createRequestContext({ ...surroundings, credential, read: untilDeadline(surroundings.read, timeoutMs) });

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
  return mapEvents(events, async (event, left) => {
    for (;;) {
      const result = await engine.executeEvent({ ...args, rootValue: event, contextValue: context() });
      if (left.aborted || !isDatabaseAway(result)) return result;
      await pause(PAUSE_WITHOUT_DATABASE_MS, left);
    }
  });
}

const PAUSE_WITHOUT_DATABASE_MS = 500;

/**
 * Sent on with its errors, an event would be lost: the next one's cursor is behind it. So it waits for the database, as
 * those after it do.
 */
const isDatabaseAway = ({ errors }: ExecutionResult): boolean =>
  errors?.some((error) => asDatabaseFailure(causeOf(error))?.reason === "DATABASE_UNREACHABLE") ?? false;

/** Not `async function*`: its `return` would wait for the pending `next`, and a quiet source would never be left. */
function mapEvents(
  events: AsyncIterable<unknown>,
  run: (event: unknown, left: AbortSignal) => Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  const leaving = new AbortController();
  return {
    async next() {
      const { done, value } = await source.next();
      return done === true
        ? { done: true, value: undefined }
        : { done: false, value: await run(value, leaving.signal) };
    },
    async return() {
      leaving.abort();
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      leaving.abort();
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      leaving.abort();
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
