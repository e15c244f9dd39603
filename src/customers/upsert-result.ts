import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description: "What became of a list of customers or bookings; all of it was stored.",
})
export class UpsertResult {
  @Field(() => Int, { description: "How many were new." })
  created!: number;

  @Field(() => Int, { description: "How many were there and are now different." })
  updated!: number;

  @Field(() => Int, { description: "How many were there as given." })
  unchanged!: number;

  @Field(() => [ID], { description: "The id of each, in the order of the input." })
  ids!: string[];

  /** Whose data is new or different, for the audit log. */
  changedCustomers!: string[];
}
