import { Arg, Authorized, Ctx, FieldResolver, Float, ID, Resolver, Root, Subscription } from "type-graphql";
import { z } from "zod";
import { requireScope } from "../authorization.js";
import { Booking } from "../bookings/booking.js";
import { bookingsById } from "../bookings/store.js";
import { decodeCursor, encodeCursor } from "../connection.js";
import { Customer } from "../customers/customer.js";
import { customersById } from "../customers/store.js";
import { badInput } from "../errors.js";
import type { FeedEvent } from "../linkage-feed.js";
import { CallRecording } from "../recordings/call-recording.js";
import { newestPosition } from "../recordings/linkage-events.js";
import { type RecordingRow, recordingsById } from "../recordings/recordings-by-id.js";
import type { RequestContext } from "../request-context.js";
import { requireUuid } from "../uuid.js";
import { LinkageEvent, PreviousLink } from "./linkage-event.js";
import { followFeed } from "./live-subscription.js";

interface LiveArguments {
  after?: string | null;
  customerId?: string | null;
  bookingId?: string | null;
  minConfidence?: number | null;
}

@Resolver()
export class LiveResolver {
  @Authorized("read")
  @Subscription(() => LinkageEvent, {
    description:
      "Every change of a call's link, as it happens, from the moment of subscribing, or from any earlier event's cursor on. Scope: read.",
    subscribe: ({ args, context }) => subscribeToFeed(args as LiveArguments, context as RequestContext),
  })
  recordingLinked(
    @Root() event: FeedEvent,
    @Arg("after", () => String, { nullable: true, description: "Cursor of the last event seen: begin behind it." })
    _after: string | null,
    @Arg("customerId", () => ID, { nullable: true, description: "Only what concerns this customer." })
    _customerId: string | null,
    @Arg("bookingId", () => ID, { nullable: true, description: "Only what concerns this booking." })
    _bookingId: string | null,
    @Arg("minConfidence", () => Float, {
      nullable: true,
      description: "Only links to a booking that are right with at least this probability, 0 to 1.",
    })
    _minConfidence: number | null,
  ): LinkageEvent {
    return {
      cursor: encodeCursor([event.position]),
      type: event.type,
      occurredAt: event.occurredAt,
      previous: event.previous as PreviousLink | null,
      recordingId: event.recordingId,
      erasedCustomerId: event.type === "ERASED" ? event.customerId : null,
    };
  }
}

async function subscribeToFeed(args: LiveArguments, ctx: RequestContext): Promise<AsyncIterableIterator<FeedEvent>> {
  requireScope(ctx, "read");
  const { customerId = null, bookingId = null, minConfidence = null } = args;
  const customer = customerId === null ? null : requireUuid(customerId, "customerId");
  const booking = bookingId === null ? null : requireUuid(bookingId, "bookingId");
  if (minConfidence !== null && !(minConfidence >= 0 && minConfidence <= 1)) {
    throw badInput("minConfidence", '"minConfidence" takes a probability from 0 to 1.', "OUT_OF_RANGE");
  }
  return followFeed(ctx.live, {
    after: await startingPosition(args.after, ctx),
    matches: (event) =>
      (customer === null || event.customerId === customer || event.previous?.customerId === customer) &&
      (booking === null || event.bookingId === booking || event.previous?.bookingId === booking) &&
      (minConfidence === null || event.type === "ERASED" || (event.bookingConfidence ?? 0) >= minConfidence),
    onError: () => undefined,
  });
}

/** Where to begin. A cursor beyond the newest event is of another database: waiting for it would be silent for ever. */
async function startingPosition(after: string | null | undefined, ctx: RequestContext): Promise<number> {
  const position = decodeCursor(after, positionCursor, OF_AN_EVENT)?.[0];
  if (position === undefined) return ctx.live.head();
  if (position < (await ctx.live.goneUpto())) {
    throw badInput(
      "after",
      'The events that follow "after" are older than events are kept: read what you need anew, then subscribe without "after".',
      "CURSOR_EXPIRED",
    );
  }
  if (position > ctx.live.head() && position > (await newestPosition(ctx.sql))) {
    throw badInput(
      "after",
      '"after" is a cursor of no event of this database; leave it out to start now.',
      "INVALID_CURSOR",
    );
  }
  return position;
}

const positionCursor = z.tuple([z.int().min(0)]);
const OF_AN_EVENT = 'of an event; give the "cursor" of the last event seen, or leave it out to start now.';

@Resolver(() => LinkageEvent)
export class LinkageEventResolver {
  @FieldResolver(() => CallRecording, {
    nullable: true,
    description: "The recording as it is now; null where it has been erased since, which an event of its own tells.",
  })
  async recording(@Root() event: LinkageEvent, @Ctx() ctx: RequestContext): Promise<RecordingRow | null> {
    return event.recordingId === null ? null : ctx.load(recordingsById, event.recordingId);
  }
}

@Resolver(() => PreviousLink)
export class PreviousLinkResolver {
  @FieldResolver(() => Customer, { nullable: true, description: "Whom the call was linked to." })
  async customer(@Root() link: PreviousLink, @Ctx() ctx: RequestContext): Promise<Customer | null> {
    return link.customerId === null ? null : ctx.load(customersById, link.customerId);
  }

  @FieldResolver(() => Booking, { nullable: true, description: "What the call was said to be about." })
  async booking(@Root() link: PreviousLink, @Ctx() ctx: RequestContext): Promise<Booking | null> {
    return link.bookingId === null ? null : ctx.load(bookingsById, link.bookingId);
  }
}
