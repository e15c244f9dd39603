import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { badInput } from "../errors.js";
import { storable } from "../storable.js";
import { requireTimeRange } from "../time-range.js";
import { requireUuid } from "../uuid.js";
import { CallDirection, Sentiment } from "./call-words.js";

@InputType({ description: "Which calls a search looks at; what is left out does not narrow it." })
export class TranscriptFilter {
  @Field(() => ID, { nullable: true, description: "Calls of this customer." })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Calls about this booking." })
  bookingId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls that started at this instant or later." })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls that started before this instant." })
  to?: Date | null;

  @Field(() => [Sentiment], {
    nullable: true,
    description: "Any of these moods; none at all, where the list is empty.",
  })
  sentiment?: Sentiment[] | null;

  @Field(() => CallDirection, { nullable: true, description: "Which way the call went." })
  direction?: CallDirection | null;

  @Field(() => Int, { nullable: true, description: "Calls of at least so many seconds." })
  minDurationSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Calls of at most so many seconds." })
  maxDurationSeconds?: number | null;

  @Field(() => String, { nullable: true, description: "Calls about this subject, e.g. `reschedule`." })
  topic?: string | null;
}

export const SearchOrder = { RELEVANCE: "RELEVANCE", NEWEST: "NEWEST" } as const;
export type SearchOrder = keyof typeof SearchOrder;

registerEnumType(SearchOrder, {
  name: "SearchOrder",
  description: "In what order a search answers.",
  valuesConfig: {
    RELEVANCE: { description: "The best fit first; recent calls count a little more." },
    NEWEST: { description: "The latest call first." },
  },
});

/** The filter as the statements take it; null does not narrow. */
export interface CallFilter {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly sentiments: readonly string[] | null;
  readonly direction: string | null;
  readonly leastSeconds: number | null;
  readonly mostSeconds: number | null;
  readonly topic: string | null;
  readonly customerId: string | null;
  readonly bookingId: string | null;
}

/** Throws BAD_INPUT that names the field. */
export function readFilter(filter: TranscriptFilter | null | undefined): CallFilter {
  const from = filter?.from ?? null;
  const to = filter?.to ?? null;
  requireTimeRange(from, to);
  const leastSeconds = readSeconds("minDurationSeconds", filter?.minDurationSeconds);
  const mostSeconds = readSeconds("maxDurationSeconds", filter?.maxDurationSeconds);
  if (leastSeconds !== null && mostSeconds !== null && leastSeconds > mostSeconds) {
    throw badInput(
      "filter.maxDurationSeconds",
      '"filter.maxDurationSeconds" must not be less than "filter.minDurationSeconds".',
      "EMPTY_RANGE",
    );
  }
  return {
    from,
    to,
    sentiments: filter?.sentiment ?? null,
    direction: filter?.direction ?? null,
    leastSeconds,
    mostSeconds,
    topic: filter?.topic == null ? null : storable(filter.topic),
    customerId: filter?.customerId == null ? null : requireUuid(filter.customerId, "filter.customerId"),
    bookingId: filter?.bookingId == null ? null : requireUuid(filter.bookingId, "filter.bookingId"),
  };
}

function readSeconds(name: "minDurationSeconds" | "maxDurationSeconds", seconds: number | null | undefined) {
  if (seconds == null) return null;
  if (seconds < 0) throw badInput(`filter.${name}`, `"filter.${name}" takes 0 or more seconds.`, "OUT_OF_RANGE");
  return seconds;
}
