import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Candidate, Evidence } from "../linking/facts.js";
import { SpeakerRole } from "./call-words.js";
import { LinkSource, LinkStatus, ReviewReason } from "./link-words.js";
import type { RecordingRow } from "./recordings-by-id.js";

@ObjectType({ simpleResolvers: true, description: "One reason for or against a link." })
export class LinkEvidence implements Evidence {
  @Field(() => String, { description: "Stable name, e.g. `guest_count`, `exact_date`, `phone_exact`." })
  signal!: string;

  @Field(() => Float, { description: "How much it speaks for the link, in bits (log2 odds); negative against it." })
  weight!: number;

  @Field(() => String, { description: "The reason in a sentence." })
  detail!: string;

  @Field(() => String, { nullable: true, description: "The words of the call it rests on." })
  phrase!: string | null;

  @Field(() => SpeakerRole, { nullable: true, description: "Who said them." })
  speaker!: SpeakerRole | null;

  @Field(() => Float, { nullable: true, description: "When they were said, in seconds from the recording's start." })
  offsetSeconds!: number | null;
}

/** `customer` and `booking` are field resolvers. */
@ObjectType({ simpleResolvers: true, description: "A customer or booking that was considered." })
export class LinkCandidate implements Candidate {
  kind!: "customer" | "booking";

  id!: string;

  @Field(() => Float, { description: "How likely it is the right one, from 0 to 1." })
  probability!: number;

  @Field(() => Int, {
    description:
      "Points of the base rules: exact date 10, within 3 hours 5, same day 3, customer mentioned 5; 0 for a customer.",
  })
  specPoints!: number;

  @Field(() => [LinkEvidence], { complexity: 0, description: "What speaks for and against it." })
  evidence!: LinkEvidence[];
}

/** `evidence`, `candidates` and `history` are field resolvers. */
@ObjectType({ simpleResolvers: true, description: "The judgement whom a call is of and which booking it is about." })
export class Link {
  recordingId!: string;

  @Field(() => LinkStatus, { description: "What was decided." })
  status!: LinkStatus;

  @Field(() => ReviewReason, { nullable: true, description: "Why a person is asked; null where nobody is." })
  reviewReason!: ReviewReason | null;

  @Field(() => Float, { nullable: true, description: "How likely the customer is right, from 0 to 1." })
  customerConfidence!: number | null;

  @Field(() => Float, { nullable: true, description: "How likely the booking is right, from 0 to 1." })
  bookingConfidence!: number | null;

  @Field(() => LinkSource, { nullable: true, description: "Who decided; null before the first judgement." })
  source!: LinkSource | null;

  @Field(() => String, { nullable: true, description: "Name of the credential with which a person decided." })
  decidedByName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The decision in a sentence, with what would resolve it if it is open.",
  })
  explanation!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the latest judgement was made." })
  decidedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was linked; null where it is not." })
  linkedAt!: Date | null;
}

export const linkOf = (recording: RecordingRow): Link => ({
  recordingId: recording.id,
  status: recording.linkStatus,
  reviewReason: recording.reviewReason,
  customerConfidence: recording.customerConfidence,
  bookingConfidence: recording.bookingConfidence,
  source: recording.linkedBy ?? (recording.decidedAt === null ? null : "auto"),
  decidedByName: recording.linkedByName,
  explanation: recording.linkExplanation,
  decidedAt: recording.decidedAt,
  linkedAt: recording.linkedAt,
});
