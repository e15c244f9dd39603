import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { fragmentsOf } from "./root-selections.js";

/** How large an operation is, known before it is run. */
export interface OperationSize {
  /** Objects within objects. */
  readonly depth: number;
  /** Fields that are asked for under another name, fragments spread out. */
  readonly aliases: number;
  /** All fields, fragments spread out. */
  readonly fields: number;
  /**
   * How many objects the answer may hold at most, pages and edges not counted, and what fields that say `complexity`
   * count as.
   */
  cost(variables: Variables): number;
}

export type Variables = Readonly<Record<string, unknown>>;

/** `known` holds what fragments cost: one that is spread a million times is worked out once. */
type Cost = (variables: Variables, known: Map<string, number>) => number;

interface Part {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly cost: Cost;
}

/** What a page holds where `first` is absent, as `pageSize` of `connection.ts` has it. */
const USUAL_PAGE = 20;
/** What a list without paging is taken to hold. */
const USUAL_LIST = 10;
/** Types of `connection.ts`: the frame around what is asked for. */
const PAGING = /(Connection|Edge|^PageInfo)$/;
const NOTHING: Part = { depth: 0, aliases: 0, fields: 0, cost: () => 0 };

/**
 * Measures `operation`, which must be valid: fragments end, fields exist. Each fragment is measured once, however often
 * it is spread, so that a document of fragments that double each other is measured in no time and then refused.
 * Introspection counts nothing: graphql-js bounds its depth by a rule of its own.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationSize {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, Part>();

  const measureSet = (set: SelectionSetNode, type: GraphQLNamedType | undefined): Part =>
    together(
      set.selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return measureField(selection, type);
        if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
        const condition = selection.typeCondition?.name.value;
        return measureSet(selection.selectionSet, condition === undefined ? type : schema.getType(condition));
      }),
    );

  const measureFragment = (name: string): Part => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const inside =
      fragment === undefined
        ? NOTHING
        : measureSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    const part = { ...inside, cost: rememberedCost(name, inside.cost) };
    measured.set(name, part);
    return part;
  };

  const measureField = (node: FieldNode, parent: GraphQLNamedType | undefined): Part => {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const aliases = node.alias === undefined ? 0 : 1;
    // `__typename` and its like: nothing to find out, yet something to write.
    if (field === undefined) return { ...NOTHING, aliases, fields: 1 };
    const inside = node.selectionSet === undefined ? NOTHING : measureSet(node.selectionSet, getNamedType(field.type));
    const times = isCompositeType(getNamedType(field.type)) ? howMany(field, node) : () => 1;
    const own = ownCost(field);
    return {
      depth: inside.depth + (node.selectionSet === undefined ? 0 : 1),
      aliases: inside.aliases + aliases,
      fields: inside.fields + 1,
      cost: (variables, known) => times(variables) * (own + inside.cost(variables, known)),
    };
  };

  const whole = measureSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
  return { ...whole, cost: (variables) => whole.cost(variables, new Map()) };
}

function rememberedCost(name: string, cost: Cost): Cost {
  return (variables, known) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const now = cost(variables, known);
    known.set(name, now);
    return now;
  };
}

/**
 * A connection counts its `first` once, at the connection: `edges` and `nodes` below it are that same page. Any other
 * list of objects counts as `USUAL_LIST`.
 */
function howMany(field: GraphQLField<unknown, unknown>, node: FieldNode): (variables: Variables) => number {
  if (field.args.some(({ name }) => name === "first")) {
    const given = node.arguments?.find(({ name }) => name.value === "first")?.value;
    return (variables) => pageOf(given, variables);
  }
  if (!isListType(getNullableType(field.type)) || /^(edges|nodes)$/.test(field.name)) return () => 1;
  return () => USUAL_LIST;
}

function pageOf(given: ValueNode | undefined, variables: Variables): number {
  const first =
    given?.kind === Kind.VARIABLE
      ? variables[given.name.value]
      : given?.kind === Kind.INT
        ? Number(given.value)
        : undefined;
  return typeof first === "number" ? Math.max(first, 1) : USUAL_PAGE;
}

function ownCost(field: GraphQLField<unknown, unknown>): number {
  const { complexity } = field.extensions;
  if (typeof complexity === "number") return complexity;
  const type = getNamedType(field.type);
  return isCompositeType(type) && !PAGING.test(type.name) ? 1 : 0;
}

const together = (parts: readonly Part[]): Part => ({
  depth: Math.max(0, ...parts.map(({ depth }) => depth)),
  aliases: parts.reduce((sum, { aliases }) => sum + aliases, 0),
  fields: parts.reduce((sum, { fields }) => sum + fields, 0),
  cost: (variables, known) => parts.reduce((sum, { cost }) => sum + cost(variables, known), 0),
});
