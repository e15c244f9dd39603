import { Field, Float, ObjectType } from "type-graphql";
import { PREPARED, type Sql } from "../database/sql.js";
import { Sentiment } from "./call-words.js";
import type { StoredInsights } from "./store.js";

@ObjectType({
  simpleResolvers: true,
  description:
    "What is known about a call beyond its words: RingCentral's analysis, and Callthread's topics and intent.",
})
export class CallInsights {
  @Field(() => String, { nullable: true, description: "The call in a few sentences." })
  summary!: string | null;

  @Field(() => [String], { description: "The call in points." })
  bullets!: readonly string[];

  @Field(() => [String], { description: "Remarkable moments, in the words that were said." })
  highlights!: readonly string[];

  @Field(() => [String], { description: "What is to be done." })
  nextSteps!: readonly string[];

  @Field(() => Float, { nullable: true, description: "How well the call went, from 0 to 10." })
  score!: number | null;

  @Field(() => String, { nullable: true, description: "Notes made during the call." })
  notes!: string | null;

  @Field(() => Sentiment, { nullable: true, description: "The mood of the call." })
  sentiment!: Sentiment | null;

  @Field(() => [String], { description: "Subjects of the call, derived from what was said." })
  topics!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      "What the call was for, derived from what was said and from what it was about; `other` where nothing is likely.",
  })
  intent!: string | null;
}

export interface InsightsRow {
  readonly id: string;
  readonly stored: Partial<StoredInsights> | null;
  readonly sentiment: Sentiment | null;
  readonly topics: readonly string[];
  readonly intent: string | null;
}

/** One per recording, in the ids' order; null where nothing is known. */
export async function insightsOf(sql: Sql, recordingIds: readonly string[]): Promise<(CallInsights | null)[]> {
  const rows = await sql.query<InsightsRow>(
    `SELECT id, rc_ai_insights AS stored, sentiment, topics, intent
       FROM call_recordings
      WHERE id = ANY($1::uuid[])`,
    [recordingIds],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, insightsFrom(row)]));
  return recordingIds.map((id) => byId.get(id) ?? null);
}

/** null where nothing is known. */
export function insightsFrom({
  stored = null,
  sentiment,
  topics,
  intent,
}: Omit<InsightsRow, "id" | "stored"> & Partial<InsightsRow>): CallInsights | null {
  if (stored === null && sentiment === null && intent === null && topics.length === 0) return null;
  const score = Number.parseFloat(String(stored?.score ?? ""));
  return {
    summary: stored?.summary ?? null,
    bullets: stored?.bullets ?? [],
    highlights: stored?.highlights ?? [],
    nextSteps: stored?.nextSteps ?? [],
    score: Number.isFinite(score) ? score : null,
    notes: stored?.notes ?? null,
    sentiment,
    topics,
    intent,
  };
}
