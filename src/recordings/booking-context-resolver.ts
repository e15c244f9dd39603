import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Booking } from "../bookings/booking.js";
import type { RequestContext } from "../request-context.js";
import { BookingContext, callsOfBookings, remarksOfBookings } from "./booking-context.js";
import { CallRecording } from "./call-recording.js";
import type { RecordingRow } from "./recordings-by-id.js";

type Calls = Promise<readonly RecordingRow[]>;
type Remarks = Promise<readonly string[]>;

@Resolver(() => Booking)
export class BookingEdgesResolver {
  @FieldResolver(() => BookingContext, { description: "What was said around the event: calls and remarks." })
  context(@Root() booking: Booking, @Ctx() context: RequestContext): BookingContext {
    requireScope(context, "read");
    return { bookingId: booking.id };
  }
}

@Resolver(() => BookingContext)
export class BookingContextResolver {
  @FieldResolver(() => [CallRecording], { description: "Calls before the event, in the order they were made." })
  async before(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Calls {
    return (await context.load(callsOfBookings, bookingId)).before;
  }

  @FieldResolver(() => [CallRecording], { description: "Calls while the event lasted, in the order they were made." })
  async during(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Calls {
    return (await context.load(callsOfBookings, bookingId)).during;
  }

  @FieldResolver(() => [CallRecording], { description: "Calls after the event, in the order they were made." })
  async after(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Calls {
    return (await context.load(callsOfBookings, bookingId)).after;
  }

  @FieldResolver(() => [String], {
    description: "What the customer worried or complained about, in their words; at most 10, of the latest call first.",
  })
  async concerns(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Remarks {
    return (await context.load(remarksOfBookings, bookingId)).concerns;
  }

  @FieldResolver(() => [String], {
    description: "What the customer asked for or must not eat, in their words; at most 10, of the latest call first.",
  })
  async requests(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Remarks {
    return (await context.load(remarksOfBookings, bookingId)).requests;
  }

  @FieldResolver(() => [String], {
    description:
      "What the customer said of the event from its start on, in their words; at most 10, of the latest call first.",
  })
  async feedback(@Root() { bookingId }: BookingContext, @Ctx() context: RequestContext): Remarks {
    return (await context.load(remarksOfBookings, bookingId)).feedback;
  }
}
