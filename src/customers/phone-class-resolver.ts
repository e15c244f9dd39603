import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { RequestContext, Scope } from "../request-context.js";
import { PhoneClass, PhoneNumber } from "./phone-class.js";
import { getPhoneNumber, setPhoneClass } from "./phone-class-store.js";
import { requirePhone } from "./require-phone.js";

/** Classes of numbers: learned, and settable where the business knows better. */
@Resolver(() => PhoneNumber)
export class PhoneClassResolver {
  @Authorized<Scope>("read")
  @Query(() => PhoneNumber, { description: "What a number tells of who calls from it. Scope: read." })
  phoneNumber(
    @Ctx() context: RequestContext,
    @Arg("phone", () => String, { description: "In any format." }) phone: string,
  ): Promise<PhoneNumber> {
    return getPhoneNumber(context.read, requirePhone(phone, context.business.region));
  }

  @Authorized<Scope>("write")
  @Mutation(() => PhoneNumber, {
    description: "Says what a number tells of who calls from it; the number's calls are linked anew. Scope: write.",
  })
  async setPhoneClass(
    @Ctx() context: RequestContext,
    @Arg("phone", () => String, { description: "In any format." }) phone: string,
    @Arg("class", () => PhoneClass, { nullable: true, description: "null leaves it to be learned again." })
    phoneClass: PhoneClass | null,
  ): Promise<PhoneNumber> {
    const key = requirePhone(phone, context.business.region);
    await context.transaction((tx) => setPhoneClass(tx, key, phoneClass ?? null, context.credential.name));
    return getPhoneNumber(context.sql, key);
  }
}
