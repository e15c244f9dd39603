import { z } from "zod";
import { badInput } from "../errors.js";
import { CallKnobs, CallTimers } from "./call-knobs.js";
import { readInput } from "./read-input.js";
import { InsightsRequest, SegmentRequest } from "./spoken.js";

/** The kinds of calls, with what is special about each. */
export const SCENARIOS = {
  "inbound-ivr": "A menu answers first, then an agent.",
  "inbound-direct": "It rings at an agent's own number.",
  outbound: "An agent calls somebody outside.",
  internal: "A colleague calls a colleague: extension numbers stand where phone numbers do.",
  withheld: "Inbound without a caller's number.",
  missed: "Nobody answers; no recording.",
  queue: "A call queue rings two agents.",
  voicemail: "It ends in a mailbox; a message is no recording.",
  "blind-transfer": "The first agent hands over unseen: one session, a recording for each agent.",
  "warm-transfer": "The first agent consults, then the customer moves to that second session: two recordings.",
  conference: "All move to a conference, a session with sessionId 0 that names no customer: two recordings.",
  "short-recording": "Too short to keep: the event has a recording id, the call log says shortRecording.",
  "two-recordings": "The recording is stopped and started again within one call.",
} as const;
export type Scenario = keyof typeof SCENARIOS;

/** A call to be placed, as plain JSON. Everything has a default: `{}` is a call of a minute from a withheld number. */
export const CallRequest = z.strictObject({
  scenario: z
    .enum(Object.keys(SCENARIOS) as Scenario[])
    .optional()
    .describe("Default: inbound-ivr, outbound or internal, by direction."),
  direction: z
    .enum(["Inbound", "Outbound", "Internal"])
    .optional()
    .describe("Seen from the company. Default: what the scenario says, else Inbound."),
  from: z
    .string()
    .nullable()
    .optional()
    .describe("Any text, or an extension number in an internal call. Default: withheld, or the agent's own number."),
  to: z.string().optional().describe("Default for inbound: the company's main number."),
  callerName: z.string().optional().describe("The carrier's name for the outside number, e.g. WIRELESS CALLER."),
  agent: z
    .string()
    .optional()
    .describe("Extension number of who talks. Default: whose number was called or calls, else the first agent."),
  startedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("ISO 8601. Default: now. What is in the past by then happens at once."),
  durationSeconds: z
    .number()
    .positive()
    .default(60)
    .describe("Of the whole call, ringing included. It lasts longer where the last segment needs it."),
  segments: z.array(SegmentRequest).default([]),
  insights: InsightsRequest.default({}),
  timers: CallTimers.default({}),
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
  const asked = readInput(CallRequest, request);
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
