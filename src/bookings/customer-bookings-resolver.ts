import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { type Connection, connectionClass, type Edge, edgeClass } from "../connection.js";
import { Customer } from "../customers/customer.js";
import type { RequestContext } from "../request-context.js";
import { Booking } from "./booking.js";
import { BookingStatus } from "./booking-status.js";
import { listBookings } from "./store.js";

const BookingEdge = edgeClass(Booking, "Booking");
const BookingConnection = connectionClass<Edge<Booking>>(BookingEdge, "Booking");

@Resolver(() => Customer)
export class CustomerBookingsResolver {
  @FieldResolver(() => BookingConnection, { description: "The customer's bookings, the latest event first." })
  bookings(
    @Root() customer: Customer,
    @Ctx() context: RequestContext,
    @Arg("status", () => [BookingStatus], { nullable: true, description: "Only those of these statuses." })
    status: BookingStatus[] | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 where absent." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
  ): Promise<Connection<Edge<Booking>>> {
    requireScope(context, "read");
    return listBookings(context, customer.id, { status, first, after });
  }
}
