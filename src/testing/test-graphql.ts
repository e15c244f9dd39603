import { ApolloServer } from "@apollo/server";
import type { GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Sql } from "../database/sql.js";
import { createAuditor } from "../graphql/audit-operations.js";
import { createErrorFormat } from "../graphql/error-format.js";
import { createExecutor } from "../graphql/executor.js";
import { createKeptOperations } from "../graphql/kept-operations.js";
import { PARSE_OPTIONS } from "../graphql/limits.js";
import { createRequestContext, type RequestContext, type Scope } from "../request-context.js";
import { type VersionedAnswers, versionedAnswers } from "../versioned-answers.js";
import type { TestDatabase } from "./test-database.js";

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that the test's own query gives them
  readonly data: any;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  /** Statements that the operation sent outside transactions, in order. */
  readonly statements: readonly string[];
}

export interface TestGraphql {
  ask(query: string, variables?: Record<string, unknown>, scopes?: readonly Scope[]): Promise<Answer>;
  /** Fields and message of each line logged. */
  readonly logged: readonly [Record<string, unknown>, string][];
  stop(): Promise<void>;
}

export interface TestSurroundings {
  readonly answers?: VersionedAnswers;
  readonly now?: () => Date;
}

const TEST_BUSINESS = { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+1 555-555-0100"] };

/** The real server without its network: Apollo with our executor, error format and a context on `database`. */
export async function startTestGraphql(
  schema: GraphQLSchema,
  database: TestDatabase,
  { answers = versionedAnswers(1_000_000), now = () => new Date("2026-11-22T18:00:00Z") }: TestSurroundings = {},
): Promise<TestGraphql> {
  const kept = createKeptOperations(createAuditor({ note: () => undefined }));
  const execute = kept.watch(createExecutor(schema));
  const logged: [Record<string, unknown>, string][] = [];
  const apollo = new ApolloServer<RequestContext>({
    gateway: {
      load: async () => ({
        executor: async ({ document, request, context, operationName }) =>
          execute({
            schema,
            document,
            contextValue: context,
            variableValues: request.variables,
            operationName: operationName ?? request.operationName,
          }),
      }),
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: "" });
        return () => undefined;
      },
      stop: async () => undefined,
    },
    parseOptions: PARSE_OPTIONS,
    formatError: createErrorFormat((fields, message) => logged.push([fields, message]), schema),
    stopOnTerminationSignals: false,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await apollo.start();
  return {
    logged,
    async ask(query, variables = {}, scopes = ["read", "write"]) {
      const statements: string[] = [];
      const context = createRequestContext({
        credential: { id: "test", name: "Tests", scopes },
        read: counting(database.read, statements),
        heavyRead: counting(database.heavyRead, statements),
        sql: counting(database.sql, statements),
        transaction: (work) => database.transaction(work),
        business: TEST_BUSINESS,
        live: { head: () => 0, readAfter: async () => [], goneUpto: async () => 0, wakeAfter: () => () => undefined },
        answers,
        now,
      });
      const sent = { query, variables, operationName: null, accept: "" };
      const again = await kept.find(sent, context);
      if (again !== null) return { ...JSON.parse(again.body.toString()), statements };
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue: context });
      if (body.kind !== "single") throw new Error("The answer came in parts.");
      const text = JSON.stringify(body.singleResult);
      kept.keep(sent, context, { contentType: "", body: text });
      const { data, errors } = JSON.parse(text);
      return { data, errors, statements };
    },
    stop: () => apollo.stop(),
  };
}

const counting = (sql: Sql, statements: string[]): Sql => ({
  query(text, values, options) {
    statements.push(text);
    return sql.query(text, values, options);
  },
});
