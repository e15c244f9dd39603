import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Customer } from "../customers/customer.js";
import { customersById } from "../customers/store.js";
import { notFound } from "../errors.js";
import { CallRecording } from "../recordings/call-recording.js";
import { type RecordingRow, recordingsById } from "../recordings/recordings-by-id.js";
import type { RequestContext } from "../request-context.js";
import { requireUuid } from "../uuid.js";
import { confirmByPerson, createCustomerByPerson, linkByPerson, releaseByPerson, unlinkByPerson } from "./decide.js";
import { mergeCustomers } from "./merge-customers.js";

/** What people decide about links. Their word stays until they change it or take it back. */
@Resolver()
export class DecisionsResolver {
  @Authorized("link")
  @Mutation(() => CallRecording, {
    description:
      "Says whom a call is of and what it is about; the program never changes it. A booking implies its customer. Scope: link.",
  })
  async linkRecording(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The recording." }) id: string,
    @Arg("customerId", () => ID, { nullable: true, description: "Whom the call is of." }) customerId: string | null,
    @Arg("bookingId", () => ID, { nullable: true, description: "What it is about." }) bookingId: string | null,
    @Arg("note", () => String, {
      nullable: true,
      description: "Why, for whoever reads the history; at most 2,000 characters.",
    })
    note: string | null,
  ): Promise<RecordingRow> {
    const recordingId = requireUuid(id);
    const link = {
      customerId: customerId == null ? null : requireUuid(customerId, "customerId"),
      bookingId: bookingId == null ? null : requireUuid(bookingId, "bookingId"),
      note: note ?? null,
    };
    await ctx.transaction((tx) => linkByPerson(tx, recordingId, link, ctx.credential));
    return getRecording(ctx, recordingId);
  }

  @Authorized("link")
  @Mutation(() => CallRecording, {
    description: "Says that the link a recording has is right; the program never changes it. Scope: link.",
  })
  async confirmLink(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The recording." }) id: string,
  ): Promise<RecordingRow> {
    const recordingId = requireUuid(id);
    await ctx.transaction((tx) => confirmByPerson(tx, recordingId, ctx.credential));
    return getRecording(ctx, recordingId);
  }

  @Authorized("link")
  @Mutation(() => CallRecording, {
    description: "Says that a recording is of nobody known; the program never changes it. Scope: link.",
  })
  async unlinkRecording(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The recording." }) id: string,
  ): Promise<RecordingRow> {
    const recordingId = requireUuid(id);
    await ctx.transaction((tx) => unlinkByPerson(tx, recordingId, ctx.credential));
    return getRecording(ctx, recordingId);
  }

  @Authorized("link")
  @Mutation(() => CallRecording, {
    description:
      "Gives a recording that a person decided on back to the program, which judges it at once and again when facts change. Scope: link.",
  })
  async releaseRecording(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The recording." }) id: string,
  ): Promise<RecordingRow> {
    const recordingId = requireUuid(id);
    await ctx.transaction((tx) => releaseByPerson(tx, recordingId, ctx.business, ctx.credential));
    return getRecording(ctx, recordingId);
  }

  @Authorized("write")
  @Mutation(() => Customer, {
    description:
      "Makes one customer of two that are the same: numbers, bookings and calls of the merged one become the kept one's, and its external id and email where the kept one has none. Scope: write.",
  })
  async mergeCustomers(
    @Ctx() ctx: RequestContext,
    @Arg("keptId", () => ID, { description: "The customer who stays." }) keptId: string,
    @Arg("mergedId", () => ID, { description: "The customer who is the same and goes." }) mergedId: string,
  ): Promise<Customer> {
    const kept = requireUuid(keptId, "keptId");
    const merged = requireUuid(mergedId, "mergedId");
    await ctx.transaction((tx) => mergeCustomers(tx, kept, merged));
    return getCustomer(ctx, kept);
  }

  @Authorized("write")
  @Mutation(() => Customer, {
    description:
      "Makes a lead of a caller nobody knew: a customer with the call's number, to whom the call is linked. Scope: write.",
  })
  async createCustomerFromRecording(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The recording." }) id: string,
    @Arg("name", () => String, { description: "The new customer's name, 1 to 200 characters." }) name: string,
  ): Promise<Customer> {
    const recordingId = requireUuid(id);
    const customerId = await ctx.transaction((tx) =>
      createCustomerByPerson(tx, recordingId, name, ctx.business, ctx.credential),
    );
    return getCustomer(ctx, customerId);
  }
}

/** From the primary: a replica may not have the decision yet. */
async function getRecording(ctx: RequestContext, id: string): Promise<RecordingRow> {
  const [recording] = await recordingsById(ctx.sql, [id]);
  if (recording === null || recording === undefined) throw notFound("call recording", id);
  return recording;
}

async function getCustomer(ctx: RequestContext, id: string): Promise<Customer> {
  const [customer] = await customersById(ctx.sql, [id]);
  if (customer === null || customer === undefined) throw notFound("customer", id);
  return customer;
}
