import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export const fragmentsOf = ({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );

/**
 * What an operation asks of its root, in order: its fields, and the fragments that they stand in. Takes each fragment out of
 * `fragments`: those that spread each other would never end, or be as many as a document that will be refused asks.
 */
export const rootSelections = (
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): SelectionNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return [selection, ...rootSelections(selection.selectionSet, fragments)];
    const spread = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    return spread === undefined ? [selection] : [selection, ...rootSelections(spread.selectionSet, fragments)];
  });
