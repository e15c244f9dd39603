import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";
import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { z } from "zod";
import { type Connection, connectionOf, decodeCursor, type Edge, pageSize } from "../connection.js";
import type { RequestContext } from "../request-context.js";
import { requireTimeRange } from "../time-range.js";
import { requireUuid } from "../uuid.js";
import { AuditEntryConnection, type AuditEntryRow } from "./audit-entry.js";
import { countAudit, listAudit } from "./audit-store.js";
import { eraseByRequest } from "./erase-by-request.js";
import { ErasureReport } from "./erasure-report.js";
import { findPersonalData, type PersonalData } from "./export-store.js";

const entryId = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What the law asks of whoever keeps people's data. */
@Resolver()
export class PrivacyResolver {
  @Authorized("admin")
  @Query(() => AuditEntryConnection, {
    description: "Who read or changed whose data, the newest first; about a second late. Scope: admin.",
  })
  async auditLog(
    @Ctx() ctx: RequestContext,
    @Arg("customerId", () => ID, {
      nullable: true,
      description: "What concerned this customer; an erasure's id works too.",
    })
    customerId: string | null,
    @Arg("recordingId", () => ID, { nullable: true, description: "What concerned this call." })
    recordingId: string | null,
    @Arg("by", () => String, { nullable: true, description: "Name or id of the key, or subject of the token." })
    by: string | null,
    @Arg("from", () => GraphQLDateTime, { nullable: true, description: "From this instant on." }) from: Date | null,
    @Arg("to", () => GraphQLDateTime, { nullable: true, description: "Before this instant." }) to: Date | null,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 where absent." })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null,
  ): Promise<Connection<Edge<AuditEntryRow>>> {
    requireTimeRange(from, to, "");
    const limit = pageSize(first);
    const selection = {
      customerId: customerId == null ? null : requireUuid(customerId, "customerId"),
      recordingId: recordingId == null ? null : requireUuid(recordingId, "recordingId"),
      ...{ by: by ?? null, from: from ?? null, to: to ?? null },
    };
    const before = decodeCursor(after, entryId)?.[0] ?? null;
    const rows = await listAudit(ctx.sql, selection, before, limit + 1);
    return connectionOf(rows, limit, {
      after,
      edge: (node, cursor) => ({ cursor, node }),
      cursorOf: ({ id }) => [id],
      totalCount: () => countAudit(ctx.sql, selection),
    });
  }

  @Authorized("admin")
  @Query(() => GraphQLJSON, {
    nullable: true,
    description:
      "All data of a customer as one document: { customer, phones, bookings, calls (each with decisions and events), receipts, audit }, in the tables' own words. Null for an unknown one. Scope: admin.",
  })
  exportCustomer(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { description: "The customer." }) id: string,
  ): Promise<PersonalData | null> {
    const customerId = requireUuid(id);
    ctx.subjects.customers.add(customerId);
    return findPersonalData(ctx.sql, customerId);
  }

  @Authorized("admin")
  @Mutation(() => ErasureReport, {
    description:
      "Removes a person's data everywhere, for good: customer, numbers, bookings, calls with all that was made of them, webhooks, jobs, and the person's part in other people's links; then searches every table for what is left. Subscribers are told ERASED. Give exactly one of id, externalId and phone; a number that no customer holds means whoever called from it. Again, it changes nothing. Scope: admin.",
  })
  eraseCustomer(
    @Ctx() ctx: RequestContext,
    @Arg("id", () => ID, { nullable: true, description: "The customer." }) id: string | null,
    @Arg("externalId", () => String, { nullable: true, description: "The customer's id in the system it came from." })
    externalId: string | null,
    @Arg("phone", () => String, { nullable: true, description: "A number that is nobody else's, in any format." })
    phone: string | null,
    @Arg("dryRun", () => Boolean, { defaultValue: false, description: "Only tell what would go." }) dryRun: boolean,
  ): Promise<ErasureReport> {
    return eraseByRequest(ctx, {
      named: { id, externalId, phone },
      ...{ region: ctx.business.region, byName: ctx.credential.name, isRehearsal: dryRun },
    });
  }
}
