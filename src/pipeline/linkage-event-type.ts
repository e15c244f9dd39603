import type { LinkState } from "./links-store.js";

export type LinkageEventType = "LINKED" | "RELINKED" | "UNLINKED" | "SENT_TO_REVIEW" | "UNMATCHED";

/**
 * What subscribers are told of a change, or null where nothing they can see changed.
 *
 * LINKED: a customer or booking was found where none was. RELINKED: one was replaced by another. UNLINKED: one was taken
 * away. SENT_TO_REVIEW: a person is asked. UNMATCHED: nobody holds the number.
 */
export function linkageEventType(before: LinkState, after: LinkState): LinkageEventType | null {
  if (isSameLink(before, after)) return null;
  if (after.status === "NEEDS_REVIEW") return "SENT_TO_REVIEW";
  if (isReplaced(before.customerId, after.customerId) || isReplaced(before.bookingId, after.bookingId))
    return "RELINKED";
  const lost =
    (before.customerId !== null && after.customerId === null) ||
    (before.bookingId !== null && after.bookingId === null);
  if (lost) return "UNLINKED";
  const won = before.customerId !== after.customerId || before.bookingId !== after.bookingId;
  if (won || after.status === "LINKED" || after.status === "CUSTOMER_ONLY") return "LINKED";
  return after.status === "UNMATCHED" ? "UNMATCHED" : null;
}

/** As far as subscribers see. */
export const isSameLink = (one: LinkState, other: LinkState): boolean =>
  one.status === other.status && one.customerId === other.customerId && one.bookingId === other.bookingId;

const isReplaced = (before: string | null, after: string | null): boolean =>
  before !== null && after !== null && before !== after;
