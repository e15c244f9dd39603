/** Insight types as the `insightTypes` parameter names them; the answer may spell `Highlights` as `HighLights`. */
export const INSIGHT_TYPES = [
  "Transcript",
  "Summary",
  "Highlights",
  "NextSteps",
  "BulletedSummary",
  "AIScore",
  "CallNotes",
  "Sentiment",
] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];
