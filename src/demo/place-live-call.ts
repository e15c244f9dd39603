import type { CallRequest } from "../simulator/call-request.js";
import type { Simulator } from "../simulator/start.js";
import type { DemoCall, DemoInsights } from "./business.js";

/** RingCentral takes from seconds to half an hour; a demo's audience does not wait so long. */
const LAGS = { callLogAfterMs: 1_500, recordingFieldAfterMs: 2_000, mediaAfterMs: 2_000, insightsAfterMs: 3_000 };

/** Ringing and the menu come before the talk: the call is begun that much earlier, so that it ends now. */
const OPENING_MS = 11_000;

const SENTIMENTS = { POSITIVE: "Positive", NEUTRAL: "Neutral", NEGATIVE: "Negative" } as const;
const DIRECTIONS = { INBOUND: "Inbound", OUTBOUND: "Outbound", INTERNAL: "Internal" } as const;

/** Has the simulated account end a call now, as if it had been going on for its whole length. Returns its recording's id. */
export function placeLiveCall(simulator: Simulator, call: DemoCall, endedAt: Date): string | null {
  const placed = simulator.placeCall({
    ...(isWithheld(call) ? { scenario: "withheld" as const } : {}),
    ...callEndingAt(call, endedAt),
    timers: LAGS,
  });
  return placed.recordingIds[0] ?? null;
}

export const isWithheld = (call: DemoCall): boolean => call.direction === "INBOUND" && call.fromPhone === null;

/** What the simulated account is asked for so that a call ends at an instant. */
export const callEndingAt = (call: DemoCall, endedAt: Date): CallRequest => ({
  direction: DIRECTIONS[call.direction],
  from: call.fromPhone,
  ...(call.toPhone === null ? {} : { to: call.toPhone }),
  callerName: "WIRELESS CALLER",
  startedAt: new Date(endedAt.getTime() - call.durationSeconds * 1_000 - OPENING_MS).toISOString(),
  durationSeconds: call.durationSeconds,
  segments: (call.segments ?? []).map(({ speaker, text, startSeconds, endSeconds }) => ({
    ...{ speaker, text, start: startSeconds, end: endSeconds },
  })),
  insights: call.insights === null ? {} : insightsOf(call.insights),
});

const insightsOf = ({ summary, nextSteps, sentiment, highlights }: DemoInsights) => ({
  ...{ summary, nextSteps: [...nextSteps], sentiment: SENTIMENTS[sentiment] },
  ...(highlights === undefined ? {} : { highlights: [...highlights] }),
});
