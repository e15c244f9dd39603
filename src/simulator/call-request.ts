import { z } from "zod";
import { badInput } from "../errors.js";
import { DeliveryOverrides } from "./delivery.js";

/**
 * What kind of call it is.
 * - `inbound-ivr`: a menu answers first, then an agent; `inbound-direct`: an agent's own number; `outbound`; `internal`.
 * - `withheld`: inbound without a caller's number. `missed`: nobody answers, no recording.
 * - `queue`: a call queue rings two agents. `voicemail`: ends in a mailbox, no recording.
 * - `blind-transfer`: the first agent hands over unseen, same session, a recording for each agent.
 * - `warm-transfer`: the first agent consults, then the customer moves to the second session; two sessions, two recordings.
 * - `conference`: the parties move to a conference whose `sessionId` is "0"; two recordings.
 * - `short-recording`: too short to be kept: the event has a recording id, the call log says `shortRecording`.
 * - `two-recordings`: recording is stopped and started again within one call.
 */
export const Scenario = z.enum([
  "inbound-ivr",
  "inbound-direct",
  "outbound",
  "internal",
  "withheld",
  "missed",
  "queue",
  "voicemail",
  "blind-transfer",
  "warm-transfer",
  "conference",
  "short-recording",
  "two-recordings",
]);
export type Scenario = z.infer<typeof Scenario>;

/** Milliseconds after hang-up, or "never". */
const Lag = z.union([z.int().min(0), z.literal("never")]);
export type Lag = z.infer<typeof Lag>;

const Timers = z.strictObject({
  /** The record is in the call log. Default 25 s. */
  callLogAfterMs: Lag.optional(),
  /** The record names its recording. Default 60 s. */
  recordingFieldAfterMs: Lag.optional(),
  /** The recording's metadata and sound can be fetched. Default 60 s. */
  mediaAfterMs: Lag.optional(),
  /** The insights can be read. Default: a seeded 5 to 30 minutes. */
  insightsAfterMs: Lag.optional(),
  /** From then to the insights event. Default 33 s as in RingCentral's own example, 0 where `insightsAfterMs` is given. */
  insightsEventLagMs: Lag.optional(),
});

const SegmentRequest = z.strictObject({
  speaker: z.enum(["customer", "agent"]),
  text: z.string(),
  /** Seconds from the start of the conversation. */
  start: z.number().min(0),
  end: z.number().min(0),
});
export type SegmentRequest = z.infer<typeof SegmentRequest>;

export const InsightsRequest = z.strictObject({
  summary: z.string().optional(),
  nextSteps: z.array(z.string()).optional(),
  sentiment: z.enum(["Positive", "Negative", "Neutral"]).optional(),
  highlights: z.array(z.string()).optional(),
  bulletedSummary: z.array(z.string()).optional(),
  callNotes: z.string().optional(),
  /** A string of digits, as RingCentral sends it. */
  aiScore: z.string().optional(),
});
export type InsightsRequest = z.infer<typeof InsightsRequest>;

const CallKnobs = z.strictObject({
  /** No telephony events: the call is only found in the call log. */
  silent: z.boolean().default(false),
  /** The call was there all along: no events at all, and the log was last changed when it happened, not now. */
  historical: z.boolean().default(false),
  /** No insights event: they are only found by asking. */
  silentInsights: z.boolean().default(false),
  /** The call's user has no licence: insights are 404 for ever, no event. */
  licensed: z.boolean().default(true),
  /** A first insights event and answer with `CallNotes` and `Summary` only, before the whole. */
  aiNotesFirst: z.boolean().default(false),
  /** When, after hang-up. Default: 40 % of the way to the insights. */
  aiNotesAfterMs: z.int().min(0).optional(),
  highlightsSpelling: z.enum(["HighLights", "Highlights"]).default("HighLights"),
  /** Leaves these out of the insights whatever is given. `all` makes them an empty object. */
  omitInsights: z.array(z.string()).default([]),
  /** Utterances in order. RingCentral's own example is not, so neither is the default. */
  sortedTranscript: z.boolean().default(false),
  /** Analyses again, this long after the first insights: a later `lastModifiedTime`, another event. */
  reanalysis: z
    .strictObject({
      afterMs: z.int().min(0),
      segments: z.array(SegmentRequest).optional(),
      insights: InsightsRequest.optional(),
    })
    .optional(),
  /** A record with `result: "In Progress"` shows up in the log while the call runs. */
  inProgressRecord: z.boolean().default(false),
  /** How the log writes phone numbers; older records are not E.164. */
  logNumberStyle: z.enum(["e164", "digits", "national"]).default("e164"),
  /** How a withheld number looks in events: an absent, an empty or a literal `anonymous` number. */
  withheldStyle: z.enum(["missing", "empty", "anonymous"]).default("anonymous"),
  recordingType: z.enum(["Automatic", "OnDemand"]).default("Automatic"),
  /** `origin.type` of the events: Call, RingOut, RingMe, Zoom … any text. */
  originType: z.string().default("Call"),
  /** The media host answers 302 to this address, or to another path of its own with "self". */
  mediaRedirect: z.union([z.literal("self"), z.url()]).optional(),
  /** Delivery of this call's events only; what is absent is as for all calls. */
  delivery: DeliveryOverrides.optional(),
});

