import { type FragmentDefinitionNode, type GraphQLResolveInfo, Kind, type SelectionNode } from "graphql";

/** What a field's resolver needs to see of the operation it is part of. */
export type Selection = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">;

/**
 * The names of the fields asked for at `path` below the resolved field, e.g. `["edges", "node"]`, through aliases and
 * fragments. `@skip` and `@include` are not looked at: a read-ahead may read too much, never too little.
 */
export function selectedFields({ fieldNodes, fragments }: Selection, path: readonly string[]): ReadonlySet<string> {
  const key = fieldNodes[0];
  const place = path.join(".");
  const known = key === undefined ? undefined : remembered.get(key)?.get(place);
  if (known !== undefined) return known;
  let level = fieldNodes.flatMap(({ selectionSet }) => flatten(selectionSet?.selections ?? [], fragments));
  for (const name of path) {
    level = level
      .filter((field) => field.name.value === name)
      .flatMap(({ selectionSet }) => flatten(selectionSet?.selections ?? [], fragments));
  }
  const names = new Set(level.map((field) => field.name.value));
  if (key !== undefined) remember(key, place, names);
  return names;
}

/** Documents are kept by the executor, so their nodes come again with every request. */
const remembered = new WeakMap<object, Map<string, ReadonlySet<string>>>();

function remember(key: object, place: string, names: ReadonlySet<string>): void {
  const places = remembered.get(key) ?? new Map<string, ReadonlySet<string>>();
  places.set(place, names);
  remembered.set(key, places);
}

const flatten = (
  selections: readonly SelectionNode[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): Extract<SelectionNode, { kind: Kind.FIELD }>[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const set =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
    return flatten(set?.selections ?? [], fragments);
  });
