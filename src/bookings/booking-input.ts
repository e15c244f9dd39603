import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";
import { BookingStatus } from "./booking-status.js";

@InputType({
  description:
    "A booking to store: found by `id`, else by `externalId`, and changed; created where there is none, or neither is given. Of an existing booking what is absent stays as it is, and null removes what may be missing.",
})
export class BookingInput {
  @Field(() => ID, { nullable: true, description: "This service's id; a new booking may be given one, as a UUID." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "The booking's id in your own system; unique." })
  externalId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Whose booking it is; a new booking needs this or `customerExternalId`.",
  })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: "Whose booking it is, by the id in your own system." })
  customerExternalId?: string | null;

  @Field(() => GraphQLDateTime, { description: "When the event starts." })
  eventDate!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the event ends: after it starts. Where absent and the event is moved, its length stays.",
  })
  endsAt?: Date | null;

  @Field(() => Int, { nullable: true, description: "How many guests are expected: 1 to 100,000." })
  guestCount?: number | null;

  @Field(() => BookingStatus, { nullable: true, description: "PENDING for a new booking where absent." })
  status?: BookingStatus | null;

  @Field(() => String, { nullable: true, description: "Package or occasion, at most 300 characters." })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "Where the event takes place, at most 500 characters." })
  venue?: string | null;

  @Field(() => String, { nullable: true, description: "Requests and remarks, at most 10,000 characters." })
  notes?: string | null;
}
