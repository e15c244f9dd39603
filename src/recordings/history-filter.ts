import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";
import { storable } from "../storable.js";
import { requireTimeRange } from "../time-range.js";
import { requireUuid } from "../uuid.js";
import { CallDirection, Sentiment } from "./call-words.js";

@InputType({ description: "Which of a customer's calls; every condition given must hold." })
export class HistoryFilter {
  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls that started at this instant or later." })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Calls that started before this instant." })
  to?: Date | null;

  @Field(() => CallDirection, { nullable: true, description: "Calls that went this way." })
  direction?: CallDirection | null;

  @Field(() => [Sentiment], {
    nullable: true,
    description: "Any of these moods; none at all, where the list is empty.",
  })
  sentiment?: Sentiment[] | null;

  @Field(() => ID, { nullable: true, description: "Calls about this booking." })
  bookingId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only calls with a transcript, or only those without." })
  hasTranscript?: boolean | null;

  @Field(() => String, { nullable: true, description: "Calls of which this is a topic." })
  topic?: string | null;

  @Field(() => String, { nullable: true, description: "Calls that were for this." })
  intent?: string | null;
}

/** The conditions as bound values, in the order in which `historyConditions` numbers them. */
export type HistoryConditions = readonly [
  from: string | null,
  to: string | null,
  direction: CallDirection | null,
  sentiment: readonly Sentiment[] | null,
  bookingId: string | null,
  hasTranscript: boolean | null,
  topic: string | null,
  intent: string | null,
];

/** The conditions on a table called `recording`; their values are the parameters from `first` on. */
export const historyConditions = (first: number): string => {
  const at = (place: number): string => `$${first + place}`;
  return `(${at(0)}::timestamptz IS NULL OR recording.call_started_at >= ${at(0)})
             AND (${at(1)}::timestamptz IS NULL OR recording.call_started_at < ${at(1)})
             AND (${at(2)}::text IS NULL OR recording.direction = ${at(2)})
             AND (${at(3)}::text[] IS NULL OR recording.sentiment = ANY(${at(3)}))
             AND (${at(4)}::uuid IS NULL OR recording.booking_id = ${at(4)})
             AND (${at(5)}::boolean IS NULL OR (recording.transcript_status = 'READY') = ${at(5)})
             AND (${at(6)}::text IS NULL OR recording.topics @> ARRAY[${at(6)}])
             AND (${at(7)}::text IS NULL OR recording.intent = ${at(7)})`;
};

/** Throws BAD_INPUT where the filter can never match. */
export function readHistoryFilter(filter: HistoryFilter | null | undefined): HistoryConditions {
  const { from, to, direction, sentiment, bookingId, hasTranscript, topic, intent } = filter ?? {};
  requireTimeRange(from, to);
  return [
    instant(from),
    instant(to),
    direction ?? null,
    sentiment ?? null,
    bookingId == null ? null : requireUuid(bookingId, "filter.bookingId"),
    hasTranscript ?? null,
    topic == null ? null : storable(topic),
    intent == null ? null : storable(intent),
  ];
}

/** PostgreSQL knows no year 0, which a `DateTime` may name. */
const instant = (date: Date | null | undefined): string | null => {
  if (date === null || date === undefined) return null;
  return date.getUTCFullYear() < 1 ? "-infinity" : date.toISOString();
};
