import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Stage } from "./stages.js";

export const PipelineStage = {
  RECEIVE: "RECEIVE",
  FETCH_TRANSCRIPT: "FETCH_TRANSCRIPT",
  LINK: "LINK",
  PUBLISH: "PUBLISH",
} as const satisfies Record<Stage, Stage>;

registerEnumType(PipelineStage, {
  name: "PipelineStage",
  description: "What a recorded call passes through, in order.",
  valuesConfig: {
    RECEIVE: { description: "A stored webhook becomes recordings." },
    FETCH_TRANSCRIPT: { description: "RingCentral is asked for the transcript until it is there." },
    LINK: { description: "Customer and booking are judged." },
    PUBLISH: { description: "Subscribers are told." },
  },
});

@ObjectType({ simpleResolvers: true, description: "How one stage of the pipeline is doing." })
export class StageStatus {
  @Field(() => PipelineStage, { description: "Which stage." })
  stage!: Stage;

  @Field(() => Int, { description: "Ready to be done now." })
  waiting!: number;

  @Field(() => Int, { description: "Due later: a transcript's next try." })
  scheduled!: number;

  @Field(() => Int, { description: "Being done." })
  active!: number;

  @Field(() => Int, { description: "Failed for good (dead letters); `retryFailed` sends them back." })
  failed!: number;

  @Field(() => Int, { description: "How long the oldest of those waiting has waited, in seconds." })
  oldestSeconds!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: "Something of RingCentral's that is closed to us until an operator acts.",
})
export class ClosedArea {
  @Field(() => String, { description: "`sign-in`, `insights`, `call-log`, `phone-numbers` or `subscriptions`." })
  area!: string;

  @Field(() => String, { description: "What is wrong and what to do." })
  reason!: string;

  @Field(() => GraphQLDateTime, { description: "Since when." })
  openedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it is tried again." })
  probeAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "Whether the pipeline is late, failing or unsure." })
export class PipelineStatus {
  @Field(() => [StageStatus], { description: "The stages in order." })
  stages!: StageStatus[];

  @Field(() => Int, { description: "Recordings that wait for a person." })
  reviewBacklog!: number;

  @Field(() => Int, { description: "Recordings to be judged again because a customer or booking changed." })
  relinkBacklog!: number;

  @Field(() => Int, { description: "Recordings whose transcript is awaited." })
  awaitingTranscript!: number;

  @Field(() => [ClosedArea], { description: "Empty where RingCentral answers everything it is asked." })
  closedAreas!: ClosedArea[];

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the latest webhook arrived." })
  lastWebhookAt!: Date | null;
}
