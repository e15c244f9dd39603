import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, ObjectType } from "type-graphql";
import type { Sql } from "../database/sql.js";
import { lastToldAs } from "../told-instant.js";
import { LinkEvidence } from "./link.js";
import { DecisionAction, LinkSource, LinkStatus, ReviewReason } from "./link-words.js";

/** A row of `link_decisions`; `customer` and `booking` are field resolvers. */
@ObjectType({ simpleResolvers: true, description: "One judgement of a call's history, with the evidence of its time." })
export class LinkDecision {
  @Field(() => ID, { description: "Numbers decisions in the order they were made." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  decidedAt!: Date;

  @Field(() => LinkSource, { description: "Who decided." })
  source!: LinkSource;

  @Field(() => String, { nullable: true, description: "Name of the credential with which a person decided." })
  decidedByName!: string | null;

  @Field(() => DecisionAction, { description: "What was done." })
  action!: DecisionAction;

  @Field(() => LinkStatus, { description: "What was decided." })
  status!: LinkStatus;

  @Field(() => ReviewReason, { nullable: true, description: "Why a person was asked." })
  reviewReason!: ReviewReason | null;

  customerId!: string | null;

  bookingId!: string | null;

  @Field(() => Float, { nullable: true, description: "How likely the customer was right, from 0 to 1." })
  customerConfidence!: number | null;

  @Field(() => Float, { nullable: true, description: "How likely the booking was right, from 0 to 1." })
  bookingConfidence!: number | null;

  @Field(() => [LinkEvidence], { description: "What it rested on." })
  evidence!: LinkEvidence[];

  @Field(() => String, { nullable: true, description: "The decision in a sentence." })
  explanation!: string | null;

  @Field(() => String, { nullable: true, description: "What the person wrote about it." })
  note!: string | null;
}

const COLUMNS = `decision.id, decision.recording_id AS "recordingId", decision.decided_at AS "decidedAt",
  decision.decided_by AS source, decision.decided_by_name AS "decidedByName", decision.action,
  decision.status, decision.review_reason AS "reviewReason", decision.customer_id AS "customerId",
  decision.booking_id AS "bookingId", decision.customer_confidence AS "customerConfidence",
  decision.booking_confidence AS "bookingConfidence", decision.evidence, decision.explanation, decision.note`;

const MOST_DECISIONS = 100;

/** The latest 100 decisions on each recording, newest first. */
export async function decisionsOf(sql: Sql, recordingIds: readonly string[]): Promise<LinkDecision[][]> {
  const rows = await sql.query<LinkDecision & { recordingId: string }>(
    `SELECT ${COLUMNS}
       FROM unnest($1::uuid[]) AS asked (recording_id)
      CROSS JOIN LATERAL (
        SELECT * FROM link_decisions AS own
         WHERE own.recording_id = asked.recording_id
         ORDER BY own.id DESC
         LIMIT $2) AS decision
      ORDER BY decision.id DESC`,
    [recordingIds, MOST_DECISIONS],
  );
  const byRecording = Map.groupBy(rows, ({ recordingId }) => recordingId);
  return recordingIds.map((id) => byRecording.get(id) ?? []);
}

export interface DecisionMoment {
  readonly recordingId: string;
  readonly at: Date;
}

/** The decision that held at each moment, whoever made it; null where there was none yet. */
export async function decisionsAt(sql: Sql, moments: readonly DecisionMoment[]): Promise<(LinkDecision | null)[]> {
  const rows = await sql.query<LinkDecision & { place: number }>(
    `SELECT asked.place::int AS place, ${COLUMNS}
       FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS asked (recording_id, at, place)
      CROSS JOIN LATERAL (
        SELECT * FROM link_decisions AS own
         WHERE own.recording_id = asked.recording_id AND own.decided_at <= asked.at
         ORDER BY own.id DESC
         LIMIT 1) AS decision`,
    [moments.map(({ recordingId }) => recordingId), moments.map(({ at }) => lastToldAs(at))],
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return moments.map((_moment, index) => byPlace.get(index + 1) ?? null);
}
