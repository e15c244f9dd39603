import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { type AuthCheckerFn, buildSchema, type ClassType, type NonEmptyArray, type PubSub } from "type-graphql";
import { requireScope } from "../authorization.js";
import type { RequestContext, Scope } from "../request-context.js";
import { noteSubjects } from "./note-subjects.js";

export interface SchemaParts {
  /** Resolver classes; an edge's field exists only if the class that answers it is among them. */
  readonly resolvers: NonEmptyArray<ClassType>;
  /** Instances of the resolvers that need a service; the others are made here, once. */
  readonly instances?: ReadonlyMap<ClassType, object>;
}

/** The executable schema. Throws where decorators contradict each other. */
export async function buildGraphqlSchema({ resolvers, instances = new Map() }: SchemaParts): Promise<GraphQLSchema> {
  const made = new Map<unknown, object>(instances);
  const schema = await buildSchema({
    resolvers,
    orphanedTypes: [],
    authChecker: checkScopes,
    validate: false,
    pubSub: noPubSub,
    container: {
      get(resolver: ClassType) {
        let instance = made.get(resolver);
        if (instance === undefined) {
          instance = new resolver() as object;
          made.set(resolver, instance);
        }
        return instance;
      },
    },
  });
  return noteSubjects(schema);
}

/** `schema.graphql`: sorted, so that the order of declarations is nobody's business. */
export const printGraphqlSchema = (schema: GraphQLSchema): string =>
  `${printSchema(lexicographicSortSchema(schema))}\n`;

/** `@Authorized("read")`: every scope named is needed. */
const checkScopes: AuthCheckerFn<RequestContext, Scope> = ({ context }, scopes) => {
  for (const scope of scopes) requireScope(context, scope);
  return true;
};

/** TypeGraphQL demands one; our subscriptions read the outbox and name their own `subscribe`. */
const noPubSub: PubSub = {
  publish() {
    throw new Error("Events are published by writing to the outbox.");
  },
  subscribe() {
    throw new Error("A subscription must name its own `subscribe`.");
  },
};
