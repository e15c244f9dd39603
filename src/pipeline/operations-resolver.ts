import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { LinkStatus } from "../recordings/link-words.js";
import type { RequestContext } from "../request-context.js";
import { requireTimeRange } from "../time-range.js";
import { requireUuid } from "../uuid.js";
import { PipelineStage, PipelineStatus } from "./pipeline-status.js";
import { readPipelineStatus } from "./pipeline-status-store.js";
import type { Queue } from "./queue.js";
import { queueSelected } from "./relink-store.js";
import type { Stage } from "./stages.js";

@InputType({
  description: "Which recordings to judge again; all conditions given must hold. Those a person decided stay.",
})
export class RelinkFilter {
  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls from this instant on." })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls before this instant." })
  to?: Date | null;

  @Field(() => ID, { nullable: true, description: "Calls linked to this customer." })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Calls linked to this booking." })
  bookingId?: string | null;

  @Field(() => [LinkStatus], { nullable: true, description: "Calls whose link has one of these statuses." })
  status?: LinkStatus[] | null;
}

@ObjectType({ simpleResolvers: true, description: "What was set going." })
export class RelinkResult {
  @Field(() => Int, { description: "How many recordings are going to be judged again." })
  queued!: number;
}

/** The pipeline from an operator's side. */
@Resolver()
export class OperationsResolver {
  private readonly queue: () => Queue;

  constructor(queue: () => Queue) {
    this.queue = queue;
  }

  @Authorized("read")
  @Query(() => PipelineStatus, { description: "Whether calls are late, failing or waiting for a person. Scope: read." })
  pipelineStatus(@Ctx() ctx: RequestContext): Promise<PipelineStatus> {
    return readPipelineStatus(ctx.sql);
  }

  @Authorized("admin")
  @Mutation(() => Int, {
    description: "Sends dead letters back to the stage where they failed; returns how many. Scope: admin.",
  })
  retryFailed(
    @Arg("stage", () => PipelineStage, { nullable: true, description: "One stage alone; all where absent." })
    stage: Stage | null,
  ): Promise<number> {
    return this.queue().retryDead(stage ?? null);
  }

  @Authorized("link")
  @Mutation(() => RelinkResult, {
    description: "Has recordings judged again, by the facts and rules of today. Scope: link.",
  })
  async relinkRecordings(
    @Ctx() ctx: RequestContext,
    @Arg("filter", () => RelinkFilter, { description: "Which; an empty filter takes all." }) filter: RelinkFilter,
  ): Promise<RelinkResult> {
    requireTimeRange(filter.from, filter.to);
    const selection = {
      from: filter.from ?? null,
      to: filter.to ?? null,
      customerId: filter.customerId == null ? null : requireUuid(filter.customerId, "filter.customerId"),
      bookingId: filter.bookingId == null ? null : requireUuid(filter.bookingId, "filter.bookingId"),
      statuses: filter.status ?? null,
    };
    return { queued: await ctx.transaction((tx) => queueSelected(tx, selection)) };
  }
}
