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
import type { Logger } from "pino";
import type { AuditTrail } from "../audit-trail.js";
import { createAuditor } from "../graphql/audit-operations.js";
import { untilDeadline, withinTime } from "../graphql/deadline.js";
import { createErrorFormat, type FormatError } from "../graphql/error-format.js";
import { createExecutor, type Execute } from "../graphql/executor.js";
import { createKeptOperations, type KeptOperations } from "../graphql/kept-operations.js";
import { PARSE_OPTIONS } from "../graphql/limits.js";
import { createLiveResults, type LiveResults } from "../graphql/live-results.js";
import type { FollowedFeed } from "../graphql/live-subscription.js";
import { noIntrospection } from "../graphql/no-introspection.js";
import type { RegisteredOperations } from "../graphql/registered-operations.js";
import type { Credential, RequestContext, RequestSurroundings } from "../request-context.js";
import { createRequestContext } from "../request-context.js";
import { NO_TRACING, type Tracing } from "../tracing.js";
import { keepDocuments } from "./kept-documents.js";

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
  /** Answers over HTTP that are given again. */
  readonly kept: KeptOperations;
  /** What subscribers are sent of events. */
  readonly liveResults: LiveResults;
  readonly formatError: FormatError;
}

export interface EngineSettings {
  readonly introspection: boolean;
  readonly registered: RegisteredOperations | null;
  readonly requestTimeoutMs: number;
  /** Where it is noted whose data was read. */
  readonly audit: AuditTrail;
  readonly tracing: Tracing;
}

const USUAL_SETTINGS: EngineSettings = {
  introspection: true,
  registered: null,
  requestTimeoutMs: 20_000,
  audit: { note: () => undefined },
  tracing: NO_TRACING,
};

export function createEngine(
  schema: GraphQLSchema,
  log: Logger,
  settings: Partial<EngineSettings> = {},
): GraphqlEngine {
  const { introspection, registered, requestTimeoutMs, audit, tracing } = { ...USUAL_SETTINGS, ...settings };
  const auditor = createAuditor(audit);
  const executeEvent = auditor.watch(createExecutor(schema));
  const kept = createKeptOperations(auditor);
  const validationRules = introspection ? [] : [noIntrospection];
  const formatError = createErrorFormat((fields, message) => log.error(fields, message), introspection ? schema : null);
  return {
    ...{ schema, parseOptions: PARSE_OPTIONS, validationRules, registered, requestTimeoutMs, formatError },
    readDocument: documentReader(schema, [...specifiedRules, ...validationRules]),
    execute: withinTime(kept.watch(executeEvent), requestTimeoutMs),
    kept,
    liveResults: createLiveResults(
      executeEvent,
      (result) => JSON.stringify(formatResult({ formatError }, result)),
      tracing,
    ),
  };
}

/** Parses and validates, keeping what was valid. */
function documentReader(schema: GraphQLSchema, rules: readonly ValidationRule[]): GraphqlEngine["readDocument"] {
  const valid = keepDocuments();
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
  createRequestContext({
    ...{ ...surroundings, credential },
    read: untilDeadline(surroundings.read, timeoutMs),
    heavyRead: untilDeadline(surroundings.heavyRead, timeoutMs),
  });

/** The payloads of a subscription's events, each a JSON text, in order. */
export interface PayloadStream {
  /** At least one; none when it has ended or was left. */
  next(): Promise<readonly Promise<string>[]>;
  leave(): Promise<void>;
}

/** Begins a subscription; its refusal where it cannot begin. */
export async function subscribe(
  engine: GraphqlEngine,
  args: ExecutionArgs,
  context: () => RequestContext,
): Promise<ExecutionResult | PayloadStream> {
  const first = context();
  const events = await createSourceEventStream({ ...args, contextValue: first });
  if (!isAsyncIterable(events)) return events;
  const source = events[Symbol.asyncIterator]() as AsyncIterator<unknown> & Partial<Pick<FollowedFeed, "nextTogether">>;
  const audience = engine.liveResults.join(args, first.credential, context);
  let isLeft = false;
  return {
    async next() {
      const together = (await source.nextTogether?.()) ?? (await oneOf(source));
      return isLeft ? [] : together.map((event) => audience.payloadOf(event));
    },
    async leave() {
      if (isLeft) return;
      isLeft = true;
      audience.leave();
      await source.return?.();
    },
  };
}

async function oneOf(source: AsyncIterator<unknown>): Promise<unknown[]> {
  const { done, value } = await source.next();
  return done === true ? [] : [value];
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

export const formatErrors = (
  engine: Pick<GraphqlEngine, "formatError">,
  errors: readonly GraphQLError[],
): GraphQLFormattedError[] => errors.map((error) => engine.formatError(error.toJSON(), error));

/** The result with its errors as callers see them. */
export function formatResult<Result extends { readonly errors?: readonly GraphQLError[] | undefined }>(
  engine: Pick<GraphqlEngine, "formatError">,
  result: Result,
): Omit<Result, "errors"> & FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors === undefined ? rest : { ...rest, errors: formatErrors(engine, errors) };
}
