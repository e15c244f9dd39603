import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { CallDirection, Sentiment, TranscriptStatus } from "./call-words.js";
import type { LinkSource, LinkStatus, ReviewReason } from "./link-words.js";

/**
 * One recorded leg of a call. Transcript, insights and the link's grounds are large: `select: false` here, left out of
 * lists by the statements, and answered by field resolvers that read them for all calls of a request at once.
 */
@ObjectType({
  simpleResolvers: true,
  description: "One recorded leg of a phone call; several may share a telephony session.",
})
@Entity({ name: "call_recordings" })
export class CallRecording {
  @Field(() => ID, { description: "Given by this service." })
  @PrimaryColumn("uuid", { default: () => "gen_random_uuid()" })
  id!: string;

  @Field(() => ID, { nullable: true, description: "RingCentral's id of the recording." })
  @Column("text", { name: "rc_recording_id", nullable: true, unique: true })
  rcRecordingId!: string | null;

  @Field(() => ID, { nullable: true, description: "The call's id in another telephony system." })
  @Column("text", { name: "external_id", nullable: true, unique: true })
  externalId!: string | null;

  @Field(() => ID, { nullable: true, description: "Shared by the recordings of one call, e.g. after a transfer." })
  @Column("text", { name: "telephony_session_id", nullable: true })
  telephonySessionId!: string | null;

  @Field(() => CallDirection, { description: "Which way the call went." })
  @Column("text")
  direction!: CallDirection;

  @Field(() => String, { nullable: true, description: "The caller's number as the telephony system wrote it." })
  @Column("text", { name: "from_phone", nullable: true })
  fromPhone!: string | null;

  @Field(() => String, { nullable: true, description: "The called number as the telephony system wrote it." })
  @Column("text", { name: "to_phone", nullable: true })
  toPhone!: string | null;

  @Column("text", { name: "from_e164", nullable: true })
  fromE164!: string | null;

  @Column("text", { name: "to_e164", nullable: true })
  toE164!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Number of the party that is not the business, in E.164; null where nobody can be known by it.",
  })
  @Column("text", { name: "outside_phone", nullable: true })
  outsidePhone!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the call started." })
  @Column("timestamptz", { name: "call_started_at" })
  callStartedAt!: Date;

  @Field(() => Int, { description: "How long the call lasted, in seconds." })
  @Column("integer", { name: "duration_seconds", default: 0 })
  durationSeconds!: number;

  @Column("text", { name: "facts_source" })
  factsSource!: "webhook" | "insights" | "call_log" | "ingest";

  @Column("text", { name: "content_uri", nullable: true })
  contentUri!: string | null;

  @Field(() => TranscriptStatus, { description: "Whether the transcript is there." })
  @Column("text", { name: "transcript_status", default: "PENDING" })
  transcriptStatus!: TranscriptStatus;

  @Column("integer", { name: "fetch_attempts", default: 0 })
  fetchAttempts!: number;

  /** "Customer: …" and "Agent: …" lines. */
  @Column("text", { name: "rc_transcript", nullable: true, select: false })
  rcTranscript!: string | null;

  /** See `transcript.ts`. */
  @Column("jsonb", { name: "transcript_segments", nullable: true, select: false })
  transcriptSegments!: unknown;

  @Column("timestamptz", { name: "transcript_stored_at", nullable: true })
  transcriptStoredAt!: Date | null;

  /** See `call-insights.ts`. */
  @Column("jsonb", { name: "rc_ai_insights", nullable: true, select: false })
  rcAiInsights!: unknown;

  @Column("timestamptz", { name: "insights_modified_at", nullable: true })
  insightsModifiedAt!: Date | null;

  @Field(() => Sentiment, { nullable: true, description: "The mood of the call; null where it is not known." })
  @Column("text", { nullable: true })
  sentiment!: Sentiment | null;

  @Field(() => [String], { description: "Subjects of the call, e.g. `reschedule`, `guest_count`, `feedback`." })
  @Column("text", { array: true, default: "{}" })
  topics!: string[];

  @Field(() => String, {
    nullable: true,
    description: "What the call was for, e.g. `new_booking`, `change`, `cancellation`, `enquiry`, `feedback`.",
  })
  @Column("text", { nullable: true })
  intent!: string | null;

  @Column("uuid", { name: "customer_id", nullable: true })
  customerId!: string | null;

  @Column("uuid", { name: "booking_id", nullable: true })
  bookingId!: string | null;

  @Column("text", { name: "link_status", default: "PENDING" })
  linkStatus!: LinkStatus;

  @Column("text", { name: "review_reason", nullable: true })
  reviewReason!: ReviewReason | null;

  @Column("real", { name: "customer_confidence", nullable: true })
  customerConfidence!: number | null;

  @Column("real", { name: "booking_confidence", nullable: true })
  bookingConfidence!: number | null;

  /** `Evidence[]` of `linking/facts.ts`, as judged. */
  @Column("jsonb", { name: "link_evidence", default: [], select: false })
  linkEvidence!: unknown;

  /** `Candidate[]` of `linking/facts.ts`, as judged. */
  @Column("jsonb", { name: "link_candidates", default: [], select: false })
  linkCandidates!: unknown;

  @Column("text", { name: "link_explanation", nullable: true })
  linkExplanation!: string | null;

  @Column("text", { name: "linked_by", nullable: true })
  linkedBy!: LinkSource | null;

  @Column("text", { name: "linked_by_name", nullable: true })
  linkedByName!: string | null;

  @Column("timestamptz", { name: "linked_at", nullable: true })
  linkedAt!: Date | null;

  @Column("timestamptz", { name: "decided_at", nullable: true })
  decidedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When this service first knew of the call." })
  @Column("timestamptz", { name: "created_at", default: () => "now()" })
  createdAt!: Date;

  @Column("timestamptz", { name: "updated_at", default: () => "now()" })
  updatedAt!: Date;
}
