import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { BookingStatus } from "./booking-status.js";

/** An event of a customer. */
@ObjectType({ simpleResolvers: true, description: "An event that a customer booked." })
@Entity({ schema: "bookings", name: "bookings" })
export class Booking {
  @Field(() => ID, { description: "Given by this service." })
  @PrimaryColumn("uuid", { default: () => "gen_random_uuid()" })
  id!: string;

  @Field(() => String, { nullable: true, description: "The booking's id in the system it was imported from." })
  @Column("text", { name: "external_id", nullable: true, unique: true })
  externalId!: string | null;

  @Column("uuid", { name: "customer_id" })
  customerId!: string;

  @Field(() => GraphQLDateTime, { description: "When the event starts." })
  @Column("timestamptz", { name: "event_date" })
  eventDate!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the event ends, where known." })
  @Column("timestamptz", { name: "ends_at", nullable: true })
  endsAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "How many guests are expected." })
  @Column("integer", { name: "guest_count", nullable: true })
  guestCount!: number | null;

  /** Lower case in the column: statements say `upper(status)`. */
  @Field(() => BookingStatus, { description: "How far the booking has come." })
  @Column("text", { default: "pending" })
  status!: BookingStatus;

  @Field(() => String, { nullable: true, description: "Package or occasion." })
  @Column("text", { nullable: true })
  title!: string | null;

  @Field(() => String, { nullable: true, description: "Where the event takes place." })
  @Column("text", { nullable: true })
  venue!: string | null;

  @Field(() => String, { nullable: true, description: "Requests and remarks, as entered by the business." })
  @Column("text", { nullable: true })
  notes!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the booking was entered here." })
  @Column("timestamptz", { name: "created_at", default: () => "now()" })
  createdAt!: Date;

  @Column("timestamptz", { name: "updated_at", default: () => "now()" })
  updatedAt!: Date;
}
