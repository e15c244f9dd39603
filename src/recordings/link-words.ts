import { registerEnumType } from "type-graphql";

export const LinkStatus = {
  PENDING: "PENDING",
  LINKED: "LINKED",
  CUSTOMER_ONLY: "CUSTOMER_ONLY",
  NEEDS_REVIEW: "NEEDS_REVIEW",
  UNMATCHED: "UNMATCHED",
  NOT_LINKABLE: "NOT_LINKABLE",
} as const;
export type LinkStatus = keyof typeof LinkStatus;

registerEnumType(LinkStatus, {
  name: "LinkStatus",
  description: "What was decided about whom a call is of and what it is about.",
  valuesConfig: {
    PENDING: { description: "Not judged yet." },
    LINKED: { description: "Of a known customer, about a known booking." },
    CUSTOMER_ONLY: { description: "Of a known customer, about none of the bookings." },
    NEEDS_REVIEW: { description: "A person must decide; the candidates are offered." },
    UNMATCHED: { description: "Nobody fits. Judged again when customers or bookings change." },
    NOT_LINKABLE: { description: "Nobody could fit: an internal call, a withheld or masked number." },
  },
});

export const ReviewReason = {
  SHARED_NUMBER: "SHARED_NUMBER",
  UNKNOWN_CALLER: "UNKNOWN_CALLER",
  AMBIGUOUS_BOOKING: "AMBIGUOUS_BOOKING",
  WEAK_BOOKING: "WEAK_BOOKING",
  NAME_MISMATCH: "NAME_MISMATCH",
} as const;
export type ReviewReason = keyof typeof ReviewReason;

registerEnumType(ReviewReason, {
  name: "ReviewReason",
  description: "Why a person is asked.",
  valuesConfig: {
    SHARED_NUMBER: { description: "Several customers hold the number and nothing said decides." },
    UNKNOWN_CALLER: { description: "Nobody holds the number." },
    AMBIGUOUS_BOOKING: { description: "Two bookings fit about equally." },
    WEAK_BOOKING: { description: "The best guess is the nearest future booking, on little evidence." },
    NAME_MISMATCH: { description: "The number is one customer's, the name said another's." },
  },
});

/** Names in GraphQL, values as in the columns `linked_by` and `decided_by`. */
export const LinkSource = { AUTO: "auto", PERSON: "person" } as const;
export type LinkSource = (typeof LinkSource)[keyof typeof LinkSource];

registerEnumType(LinkSource, {
  name: "LinkSource",
  description: "Who decided.",
  valuesConfig: {
    AUTO: { description: "The program." },
    PERSON: { description: "A person or their system, through the API; the program never changes it." },
  },
});

export const DecisionAction = {
  JUDGED: "JUDGED",
  LINKED: "LINKED",
  CONFIRMED: "CONFIRMED",
  UNLINKED: "UNLINKED",
  RELEASED: "RELEASED",
} as const;
export type DecisionAction = keyof typeof DecisionAction;

registerEnumType(DecisionAction, {
  name: "DecisionAction",
  description: "What was done in a decision.",
  valuesConfig: {
    JUDGED: { description: "The program judged the call." },
    LINKED: { description: "A person linked it." },
    CONFIRMED: { description: "A person confirmed the link there was." },
    UNLINKED: { description: "A person took the link away." },
    RELEASED: { description: "A person took their word back; what the program judged then follows." },
  },
});