/** A call to be placed, as plain JSON. Only phone numbers are needed; everything else has a believable default. */
export const CallRequest = z.strictObject({
  /** Default: `inbound-ivr`, `outbound` or `internal`, by `direction`. */
  scenario: Scenario.optional(),
  /** Seen from the company. Default: what the scenario says, else Inbound. */
  direction: z.enum(["Inbound", "Outbound", "Internal"]).optional(),
  /** Who calls: any text for an outside number, an extension number for an internal call. Default: withheld inbound, the agent's own number outbound. */
  from: z.string().nullable().optional(),
  /** Who is called. Default for inbound: the company's main number. */
  to: z.string().optional(),
  /** The carrier's name for the outside number, e.g. `WIRELESS CALLER`. */
  callerName: z.string().optional(),
  /** Extension number of the agent who talks. Default: the one whose number was called or calls, else the first. */
  agent: z.string().optional(),
  /** ISO 8601. Default: now. What lies in the past by then happens at once. */
  startedAt: z.iso.datetime({ offset: true }).optional(),
  /** Of the whole call, ringing included. Longer where the last segment needs it. */
  durationSeconds: z.number().positive(),
  segments: z.array(SegmentRequest).default([]),
  insights: InsightsRequest.default({}),
  timers: Timers.default({}),
  knobs: CallKnobs.prefault({}),
});
/** What `placeCall` takes. */
export type CallRequest = z.input<typeof CallRequest>;

/** The same with every default filled in. */
export interface CallPlan extends z.output<typeof CallRequest> {
  readonly scenario: Scenario;
  readonly direction: Direction;
}

type Direction = "Inbound" | "Outbound" | "Internal";

/** Scenarios that say themselves which way the call goes; the others go either way. */
const DIRECTION_OF: Partial<Record<Scenario, Direction>> = {
  "inbound-ivr": "Inbound",
  "inbound-direct": "Inbound",
  withheld: "Inbound",
  missed: "Inbound",
  queue: "Inbound",
  voicemail: "Inbound",
  outbound: "Outbound",
  internal: "Internal",
};

const USUAL_SCENARIO: Record<Direction, Scenario> = {
  Inbound: "inbound-ivr",
  Outbound: "outbound",
  Internal: "internal",
};

/** @throws AppError BAD_INPUT naming the field */
export function planCall(request: CallRequest): CallPlan {
  const asked = read(CallRequest, request);
  const scenario = asked.scenario ?? USUAL_SCENARIO[asked.direction ?? "Inbound"];
  const fixed = DIRECTION_OF[scenario];
  if (fixed !== undefined && asked.direction !== undefined && asked.direction !== fixed) {
    throw badInput("direction", `A call of scenario ${scenario} is ${fixed}.`);
  }
  const direction = fixed ?? asked.direction ?? "Inbound";
  if (direction === "Internal" && scenario !== "internal" && scenario !== "two-recordings") {
    throw badInput("scenario", `Scenario ${scenario} needs somebody outside the company.`);
  }
  if (direction === "Outbound" && asked.to === undefined)
    throw badInput("to", "An outbound call needs a number to call.");
  return { ...asked, scenario, direction, ...(scenario === "withheld" ? { from: null } : {}) };
}

/** Reads plain JSON by a schema. @throws AppError BAD_INPUT naming the field */
export function read<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badInput(issue?.path.join(".") || "body", issue?.message ?? "The input is invalid.");
}
