import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Extensions, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Booking } from "../bookings/booking.js";
import type { VersionedBooking } from "../bookings/store.js";
import { KEPT_BY_VERSION } from "../customers/customer-version.js";
import type { RequestContext } from "../request-context.js";
import { selectedFields } from "../selection.js";
import { BookingContext, type BookingTalk, ruledTalkOfBookings, talkOfBookings } from "./booking-context.js";
import { CallRecording } from "./call-recording.js";
import type { RecordingRow } from "./recordings-by-id.js";

type Calls = Promise<readonly RecordingRow[]>;
type Remarks = Promise<readonly string[]>;

const REMARKS = ["concerns", "requests", "feedback"];

@Resolver(() => Booking)
export class BookingEdgesResolver {
  @Extensions(KEPT_BY_VERSION)
  @FieldResolver(() => BookingContext, { description: "What was said around the event: calls and remarks." })
  context(
    @Root() { id: bookingId, version }: VersionedBooking,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): BookingContext {
    requireScope(context, "read");
    const fields = selectedFields(info, []);
    const withRemarks = REMARKS.some((name) => fields.has(name));
    const read = version === undefined ? talkOfBookings : ruledTalkOfBookings;
    let talk: Promise<BookingTalk> | undefined;
    return {
      talk() {
        talk ??= context.load(read, { bookingId, withRemarks });
        return talk;
      },
    };
  }
}

@Resolver(() => BookingContext)
export class BookingContextResolver {
  @FieldResolver(() => [CallRecording], { description: "Calls before the event, in the order they were made." })
  async before(@Root() { talk }: BookingContext): Calls {
    return (await talk()).before;
  }

  @FieldResolver(() => [CallRecording], { description: "Calls while the event lasted, in the order they were made." })
  async during(@Root() { talk }: BookingContext): Calls {
    return (await talk()).during;
  }

  @FieldResolver(() => [CallRecording], { description: "Calls after the event, in the order they were made." })
  async after(@Root() { talk }: BookingContext): Calls {
    return (await talk()).after;
  }

  @FieldResolver(() => [String], {
    description: "What the customer worried or complained about, in their words; at most 10, of the latest call first.",
  })
  async concerns(@Root() { talk }: BookingContext): Remarks {
    return (await talk()).concerns ?? [];
  }

  @FieldResolver(() => [String], {
    description: "What the customer asked for or must not eat, in their words; at most 10, of the latest call first.",
  })
  async requests(@Root() { talk }: BookingContext): Remarks {
    return (await talk()).requests ?? [];
  }

  @FieldResolver(() => [String], {
    description:
      "What the customer said of the event from its start on, in their words; at most 10, of the latest call first.",
  })
  async feedback(@Root() { talk }: BookingContext): Remarks {
    return (await talk()).feedback ?? [];
  }
}
