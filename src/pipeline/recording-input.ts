import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { CallDirection, SpeakerRole } from "../recordings/call-words.js";

@InputType({ description: "One utterance of a transcript." })
export class SegmentInput {
  @Field(() => SpeakerRole, { nullable: true, description: "Who spoke; UNKNOWN where absent." })
  speaker?: SpeakerRole | null;

  @Field(() => String, { nullable: true, description: "The speaker's name, where known." })
  name?: string | null;

  @Field(() => String, { description: "What was said." })
  text!: string;

  @Field(() => Float, { nullable: true, description: "Seconds from the start of the recording." })
  startSeconds?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Seconds from the start of the recording, not before `startSeconds`.",
  })
  endSeconds?: number | null;
}

@InputType({
  description:
    "A call of any telephony system; the same `externalId` again completes what is stored. The transcript may come later.",
})
export class RecordingInput {
  @Field(() => String, { description: "The recording's id in your telephony system; unique." })
  externalId!: string;

  @Field(() => GraphQLDateTime, { description: "When the call started." })
  callStartedAt!: Date;

  @Field(() => CallDirection, { description: "Which way the call went." })
  direction!: CallDirection;

  @Field(() => String, { nullable: true, description: "The caller's number, in any format." })
  fromPhone?: string | null;

  @Field(() => String, { nullable: true, description: "The called number, in any format." })
  toPhone?: string | null;

  @Field(() => Int, { nullable: true, description: "Length of the call in seconds." })
  durationSeconds?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The whole transcript as lines that begin with `Customer:` or `Agent:`; left aside where `segments` are given.",
  })
  transcript?: string | null;

  @Field(() => [SegmentInput], { nullable: true, description: "The transcript, utterance by utterance." })
  segments?: SegmentInput[] | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description:
      "`{ summary, bullets, highlights, nextSteps, score, notes, sentiment }`, each optional; sentiment is POSITIVE, NEUTRAL or NEGATIVE.",
  })
  insights?: unknown;
}

@ObjectType({ simpleResolvers: true, description: "What became of a list of recordings; all of it was stored." })
export class IngestResult {
  @Field(() => Int, { description: "How many were new." })
  created!: number;

  @Field(() => Int, { description: "How many were there already and were completed or changed." })
  updated!: number;

  @Field(() => Int, { description: "How many were there as given." })
  unchanged!: number;

  @Field(() => Int, { description: "How many had been erased, and are not stored again." })
  erased!: number;

  @Field(() => [ID], { description: "The id of each recording that is stored, in the order of the input." })
  ids!: string[];

  /** Calls that are new or different, for the audit log. */
  changedRecordings!: string[];
}
