import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { badInput } from "../errors.js";
import { PARSE_OPTIONS } from "./limits.js";

/**
 * Refuses a subscription whose field depends on `@skip` or `@include`: left out, there is nothing to subscribe to. So says
 * the specification since September 2025 (§5.2.4.1); graphql-js 16 throws where it validates or subscribes, which would end
 * a socket with all that is on it. Throws BAD_INPUT (CONDITIONAL_SUBSCRIPTION).
 */
export function refuseConditionalSubscription(source: string): void {
  if (!/\bsubscription\b/.test(source) || !/@\s*(skip|include)\b/.test(source)) return;
  const document = parsed(source);
  const condition = document === null ? undefined : conditionsOfRoots(document)[0]?.name.value;
  if (condition === undefined) return;
  throw badInput(
    "query",
    `A subscription's own field takes no "@${condition}": subscribe, or do not. Fields within it take it.`,
    "CONDITIONAL_SUBSCRIPTION",
  );
}

/** null for a text that the reader of documents will refuse in its own words. */
function parsed(source: string): DocumentNode | null {
  try {
    return parse(source, { ...PARSE_OPTIONS, noLocation: true });
  } catch {
    return null;
  }
}

function conditionsOfRoots({ definitions }: DocumentNode): DirectiveNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === "subscription"
      ? conditionsOf(definition.selectionSet, fragments)
      : [],
  );
}

/** Takes each fragment out of `fragments`, since those that spread each other would never end. */
const conditionsOf = (
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): DirectiveNode[] =>
  selections.flatMap((selection) => {
    const own = (selection.directives ?? []).filter(({ name }) => name.value === "skip" || name.value === "include");
    if (selection.kind === Kind.FIELD) return own;
    if (selection.kind === Kind.INLINE_FRAGMENT) return [...own, ...conditionsOf(selection.selectionSet, fragments)];
    const spread = fragments.get(selection.name.value);
    if (spread === undefined) return own;
    fragments.delete(selection.name.value);
    return [...own, ...conditionsOf(spread.selectionSet, fragments)];
  });
