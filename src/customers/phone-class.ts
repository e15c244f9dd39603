import { Field, ObjectType, registerEnumType } from "type-graphql";

export const PhoneClass = {
  PERSONAL: "PERSONAL",
  SHARED: "SHARED",
  COMPANY_MAIN_LINE: "COMPANY_MAIN_LINE",
} as const;
export type PhoneClass = keyof typeof PhoneClass;

registerEnumType(PhoneClass, {
  name: "PhoneClass",
  description: "What a number tells of who calls from it.",
  valuesConfig: {
    PERSONAL: { description: "One customer's own: whoever calls from it is that customer." },
    SHARED: { description: "Several people's, as in a household: the number alone names nobody." },
    COMPANY_MAIN_LINE: { description: "A company's switchboard: anybody there may call from it." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A telephone number and what is known of it." })
export class PhoneNumber {
  @Field(() => String, { description: "In E.164; its digits where it has no E.164." })
  phone!: string;

  @Field(() => PhoneClass, { description: "What it tells of who calls from it." })
  class!: PhoneClass;

  @Field(() => Boolean, {
    description:
      "Whether a person said so; otherwise it is learned from who holds it and whom its calls were said to be of.",
  })
  isSet!: boolean;
}
