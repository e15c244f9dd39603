import { z } from "zod";

/** What is said in a call: becomes the transcript of its recordings. */
export const SegmentRequest = z
  .strictObject({
    speaker: z.enum(["customer", "agent"]),
    text: z.string(),
    start: z.number().min(0).describe("Seconds from the start of the conversation."),
    end: z.number().min(0).describe("Seconds; not before its start."),
  })
  .refine(({ start, end }) => end >= start, { path: ["end"], message: "A segment cannot end before it starts." });
export type SegmentRequest = z.infer<typeof SegmentRequest>;

/** What RingCentral's AI makes of it. What is left out is left out of the insights too. */
export const InsightsRequest = z.strictObject({
  summary: z.string().optional(),
  nextSteps: z.array(z.string()).optional(),
  sentiment: z.enum(["Positive", "Negative", "Neutral"]).optional(),
  highlights: z.array(z.string()).optional(),
  bulletedSummary: z.array(z.string()).optional(),
  callNotes: z.string().optional(),
  aiScore: z.string().optional().describe("A string of digits, as RingCentral sends it."),
});
export type InsightsRequest = z.infer<typeof InsightsRequest>;
