import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, Extensions, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { type Connection, connectionClass, type Edge, edgeClass } from "../connection.js";
import { Customer } from "../customers/customer.js";
import { KEPT_BY_VERSION, type VersionedCustomer } from "../customers/customer-version.js";
import type { RequestContext, Scope } from "../request-context.js";
import { CallRecording } from "./call-recording.js";
import { listHistory } from "./history.js";
import { HistoryFilter } from "./history-filter.js";
import { ReviewReason } from "./link-words.js";
import { askedAhead } from "./read-ahead.js";
import type { RecordingRow } from "./recordings-by-id.js";
import { listReviewQueue } from "./review-queue.js";

const CallRecordingEdge = edgeClass(CallRecording, "CallRecording");
const CallRecordingConnection = connectionClass<Edge<CallRecording>>(CallRecordingEdge, "CallRecording");

@Resolver(() => Customer)
export class RecordingListsResolver {
  @Extensions(KEPT_BY_VERSION)
  @FieldResolver(() => CallRecordingConnection, { description: "The customer's calls, newest first." })
  history(
    @Root() customer: VersionedCustomer,
    @Ctx() context: RequestContext,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "How many: 1 to 100." })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
    @Arg("filter", () => HistoryFilter, { nullable: true, description: "Only calls that it fits." })
    filter: HistoryFilter | null | undefined,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Edge<RecordingRow>>> {
    requireScope(context, "read");
    return listHistory(context, customer, { first, after, filter, ahead: askedAhead(info) });
  }

  @Authorized<Scope>("read")
  @Query(() => CallRecordingConnection, {
    description: "Calls that wait for a person's decision, newest first. Scope: read.",
  })
  reviewQueue(
    @Ctx() context: RequestContext,
    @Arg("reason", () => ReviewReason, { nullable: true, description: "Only those that wait for this reason." })
    reason: ReviewReason | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 where absent." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
  ): Promise<Connection<Edge<RecordingRow>>> {
    return listReviewQueue(context.read, { reason, first, after });
  }
}
