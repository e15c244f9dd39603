import { z } from "zod";
import type { ItemProblem } from "../bad-items.js";
import { instant, neededExternalId, readItem } from "../customers/item-fields.js";
import type { StoredSegment, TranscriptWrite } from "../recordings/store.js";
import { readWrittenTranscript } from "../recordings/written-transcript.js";
import type { RecordingInput } from "./recording-input.js";

/** A recording that may be stored. */
export interface CheckedRecording {
  readonly externalId: string;
  readonly startedAt: Date;
  readonly direction: "INBOUND" | "OUTBOUND" | "INTERNAL";
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  readonly durationSeconds: number | null;
  readonly transcript: TranscriptWrite | null;
}

/** Three hours of talk are some 30,000 words, 200,000 characters. */
const LONGEST_TRANSCRIPT = 1_000_000;
const MOST_SEGMENTS = 20_000;
const LONGEST_CALL_SECONDS = 86_400;
const LONGEST_PHONE = 100;

const phone = z.string().max(LONGEST_PHONE, `takes at most ${LONGEST_PHONE} characters`).nullish();
/** In a call, to the microsecond: far smaller and far larger numbers are none that the database holds. */
const seconds = z
  .number()
  .min(0, "takes seconds from 0 on")
  .max(LONGEST_CALL_SECONDS, `takes at most ${LONGEST_CALL_SECONDS} seconds`)
  .transform((given) => Math.round(given * 1e6) / 1e6)
  .nullish();
const texts = z.array(z.string().max(10_000, "takes at most 10000 characters")).max(1_000, "takes at most 1000 texts");
const text = z.string().max(100_000, "takes at most 100000 characters");

const Segment = z
  .object({
    speaker: z.enum(["customer", "agent", "unknown"]).nullish(),
    name: z.string().max(200, "takes at most 200 characters").nullish(),
    text: z.string().max(LONGEST_TRANSCRIPT, `takes at most ${LONGEST_TRANSCRIPT} characters`),
    startSeconds: seconds,
    endSeconds: seconds,
  })
  .refine(({ startSeconds, endSeconds }) => (endSeconds ?? Number.POSITIVE_INFINITY) >= (startSeconds ?? 0), {
    error: "must not end before it starts",
    path: ["endSeconds"],
    params: { reason: "END_BEFORE_START" },
  });

const Insights = z.looseObject(
  {
    summary: text.nullish(),
    bullets: texts.nullish(),
    highlights: texts.nullish(),
    nextSteps: texts.nullish(),
    score: z
      .union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())], "takes a number")
      .transform(String)
      .nullish(),
    notes: text.nullish(),
    sentiment: z
      .string()
      .transform((word) => word.toUpperCase())
      .pipe(z.enum(["POSITIVE", "NEUTRAL", "NEGATIVE"], "takes POSITIVE, NEUTRAL or NEGATIVE"))
      .nullish(),
  },
  'takes an object such as { "summary": "…" }',
);

const Shape = z.object({
  externalId: neededExternalId,
  callStartedAt: instant,
  direction: z.enum(["INBOUND", "OUTBOUND", "INTERNAL"], "takes INBOUND, OUTBOUND or INTERNAL"),
  fromPhone: phone,
  toPhone: phone,
  durationSeconds: z
    .int("takes whole seconds")
    .min(0, "takes seconds from 0 on")
    .max(LONGEST_CALL_SECONDS, `takes at most ${LONGEST_CALL_SECONDS} seconds`)
    .nullish(),
  transcript: z.string().max(LONGEST_TRANSCRIPT, `takes at most ${LONGEST_TRANSCRIPT} characters`).nullish(),
  segments: z.array(Segment).max(MOST_SEGMENTS, `takes at most ${MOST_SEGMENTS} segments`).nullish(),
  insights: Insights.nullish(),
});

/** Reads one recording, or tells everything that is wrong with it. */
export function readRecordingInput(input: RecordingInput, index: number): CheckedRecording | readonly ItemProblem[] {
  const given = readItem(Shape, input, index);
  if (Array.isArray(given)) return given;
  const segments = segmentsOf(given);
  return {
    externalId: given.externalId,
    startedAt: given.callStartedAt,
    direction: given.direction,
    fromPhone: given.fromPhone ?? null,
    toPhone: given.toPhone ?? null,
    durationSeconds: given.durationSeconds ?? null,
    transcript:
      segments === null && (given.insights ?? null) === null
        ? null
        : { segments, ...insightsOf(given.insights ?? null), modifiedAt: null },
  };
}

function insightsOf(insights: z.infer<typeof Insights> | null): Pick<TranscriptWrite, "insights" | "sentiment"> {
  if (insights === null) return { insights: null, sentiment: null };
  return {
    insights: {
      summary: insights.summary ?? null,
      bullets: insights.bullets ?? [],
      highlights: insights.highlights ?? [],
      nextSteps: insights.nextSteps ?? [],
      score: insights.score ?? null,
      notes: insights.notes ?? null,
    },
    sentiment: insights.sentiment ?? null,
  };
}

function segmentsOf({ segments, transcript }: z.infer<typeof Shape>): StoredSegment[] | null {
  if (segments !== null && segments !== undefined && segments.length > 0) {
    const read = segments.map((segment) => ({
      speaker: segment.speaker ?? ("unknown" as const),
      name: segment.name ?? null,
      text: segment.text,
      start: segment.startSeconds ?? null,
      end: segment.endSeconds ?? null,
    }));
    const timed = read.every((segment) => segment.start !== null);
    return timed ? read.sort((a, b) => (a.start ?? 0) - (b.start ?? 0)) : read;
  }
  const turns = readWrittenTranscript(transcript ?? "");
  return turns.length === 0 ? null : turns.map((turn) => ({ ...turn, name: null, start: null, end: null }));
}
