import { type GraphQLSchema, isEnumType } from "graphql";

/** What a scalar takes: GraphQL's complaint says that a value is wrong, not what a right one is like. */
const TAKES: Readonly<Record<string, string>> = {
  ID: "an id as text",
  Int: "a whole number",
  Float: "a number",
  Boolean: "true or false",
  String: "text",
  DateTime: "an instant with its zone, such as 2026-05-01T18:30:00-07:00",
};

/** GraphQL's complaint about a value, with what there should be instead. `schema` is one that may be told of. */
export function withWayOut(message: string, schema: GraphQLSchema | null): string {
  const scalar = /\b(\w+) cannot represent /.exec(message)?.[1];
  const takes = TAKES[scalar ?? ""] ?? valuesOf(/ "(\w+)" enum\b|\bEnum "(\w+)" cannot/.exec(message), schema);
  if (takes === null) return message;
  return `${message}${/[.?]$/.test(message) ? "" : "."} It takes ${takes}.`;
}

function valuesOf(found: RegExpExecArray | null, schema: GraphQLSchema | null): string | null {
  const type = schema?.getType(found?.[1] ?? found?.[2] ?? "");
  return isEnumType(type)
    ? `one of ${type
        .getValues()
        .map(({ name }) => name)
        .join(", ")}`
    : null;
}
