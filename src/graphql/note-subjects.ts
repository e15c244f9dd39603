import { type GraphQLField, type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import type { Subjects } from "../audit-trail.js";
import type { RequestContext } from "../request-context.js";

type Note = (value: never, subjects: Subjects) => void;

/** Types that are somebody's data. */
const NOTES: Readonly<Record<string, Note>> = {
  Customer: (customer: { id: string }, { customers }) => customers.add(customer.id),
  Booking: (booking: { customerId: string }, { customers }) => customers.add(booking.customerId),
  CallRecording: (recording: { id: string; customerId: string | null }, { customers, recordings }) => {
    recordings.add(recording.id);
    if (recording.customerId !== null) customers.add(recording.customerId);
  },
};

/**
 * Has every field that answers with customers, bookings or recordings, single, listed or in a connection, note whose they
 * are in the operation's context, so that no resolver can forget to. Changes `schema`: call it before anything is compiled.
 */
export function noteSubjects(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const note = noteOf(field);
      // A field without a resolver hands on what a field above it was noted for.
      if (note !== null && field.resolve !== undefined) field.resolve = noting(field.resolve, note);
    }
  }
  return schema;
}

function noteOf(field: GraphQLField<unknown, unknown>): Note | null {
  const type = getNamedType(field.type);
  const known = NOTES[type.name];
  if (known !== undefined) return known;
  const edges = isObjectType(type) ? type.getFields().edges : undefined;
  const edge = edges === undefined ? undefined : getNamedType(edges.type);
  const node = edge !== undefined && isObjectType(edge) ? edge.getFields().node : undefined;
  const note = node === undefined ? undefined : NOTES[getNamedType(node.type).name];
  if (note === undefined) return null;
  return (connection: { edges: readonly { node: never }[] }, subjects) => {
    for (const { node } of connection.edges) note(node, subjects);
  };
}

type Resolve = NonNullable<GraphQLField<unknown, unknown>["resolve"]>;

function noting(resolve: Resolve, note: Note): Resolve {
  const take = (value: unknown, subjects: Subjects): unknown => {
    if (Array.isArray(value)) for (const one of value) take(one, subjects);
    else if (value !== null && value !== undefined) note(value as never, subjects);
    return value;
  };
  return (source, args, context, info) => {
    const { subjects } = context as RequestContext;
    const value = resolve(source, args, context, info);
    return value instanceof Promise ? value.then((settled) => take(settled, subjects)) : take(value, subjects);
  };
}
