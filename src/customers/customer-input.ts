import { Field, ID, InputType } from "type-graphql";

@InputType({
  description:
    "A customer to store: found by `id`, else by `externalId`, and changed; created where there is none, or neither is given.",
})
export class CustomerInput {
  @Field(() => ID, { nullable: true, description: "This service's id; a new customer may be given one, as a UUID." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "The customer's id in your own system; unique." })
  externalId?: string | null;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;

  @Field(() => [String], {
    description:
      "1 to 20 numbers in any format; those without a country code are read in the business's region. They replace the stored ones.",
  })
  phones!: string[];

  @Field(() => String, { nullable: true, description: "Left as it is where absent, removed by null." })
  email?: string | null;
}
