import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Customer } from "../customers/customer.js";
import { usesVersion } from "../customers/customer-version.js";
import { customersById } from "../customers/store.js";
import { UpsertResult } from "../customers/upsert-result.js";
import { notFound } from "../errors.js";
import type { RequestContext, Scope } from "../request-context.js";
import { requireUuid } from "../uuid.js";
import { Booking } from "./booking.js";
import { BookingInput } from "./booking-input.js";
import { bookingsById, type VersionedBooking, versionedBookingsById } from "./store.js";
import { upsertBookings } from "./upsert-bookings.js";

@Resolver(() => Booking)
export class BookingResolver {
  @Authorized<Scope>("read")
  @Query(() => Booking, { nullable: true, description: "One booking; null where there is none. Scope: read." })
  booking(
    @Arg("id", () => ID, { description: "This service's id." }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VersionedBooking | null> {
    return context.load<string, VersionedBooking | null>(
      usesVersion(info, "Booking") ? versionedBookingsById : bookingsById,
      requireUuid(id),
    );
  }

  @FieldResolver(() => Customer, { description: "Whose booking it is." })
  async customer(@Root() booking: Booking, @Ctx() context: RequestContext): Promise<Customer> {
    requireScope(context, "read");
    const customer = await context.load(customersById, booking.customerId);
    if (customer === null) throw notFound("customer", booking.customerId);
    return customer;
  }

  @Authorized<Scope>("write")
  @Mutation(() => UpsertResult, {
    description:
      "Creates or changes up to 1,000 bookings, all or none. The same input again changes nothing where it has an id or externalId. Scope: write.",
  })
  async upsertBookings(
    @Arg("input", () => [BookingInput], { description: "The bookings." }) input: BookingInput[],
    @Ctx() context: RequestContext,
  ): Promise<UpsertResult> {
    const result = await context.transaction((tx) => upsertBookings(tx, input));
    for (const id of result.changedCustomers) context.subjects.customers.add(id);
    return result;
  }
}
