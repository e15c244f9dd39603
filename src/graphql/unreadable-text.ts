import { refuseConditionalSubscription } from "./conditional-subscription.js";
import { refuseDeepNesting } from "./nesting.js";

/** Refuses texts on which graphql-js breaks, where they come in. Throws LIMIT_EXCEEDED or BAD_INPUT. */
export function refuseUnreadable(source: string): void {
  // Parsing recurses, so first.
  refuseDeepNesting(source);
  refuseConditionalSubscription(source);
}
