import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";

/** A person or household who books. Numbers are in `bookings.customer_phones`; edges are field resolvers. */
@ObjectType({
  simpleResolvers: true,
  description: "A person or household who books; a number may belong to several customers.",
})
@Entity({ schema: "bookings", name: "customers" })
export class Customer {
  @Field(() => ID, { description: "Given by this service." })
  @PrimaryColumn("uuid", { default: () => "gen_random_uuid()" })
  id!: string;

  @Field(() => String, { nullable: true, description: "The customer's id in the system it was imported from." })
  @Column("text", { name: "external_id", nullable: true, unique: true })
  externalId!: string | null;

  @Field(() => String, { description: "As the business writes it." })
  @Column("text")
  name!: string;

  /** As the business wrote it: only for other readers of the table; `phones` answers in E.164. */
  @Column("text", { nullable: true })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: "Email address, as given." })
  @Column("text", { nullable: true })
  email!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the customer was entered here." })
  @Column("timestamptz", { name: "created_at", default: () => "now()" })
  createdAt!: Date;

  @Column("timestamptz", { name: "updated_at", default: () => "now()" })
  updatedAt!: Date;
}
