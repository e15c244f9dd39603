import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { type Connection, connectionClass, type Edge, edgeClass } from "../connection.js";
import type { RequestContext, Scope } from "../request-context.js";
import { requireUuid } from "../uuid.js";
import { Customer } from "./customer.js";
import { CustomerInput } from "./customer-input.js";
import { usesVersion, type VersionedCustomer } from "./customer-version.js";
import { requirePhone } from "./require-phone.js";
import {
  customersById,
  customersByPhone,
  listCustomers,
  phonesOfCustomers,
  versionedCustomersById,
  versionedCustomersByPhone,
} from "./store.js";
import { upsertCustomers } from "./upsert-customers.js";
import { UpsertResult } from "./upsert-result.js";

const CustomerEdge = edgeClass(Customer, "Customer");
const CustomerConnection = connectionClass<Edge<Customer>>(CustomerEdge, "Customer");

@Resolver(() => Customer)
export class CustomerResolver {
  @Authorized<Scope>("read")
  @Query(() => Customer, { nullable: true, description: "One customer; null where there is none. Scope: read." })
  customer(
    @Arg("id", () => ID, { description: "This service's id." }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VersionedCustomer | null> {
    return context.load<string, VersionedCustomer | null>(
      usesVersion(info, "Customer") ? versionedCustomersById : customersById,
      requireUuid(id),
    );
  }

  @Authorized<Scope>("read")
  @Query(() => [Customer], {
    description:
      "Whoever holds a number: several where it is shared (at most 100), none where it is unknown. Scope: read.",
  })
  customerByPhone(
    @Arg("phone", () => String, { description: "In any format." }) phone: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VersionedCustomer[]> {
    return context.load<string, VersionedCustomer[]>(
      usesVersion(info, "Customer") ? versionedCustomersByPhone : customersByPhone,
      requirePhone(phone, context.business.region),
    );
  }

  @Authorized<Scope>("read")
  @Query(() => CustomerConnection, { description: "Customers by name. Scope: read." })
  customers(
    @Arg("search", () => String, {
      nullable: true,
      description: "Part of a name (typos allowed), or at least three digits of a number.",
    })
    search: string | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 where absent." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Edge<Customer>>> {
    return listCustomers(context.read, { search, first, after });
  }

  @FieldResolver(() => [String], {
    description: "The customer's numbers in E.164; bare digits where a number has no known country.",
  })
  phones(@Root() customer: Customer, @Ctx() context: RequestContext): Promise<string[]> {
    requireScope(context, "read");
    return context.load(phonesOfCustomers, customer.id);
  }

  @Authorized<Scope>("write")
  @Mutation(() => UpsertResult, {
    description:
      "Creates or changes up to 1,000 customers, all or none. The same input again changes nothing where it has an id or externalId. Scope: write.",
  })
  async upsertCustomers(
    @Arg("input", () => [CustomerInput], { description: "The customers." }) input: CustomerInput[],
    @Ctx() context: RequestContext,
  ): Promise<UpsertResult> {
    const result = await context.transaction((tx) => upsertCustomers(tx, input, context.business));
    for (const id of result.changedCustomers) context.subjects.customers.add(id);
    return result;
  }
}
