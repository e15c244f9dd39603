import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";
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

  @Field(() => [Sentiment], { nullable: true, description: "Calls of one of these moods." })
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

/** The conditions as bound values, in the order in which `HISTORY_CONDITIONS` numbers them. */
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

/** $2 to $9, on a table called `recording`. */
export const HISTORY_CONDITIONS = `($2::timestamptz IS NULL OR recording.call_started_at >= $2)
             AND ($3::timestamptz IS NULL OR recording.call_started_at < $3)
             AND ($4::text IS NULL OR recording.direction = $4)
             AND ($5::text[] IS NULL OR recording.sentiment = ANY($5))
             AND ($6::uuid IS NULL OR recording.booking_id = $6)
             AND ($7::boolean IS NULL OR (recording.transcript_status = 'READY') = $7)
             AND ($8::text IS NULL OR recording.topics @> ARRAY[$8])
             AND ($9::text IS NULL OR recording.intent = $9)`;

/** Throws BAD_INPUT where the filter can never match. */
export function readHistoryFilter(filter: HistoryFilter | null | undefined): HistoryConditions {
  const { from, to, direction, sentiment, bookingId, hasTranscript, topic, intent } = filter ?? {};
  requireTimeRange(from, to);
  return [
    instant(from),
    instant(to),
    direction ?? null,
    sentiment ?? null,
    bookingId ? requireUuid(bookingId, "filter.bookingId") : null,
    hasTranscript ?? null,
    withoutNul(topic),
    withoutNul(intent),
  ];
}

/** PostgreSQL knows no year 0, which a `DateTime` may name. */
const instant = (date: Date | null | undefined): string | null => {
  if (date === null || date === undefined) return null;
  return date.getUTCFullYear() < 1 ? "-infinity" : date.toISOString();
};

/** PostgreSQL takes no NUL in a text. */
const withoutNul = (text: string | null | undefined): string | null => text?.replaceAll("\0", "") ?? null;
