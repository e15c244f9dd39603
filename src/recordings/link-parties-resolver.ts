import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Booking } from "../bookings/booking.js";
import { bookingsById } from "../bookings/store.js";
import { Customer } from "../customers/customer.js";
import { customersById } from "../customers/store.js";
import type { RequestContext } from "../request-context.js";
import { LinkCandidate } from "./link.js";
import { LinkDecision } from "./link-decision.js";

@Resolver(() => LinkCandidate)
export class LinkCandidateResolver {
  @FieldResolver(() => Customer, {
    nullable: true,
    description: "The customer considered, or whose booking it is; null where deleted since.",
  })
  async customer(@Root() candidate: LinkCandidate, @Ctx() context: RequestContext): Promise<Customer | null> {
    requireScope(context, "read");
    if (candidate.kind === "customer") return context.load(customersById, candidate.id);
    const booking = await context.load(bookingsById, candidate.id);
    return booking === null ? null : context.load(customersById, booking.customerId);
  }

  @FieldResolver(() => Booking, {
    nullable: true,
    description: "The booking considered; null for a customer, or where deleted since.",
  })
  booking(@Root() candidate: LinkCandidate, @Ctx() context: RequestContext): Promise<Booking | null> | null {
    requireScope(context, "read");
    return candidate.kind === "booking" ? context.load(bookingsById, candidate.id) : null;
  }
}

@Resolver(() => LinkDecision)
export class LinkDecisionResolver {
  @FieldResolver(() => Customer, {
    nullable: true,
    description: "Whom the call was taken to be of; null where deleted since.",
  })
  customer(@Root() decision: LinkDecision, @Ctx() context: RequestContext): Promise<Customer | null> | null {
    requireScope(context, "read");
    return decision.customerId === null ? null : context.load(customersById, decision.customerId);
  }

  @FieldResolver(() => Booking, {
    nullable: true,
    description: "What the call was taken to be about; null where deleted since.",
  })
  booking(@Root() decision: LinkDecision, @Ctx() context: RequestContext): Promise<Booking | null> | null {
    requireScope(context, "read");
    return decision.bookingId === null ? null : context.load(bookingsById, decision.bookingId);
  }
}
