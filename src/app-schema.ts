import type { GraphQLSchema } from "graphql";
import { BookingResolver } from "./bookings/booking-resolver.js";
import { CustomerBookingsResolver } from "./bookings/customer-bookings-resolver.js";
import { CustomerResolver } from "./customers/customer-resolver.js";
import { PhoneClassResolver } from "./customers/phone-class-resolver.js";
import { LinkageEventResolver, LiveResolver, PreviousLinkResolver } from "./graphql/live-resolver.js";
import { buildGraphqlSchema } from "./graphql/schema.js";
import { DecisionsResolver } from "./pipeline/decisions-resolver.js";
import { IngestResolver } from "./pipeline/ingest-resolver.js";
import { OperationsResolver } from "./pipeline/operations-resolver.js";
import type { Queue } from "./pipeline/queue.js";
import { PrivacyResolver } from "./privacy/privacy-resolver.js";
import { AiContextResolver } from "./recordings/ai-context-resolver.js";
import { BookingContextResolver, BookingEdgesResolver } from "./recordings/booking-context-resolver.js";
import { LinkCandidateResolver, LinkDecisionResolver } from "./recordings/link-parties-resolver.js";
import { LinkResolver } from "./recordings/link-resolver.js";
import { RecordingListsResolver } from "./recordings/recording-lists-resolver.js";
import { RecordingResolver } from "./recordings/recording-resolver.js";
import { TranscriptSearchResolver } from "./recordings/transcript-search-resolver.js";

/** The whole schema. Without a queue it can be printed, not asked to retry anything. */
export function buildAppSchema(queue: Queue | null): Promise<GraphQLSchema> {
  const operations = new OperationsResolver(() => {
    if (queue === null) throw new Error("This schema was built to be printed.");
    return queue;
  });
  return buildGraphqlSchema({
    resolvers: [
      CustomerResolver,
      PhoneClassResolver,
      BookingResolver,
      CustomerBookingsResolver,
      BookingEdgesResolver,
      BookingContextResolver,
      RecordingResolver,
      RecordingListsResolver,
      LinkResolver,
      LinkCandidateResolver,
      LinkDecisionResolver,
      TranscriptSearchResolver,
      AiContextResolver,
      DecisionsResolver,
      IngestResolver,
      OperationsResolver,
      PrivacyResolver,
      LiveResolver,
      LinkageEventResolver,
      PreviousLinkResolver,
    ],
    instances: new Map([[OperationsResolver, operations]]),
  });
}
