import { type DirectiveNode, type DocumentNode, Kind, parse } from "graphql";
import { badInput } from "../errors.js";
import { PARSE_OPTIONS } from "./limits.js";
import { fragmentsOf, rootSelections } from "./root-selections.js";

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

function conditionsOfRoots(document: DocumentNode): DirectiveNode[] {
  const fragments = fragmentsOf(document);
  return document.definitions
    .flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === "subscription"
        ? rootSelections(definition.selectionSet, fragments)
        : [],
    )
    .flatMap(({ directives = [] }) =>
      directives.filter(({ name }) => name.value === "skip" || name.value === "include"),
    );
}
