import fc from "fast-check";
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { evilNumber, evilString, evilValue } from "./evil-values.js";

export interface Operation {
  readonly query: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** What a generated operation is decided by: numbers, and values to put where values are wanted. */
interface Chances {
  /** From 0 to `below` - 1. */
  pick(below: number): number;
  text(): string;
  number(): number;
  value(): unknown;
}

/** Operations that the schema knows, with plausible and absurd values; some of them broken as text. */
export function operation(schema: GraphQLSchema, ids: readonly string[]): fc.Arbitrary<Operation> {
  const chances = fc.record({
    numbers: fc.array(fc.nat(999), { minLength: 30, maxLength: 120 }),
    texts: fc.array(evilString, { minLength: 3, maxLength: 6 }),
    values: fc.array(evilValue, { minLength: 3, maxLength: 6 }),
    absurd: fc.array(evilNumber, { minLength: 3, maxLength: 6 }),
  });
  const whole = chances.map((given) => build(schema, ids, chancesOf(given)));
  const broken = fc.tuple(whole, fc.nat(), evilString, fc.nat(30)).map(([{ query, variables }, place, text, cut]) => {
    const source = String(query);
    const at = place % (source.length + 1);
    return { query: source.slice(0, at) + text + source.slice(at + cut), variables };
  });
  const absurd = fc.record({ query: evilValue, variables: evilValue, operationName: evilValue });
  const deep = fc.constantFrom(
    `{ ${"customers { edges { node { bookings { edges { node { customer { ".repeat(40)}`,
    `{ ${"a: __typename ".repeat(5_000)}}`,
    `query ($v: ${"[".repeat(200)}Int${"]".repeat(200)}) { __typename }`,
    `{ customers(search: ${"[".repeat(3_000)}${"]".repeat(3_000)}) { totalCount } }`,
    `{ ...A } ${Array.from({ length: 60 }, (_, n) => `fragment ${n === 0 ? "A" : `A${n}`} on Query { ...A${n + 1} ...A${n + 1} }`).join(" ")} fragment A60 on Query { __typename }`,
    "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }",
  );
  return fc.oneof(
    { arbitrary: whole, weight: 10 },
    { arbitrary: broken, weight: 3 },
    { arbitrary: absurd, weight: 1 },
    { arbitrary: deep.map((query) => ({ query })), weight: 1 },
  );
}

function chancesOf(given: { numbers: number[]; texts: string[]; values: unknown[]; absurd: number[] }): Chances {
  let drawn = 0;
  const draw = () => given.numbers[drawn++ % given.numbers.length] ?? 0;
  return {
    pick: (below) => draw() % below,
    text: () => given.texts[draw() % given.texts.length] ?? "",
    number: () => given.absurd[draw() % given.absurd.length] ?? 0,
    value: () => given.values[draw() % given.values.length] ?? null,
  };
}

const DEEPEST = 6;

function build(schema: GraphQLSchema, ids: readonly string[], chances: Chances): Operation {
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const kind =
    (["query", "query", "query", "mutation", "mutation", "subscription"] as const)[chances.pick(6)] ?? "query";
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind];

  const argument = ({ name, type }: GraphQLArgument): string => {
    const variable = `v${declared.length}`;
    declared.push(`$${variable}: ${type}`);
    variables[variable] = chances.pick(4) === 0 ? chances.value() : input(type, ids, chances, 0);
    return `${name}: $${variable}`;
  };
  const select = (type: GraphQLNamedType | null | undefined, depth: number): string => {
    if (!isObjectType(type)) return "__typename";
    const fields = Object.values(type.getFields());
    const wanted = Array.from(
      { length: 1 + chances.pick(depth === 0 ? 2 : 5) },
      () => fields[chances.pick(fields.length)],
    );
    return wanted
      .map((field, index) => (field === undefined ? "__typename" : fieldText(field, depth, index)))
      .join(" ");
  };
  const fieldText = (field: GraphQLField<unknown, unknown>, depth: number, index: number): string => {
    const type = getNamedType(field.type);
    if (depth >= DEEPEST && isCompositeType(type)) return "__typename";
    const needed = field.args.filter(({ type: needs }) => isNonNullType(needs) || chances.pick(2) === 0);
    const parameters = needed.length === 0 ? "" : `(${needed.map(argument).join(", ")})`;
    const directive =
      chances.pick(12) === 0 ? ` @${chances.pick(2) === 0 ? "skip" : "include"}(if: ${chances.pick(2) === 0})` : "";
    const inside = isCompositeType(type) ? ` { ${select(type, depth + 1)} }` : "";
    return `f${index}: ${field.name}${parameters}${directive}${inside}`;
  };
  const selection = select(root, 0);
  const parameters = declared.length === 0 ? "" : `(${declared.join(", ")})`;
  return {
    query: `${kind} Fuzz${parameters} { ${selection} }`,
    variables,
    ...(chances.pick(9) === 0 ? { operationName: chances.value() } : {}),
  };
}

/** A value that fits the type, as far as GraphQL can tell; what it means may be nonsense. */
function input(type: GraphQLInputType, ids: readonly string[], chances: Chances, depth: number): unknown {
  if (isNonNullType(type)) return input(type.ofType, ids, chances, depth);
  if (chances.pick(8) === 0) return null;
  if (isListType(type)) {
    const length = chances.pick(20) === 0 ? 1_001 : chances.pick(4);
    return Array.from({ length }, () => input(type.ofType, ids, chances, depth + 1));
  }
  if (isEnumType(type)) return type.getValues()[chances.pick(type.getValues().length)]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || chances.pick(2) === 0,
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, depth > 4 ? null : input(field.type, ids, chances, depth + 1)]),
    );
  }
  if (type.name === "ID" && chances.pick(3) > 0) return ids[chances.pick(ids.length)] ?? chances.text();
  if (type.name === "Int") return chances.pick(2) === 0 ? chances.pick(120) : chances.number();
  if (type.name === "Float") return chances.number();
  if (type.name === "Boolean") return chances.pick(2) === 0;
  if (type.name === "DateTime" && chances.pick(2) === 0)
    return `20${10 + chances.pick(40)}-0${1 + chances.pick(9)}-1${chances.pick(9)}T12:00:00Z`;
  if (type.name === "JSON") return chances.value();
  return chances.text();
}
