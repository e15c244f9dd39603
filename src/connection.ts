import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import { z } from "zod";
import { badInput } from "./errors.js";

/** Relay connections: https://relay.dev/graphql/connections.htm, forward paging, newest or best first. */

@ObjectType({ simpleResolvers: true, description: "Where this page stands in the whole list." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more edges follow `endCursor`." })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: "Whether edges precede `startCursor`: true on every page asked for with `after`.",
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first edge of this page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Give it as `after` to get the next page." })
  endCursor!: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

/** `totalCount` is a thunk so that a page that does not ask for it does not pay for it. */
export interface Connection<E extends Edge<unknown>> {
  edges: E[];
  pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

/** `CallRecordingEdge` for `CallRecording`. Extend it to add fields to the edge. */
export function edgeClass<Node extends object>(node: ClassType<Node>, name: string): ClassType<Edge<Node>> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `${/^[AEIOU]/.test(name) ? "An" : "A"} ${name} in a list, with the cursor to continue after it.`,
  })
  class NodeEdge implements Edge<Node> {
    @Field(() => String, { description: "Opaque position of this edge; give it as `after`." })
    cursor!: string;

    @Field(() => node, { description: `The ${name} itself.` })
    node!: Node;
  }
  return NodeEdge;
}

/** `CallRecordingConnection` for `CallRecording` and its edge class. */
export function connectionClass<E extends Edge<unknown>>(edge: ClassType<E>, name: string): ClassType<Connection<E>> {
  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: `A page of a list of ${name}, with keyset pagination.`,
  })
  class NodeConnection implements Connection<E> {
    @Field(() => [edge], { description: "The edges of this page, in order." })
    edges!: E[];

    @Field(() => PageInfo, { description: "Where this page stands." })
    pageInfo!: PageInfo;

    totalCount!: () => Promise<number>;

    // A field of its own: neither executor calls a thunk that stands where a value belongs.
    @Field(() => Int, { name: "totalCount", description: "How many there are in the whole list." })
    count(): Promise<number> {
      return this.totalCount();
    }
  }
  return NodeConnection;
}

const LARGEST_PAGE = 100;

/** `first` of a request: 1 to 100. Throws BAD_INPUT that says so. */
export function pageSize(first: number | null | undefined, fallback = 20): number {
  if (first === null || first === undefined) return fallback;
  if (first < 1 || first > LARGEST_PAGE) {
    throw badInput(
      "first",
      `"first" takes a whole number from 1 to ${LARGEST_PAGE}; it was ${first}.`,
      "INVALID_PAGE_SIZE",
    );
  }
  return first;
}

/**
 * A page from `limit + 1` rows: fetch one more than asked for, so that `hasNextPage` needs no second statement.
 * `cursorOf` gives the keyset values of a row.
 */
export function connectionOf<Row, E extends Edge<unknown>>(
  rows: readonly Row[],
  limit: number,
  options: {
    after: string | null | undefined;
    edge: (row: Row, cursor: string) => E;
    cursorOf: (row: Row) => readonly unknown[];
    totalCount: () => Promise<number>;
  },
): Connection<E> {
  const edges = rows.slice(0, limit).map((row) => options.edge(row, encodeCursor(options.cursorOf(row))));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > limit,
      hasPreviousPage: options.after !== null && options.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: options.totalCount,
  };
}

/** A cursor is the keyset values as base64url JSON: opaque to clients, readable in a debugger, free of server state. */
export const encodeCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

const OF_A_LIST = 'of this list; give the "endCursor" of the page before, or leave it out to start at the beginning.';

/**
 * The keyset values of `after`, or null where the list starts at its beginning. Throws BAD_INPUT (INVALID_CURSOR), which
 * says that it is no cursor `ofWhat`, and the way out.
 */
export function decodeCursor<Values extends readonly unknown[]>(
  after: string | null | undefined,
  shape: z.ZodType<Values>,
  ofWhat = OF_A_LIST,
): Values | null {
  if (after === null || after === undefined) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(after, "base64url").toString("utf8")));
  } catch (cause) {
    const invalid = badInput("after", `"after" is not a cursor ${ofWhat}`, "INVALID_CURSOR");
    invalid.cause = cause;
    throw invalid;
  }
}

/** Keyset of lists ordered by an instant and an id. What PostgreSQL would refuse (year 0) is no cursor of ours either. */
export const instantAndId = z.tuple([
  z.iso
    .datetime()
    .max(32)
    .regex(/^(?!0000)/),
  z.uuid(),
]);
