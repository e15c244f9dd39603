import { describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute as executeSlowly,
  type GraphQLSchema,
  isObjectType,
  parse,
} from "graphql";
import { AppError } from "../errors.js";
import { createErrorFormat } from "./error-format.js";
import { createExecutor } from "./executor.js";

/** A schema whose resolvers do what resolvers do: answer, promise, throw, leave out. */
function worldSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { now: Thing, later: Thing, list(first: Int = 2): [Thing!]!, color(of: Color): Color, echo(word: String): String }
    type Mutation { add(n: Int!): Int! }
    type Subscription { event: Thing }
    type Thing { name: String, refused: String, broken: String, needed: String!, self: Thing, n: Int }
    enum Color { RED GREEN }
  `);
  const resolvers: Record<string, Record<string, (source: never, args: never) => unknown>> = {
    Query: {
      now: () => ({ name: "now", n: 1 }),
      later: async () => ({ name: "later" }),
      list: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_item, n) => ({ name: `${n}`, n })),
      color: (_: unknown, { of }: { of: unknown }) => of,
      echo: (_: unknown, { word }: { word: unknown }) => word,
    },
    Mutation: {
      add: async (_: unknown, { n }: { n: number }) => {
        // The later a mutation comes, the sooner it would be done.
        for (let turn = n; turn < 5; turn++) await null;
        order.push(n);
        return n;
      },
    },
    Thing: {
      refused: () => Promise.reject(new AppError("NOT_FOUND", "There is none.", { field: "id", reason: "GONE" })),
      broken: () => {
        throw new Error("secret");
      },
      needed: () => null,
      self: (source: unknown) => source,
    },
  };
  for (const [name, fields] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const [field, resolve] of Object.entries(fields)) Object.assign(type.getFields()[field] ?? {}, { resolve });
  }
  return schema;
}

const order: number[] = [];
const schema = worldSchema();
const execute = createExecutor(schema);

const normal = async (result: ExecutionResult | Promise<ExecutionResult>) => JSON.parse(JSON.stringify(await result));
const byMessage = ({ errors = [], ...rest }: { errors?: { message: string; path?: unknown }[] }) => ({
  ...rest,
  errors: errors
    .map(({ message, path }) => ({ message, path }))
    .sort((a, b) => (JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1)),
});

describe("the executor", () => {
  it.each<[string, Record<string, unknown>?]>([
    ["{ now { name self { self { n } } } later { name } }"],
    ["query ($with: Boolean!) { now { name @include(if: $with) n @skip(if: $with) } }", { with: true }],
    [
      "query ($first: Int) { list(first: $first) { ...T } } fragment T on Thing { a: name n ... on Thing { n } }",
      { first: 3 },
    ],
    ["query ($first: Int) { list(first: $first) { name } }"],
    ["query ($of: Color = GREEN) { color(of: $of) }"],
    ["query ($of: Color) { color(of: $of) }", { of: "RED" }],
    ["query ($of: Color) { color(of: $of) }", { of: "BLUE" }],
    ["query ($of: Color!) { color(of: $of) }"],
    ["query ($word: String) { echo(word: $word) }", { word: null }],
    ["{ now { name refused broken } }"],
    ["{ now { name self { needed } } later { needed } }"],
    ["{ list { needed } }"],
    ['{ __typename __type(name: "Thing") { name fields { name } } }'],
    ["query A { now { name } } query B { later { name } }"],
  ])("answers as graphql-js does: %s %j", async (query, variables = {}) => {
    const document = parse(query);
    const args = { schema, document, variableValues: variables, contextValue: {} };
    const expected = byMessage(await normal(executeSlowly(args)));
    expect(byMessage(await normal(execute(args)))).toEqual(expected);
    expect(byMessage(await normal(execute({ ...args, document: parse(query) })))).toEqual(expected);
  });

  it("runs one operation of several, and mutations one after the other", async () => {
    const document = parse("query A { now { name } } mutation B { a: add(n: 1) b: add(n: 2) c: add(n: 3) }");
    expect(await normal(execute({ schema, document, operationName: "A" }))).toEqual({ data: { now: { name: "now" } } });
    await execute({ schema, document, operationName: "B" });
    expect(order).toEqual([1, 2, 3]);
  });

  it("answers a single event of a subscription", async () => {
    const document = parse("subscription { event { name self { n } } }");
    const result = await normal(execute({ schema, document, rootValue: { event: { name: "it", n: 4 } } }));
    expect(result).toEqual({ data: { event: { name: "it", self: { n: 4 } } } });
  });

  it("keeps no document that it cannot name", async () => {
    const document: DocumentNode = parse("{ now { name } }", { noLocation: true });
    expect(await normal(execute({ schema, document }))).toEqual({ data: { now: { name: "now" } } });
  });

  it("passes on what resolvers threw", async () => {
    const logged: [Record<string, unknown>, string][] = [];
    const format = createErrorFormat((fields, message) => logged.push([fields, message]), null);
    const document = parse("{ now { refused broken } }");
    const { errors = [] } = await execute({ schema, document });
    expect(errors.map((error) => format(error.toJSON(), error))).toEqual(
      expect.arrayContaining([
        {
          message: "There is none.",
          path: ["now", "refused"],
          locations: [{ line: 1, column: 9 }],
          extensions: { code: "NOT_FOUND", field: "id", reason: "GONE" },
        },
        {
          message: "Internal error",
          path: ["now", "broken"],
          locations: [{ line: 1, column: 17 }],
          extensions: { code: "INTERNAL_SERVER_ERROR" },
        },
      ]),
    );
    expect(JSON.stringify(logged)).not.toContain("secret");
    expect(logged).toHaveLength(1);
  });
});
