import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { AppError } from "../errors.js";
import type { RequestContext } from "../request-context.js";

/** What the doors to GraphQL are tested with: a field that answers, one that fails, one that streams, one that is quiet. */
export const smallSchema = (): GraphQLSchema =>
  new GraphQLSchema({
    query: new GraphQLObjectType({
      name: "Query",
      fields: {
        who: { type: GraphQLString, resolve: (_root, _args, context: RequestContext) => context.credential.name },
        add: {
          type: GraphQLInt,
          args: { one: { type: new GraphQLNonNull(GraphQLInt) }, other: { type: new GraphQLNonNull(GraphQLInt) } },
          resolve: (_root, { one, other }: { one: number; other: number }) => one + other,
        },
        missing: {
          type: GraphQLString,
          resolve: () => {
            throw new AppError("NOT_FOUND", "There is no such thing.", { field: "id" });
          },
        },
      },
    }),
    mutation: new GraphQLObjectType({
      name: "Mutation",
      fields: { touch: { type: GraphQLString, resolve: () => "ok" } },
    }),
    subscription: new GraphQLObjectType({
      name: "Subscription",
      fields: {
        count: {
          type: GraphQLInt,
          args: { to: { type: new GraphQLNonNull(GraphQLInt) } },
          subscribe: (_root, { to }: { to: number }) => countTo(to),
          resolve: (event: number) => event,
        },
        quiet: { type: GraphQLString, subscribe: () => quiet() },
        /** Every number's first answer meets a database that is away. */
        stubborn: {
          type: GraphQLInt,
          args: { to: { type: new GraphQLNonNull(GraphQLInt) } },
          subscribe: (_root, { to }: { to: number }) => countTo(to),
          resolve: failsFirst("57P01"),
        },
        /** Every number's first answer meets a database that takes too long. */
        sluggish: {
          type: GraphQLInt,
          args: { to: { type: new GraphQLNonNull(GraphQLInt) } },
          subscribe: (_root, { to }: { to: number }) => countTo(to),
          resolve: failsFirst("57014"),
        },
        /** Every answer does. */
        hopeless: { type: GraphQLInt, subscribe: () => countTo(1), resolve: () => failWith("57014") },
        /** Cannot begin while the database is away, and it is. */
        unreachable: { type: GraphQLInt, subscribe: () => failWith("57P01") },
      },
    }),
  });

async function* countTo(to: number): AsyncGenerator<number> {
  for (let number = 1; number <= to; number++) yield number;
}

/** Never says anything, and ends at once when it is left. */
function quiet(): AsyncIterableIterator<never> {
  let end: (result: IteratorResult<never>) => void = () => undefined;
  return {
    next: () => new Promise((resolve) => (end = resolve)),
    async return() {
      end({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function failsFirst(code: string): (event: number) => number {
  const met = new Set<number>();
  return (event) => {
    if (met.has(event)) return event;
    met.add(event);
    return failWith(code);
  };
}

/** As a statement fails. */
function failWith(code: string): never {
  throw Object.assign(new Error("the database could not answer"), { code });
}
