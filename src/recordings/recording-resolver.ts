import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Booking } from "../bookings/booking.js";
import { bookingsById } from "../bookings/store.js";
import { Customer } from "../customers/customer.js";
import { customersById } from "../customers/store.js";
import type { RequestContext, Scope } from "../request-context.js";
import { requireUuid } from "../uuid.js";
import { CallInsights, insightsOf } from "./call-insights.js";
import { CallRecording } from "./call-recording.js";
import { Link, linkOf } from "./link.js";
import { decisionsAt, LinkDecision } from "./link-decision.js";
import type { RowReadAhead } from "./read-ahead.js";
import { type RecordingRow, recordingsById } from "./recordings-by-id.js";
import { Transcript, transcriptsOf } from "./transcript.js";
import { EXCERPT_LENGTH, excerptLength, excerptsOf } from "./transcript-excerpt.js";

@Resolver(() => CallRecording)
export class RecordingResolver {
  @Authorized<Scope>("read")
  @Query(() => CallRecording, {
    nullable: true,
    description: "One recorded call; null where there is none. Scope: read.",
  })
  callRecording(
    @Arg("id", () => ID, { description: "This service's id." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<RecordingRow | null> {
    return context.load(recordingsById, requireUuid(id));
  }

  @FieldResolver(() => Transcript, { nullable: true, description: "What was said; null until it is known." })
  transcript(@Root() recording: RecordingRow, @Ctx() context: RequestContext): Promise<Transcript | null> {
    requireScope(context, "read");
    return context.load(transcriptsOf, recording.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The transcript's beginning, lines joined, cut between words and marked with `…` where it goes on.",
  })
  transcriptExcerpt(
    @Root() recording: RowReadAhead,
    @Ctx() context: RequestContext,
    @Arg("length", () => Int, {
      nullable: true,
      defaultValue: EXCERPT_LENGTH,
      description: "Most characters: 1 to 2,000.",
    })
    length: number | null,
  ): Promise<string | null> | string | null {
    requireScope(context, "read");
    const asked = excerptLength(length);
    if (asked === EXCERPT_LENGTH && recording.usualExcerpt !== undefined) return recording.usualExcerpt;
    return context.load(excerptsOf, { recordingId: recording.id, length: asked });
  }

  @FieldResolver(() => CallInsights, {
    nullable: true,
    description: "Summary, mood, topics and more; null until known.",
  })
  insights(
    @Root() recording: RowReadAhead,
    @Ctx() context: RequestContext,
  ): Promise<CallInsights | null> | CallInsights | null {
    requireScope(context, "read");
    if (recording.insights !== undefined) return recording.insights;
    return context.load(insightsOf, recording.id);
  }

  @FieldResolver(() => Customer, { nullable: true, description: "Who it was with, where that is known." })
  customer(
    @Root() recording: RowReadAhead,
    @Ctx() context: RequestContext,
  ): Promise<Customer | null> | Customer | null {
    requireScope(context, "read");
    if (recording.customerRow !== undefined) return recording.customerRow;
    return recording.customerId === null ? null : context.load(customersById, recording.customerId);
  }

  @FieldResolver(() => Booking, { nullable: true, description: "Which booking it was about, where that is known." })
  booking(@Root() recording: RowReadAhead, @Ctx() context: RequestContext): Promise<Booking | null> | Booking | null {
    requireScope(context, "read");
    if (recording.bookingRow !== undefined) return recording.bookingRow;
    return recording.bookingId === null ? null : context.load(bookingsById, recording.bookingId);
  }

  @FieldResolver(() => Link, { description: "The judgement about customer and booking, with its grounds." })
  link(@Root() recording: RecordingRow): Link {
    return linkOf(recording);
  }

  @FieldResolver(() => LinkDecision, {
    nullable: true,
    description: "The judgement that held at an instant, with the evidence of its time; null where there was none yet.",
  })
  linkAsOf(
    @Root() recording: RecordingRow,
    @Ctx() context: RequestContext,
    @Arg("at", () => GraphQLDateTime, { description: "The instant." }) at: Date,
  ): Promise<LinkDecision | null> {
    requireScope(context, "read");
    return context.load(decisionsAt, { recordingId: recording.id, at });
  }
}
