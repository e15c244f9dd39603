import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import type { FeedEvent } from "../linkage-feed.js";
import { LinkStatus } from "../recordings/link-words.js";

const LinkageEventType = {
  LINKED: "LINKED",
  RELINKED: "RELINKED",
  UNLINKED: "UNLINKED",
  SENT_TO_REVIEW: "SENT_TO_REVIEW",
  UNMATCHED: "UNMATCHED",
  ERASED: "ERASED",
} as const;

registerEnumType(LinkageEventType, {
  name: "LinkageEventType",
  description: "What happened to a recording's link.",
  valuesConfig: {
    LINKED: { description: "A customer or booking was found where none was." },
    RELINKED: { description: "A customer or booking was replaced by another." },
    UNLINKED: { description: "A customer or booking was taken away." },
    SENT_TO_REVIEW: { description: "A person is asked." },
    UNMATCHED: { description: "Nobody known holds the number." },
    ERASED: { description: "All that was known of the recording, or of the customer, is erased: forget it." },
  },
});

/** The link before an event. `customer` and `booking` are edges, added by the live resolver. */
@ObjectType({ description: "The link as it was before." })
export class PreviousLink {
  @Field(() => LinkStatus, { description: "The status it had." })
  status!: LinkStatus;

  customerId!: string | null;
  bookingId!: string | null;
}

@ObjectType({ description: "A durable fact about a recording's link, in the order in which subscribers are told." })
export class LinkageEvent {
  @Field(() => String, {
    description: "Opaque position; a subscriber that gives it as `after` misses nothing and sees nothing twice.",
  })
  cursor!: string;

  @Field(() => LinkageEventType, { description: "What happened." })
  type!: FeedEvent["type"];

  @Field(() => GraphQLDateTime, { description: "When it was decided." })
  occurredAt!: Date;

  @Field(() => PreviousLink, {
    nullable: true,
    description: "The link before; null for a recording's first judgement.",
  })
  previous!: PreviousLink | null;

  @Field(() => ID, {
    nullable: true,
    description: "The recording it is about, also where that is erased; null where a customer was erased.",
  })
  recordingId!: string | null;

  /** Of an erasure. */
  @Field(() => ID, { nullable: true, description: "Of an erasure: the customer whose data it was." })
  erasedCustomerId!: string | null;
}
