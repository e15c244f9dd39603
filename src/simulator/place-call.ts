import type { Account } from "./account.js";
import type { Call, Recording } from "./call.js";
import type { CallEvent } from "./call-event.js";
import type { Lag } from "./call-knobs.js";
import { type CallPlan, type CallRequest, planCall } from "./call-request.js";
import { CallScript } from "./call-script.js";
import type { Calls } from "./calls.js";
import type { Clock } from "./clock.js";
import type { Deliveries } from "./delivery.js";
import type { Identifiers } from "./identifiers.js";
import { aiNotesOf, insightsOf, reanalysisOf } from "./insights.js";
import type { Random } from "./random.js";
import { play } from "./scenarios.js";
import { scheduleTelephony } from "./telephony-events.js";

export interface PlacedCall {
  /** The session in which the call began. */
  readonly telephonySessionId: string;
  /** All of them, where a transfer or conference opened a second one. */
  readonly telephonySessionIds: readonly string[];
  /** In the order in which they were recorded; empty for missed calls and voicemail. */
  readonly recordingIds: readonly string[];
  readonly callLogIds: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** When the insights can be read; null for never. */
  readonly insightsAt: string | null;
}

export interface PlaceCallSetup {
  readonly clock: Clock;
  readonly random: Random;
  readonly identifiers: Identifiers;
  readonly account: Account;
  readonly calls: Calls;
  readonly deliveries: Deliveries;
}

/** Defaults of FACTS: the log lags 15–30 s, recordings are ready about a minute after hang-up, insights 5–30 minutes. */
const CALL_LOG_AFTER_MS = 25_000;
const RECORDING_FIELD_AFTER_MS = 60_000;
const MEDIA_AFTER_MS = 60_000;
const INSIGHTS_AFTER_MINUTES = [5, 30] as const;
const INSIGHTS_EVENT_LAG_MS = 33_000;
/** Both sides have hung up by then: no analysis, however quick, is told of before. */
const HANG_UP_MS = 5;

/**
 * Places a call: writes its script, stores it and schedules its telephony and insights events.
 * @throws AppError BAD_INPUT naming the field
 */
export function placeCall(request: CallRequest, setup: PlaceCallSetup): PlacedCall {
  const { clock, account, identifiers, calls } = setup;
  const plan = planCall(request);
  const startsAtMs = plan.startedAt === undefined ? clock.now() : Date.parse(plan.startedAt);
  const script = new CallScript(plan, account, identifiers, startsAtMs);
  play(script);
  const call: Call = {
    plan,
    startsAtMs,
    endsAtMs: script.endsAtMs,
    steps: script.steps.toSorted((a, b) => a.atMs - b.atMs),
    recordings: script.recordings,
    logRecords: script.logRecords,
    ...momentsOf(plan, script.endsAtMs, setup.random),
    placedAtMs: plan.knobs.historical ? startsAtMs : clock.now(),
  };
  calls.add(call);
  if (!plan.knobs.historical) {
    if (!plan.knobs.silent)
      scheduleTelephony(call, account, clock, (event) => setup.deliveries.publish(event, plan.knobs.delivery));
    if (!plan.knobs.silentInsights) scheduleInsights(call, setup);
  }
  return describePlaced(call);
}

export function describePlaced(call: Call): PlacedCall {
  const telephonySessionIds = [...new Set(call.steps.map(({ telephonySessionId }) => telephonySessionId))];
  return {
    telephonySessionId: telephonySessionIds[0] ?? "",
    telephonySessionIds,
    recordingIds: call.recordings.map(({ id }) => id),
    callLogIds: call.logRecords.map(({ id }) => id),
    startedAt: new Date(call.startsAtMs).toISOString(),
    endedAt: new Date(call.endsAtMs).toISOString(),
    insightsAt: Number.isFinite(call.insightsAtMs) ? new Date(call.insightsAtMs).toISOString() : null,
  };
}

function momentsOf({ timers, knobs }: CallPlan, endsAtMs: number, random: Random) {
  const [leastMinutes, mostMinutes] = INSIGHTS_AFTER_MINUTES;
  // Drawn even where it is not needed, so that one call's timers do not shift the next call's luck.
  const usualInsightsMs = random.between(leastMinutes * 60_000, mostMinutes * 60_000);
  const after = (baseMs: number, lag: Lag): number => (lag === "never" ? Number.POSITIVE_INFINITY : baseMs + lag);
  const insightsAtMs = knobs.licensed
    ? after(endsAtMs, timers.insightsAfterMs ?? usualInsightsMs)
    : Number.POSITIVE_INFINITY;
  const usualLagMs = timers.insightsAfterMs === undefined ? INSIGHTS_EVENT_LAG_MS : 0;
  const notesAfterMs =
    knobs.aiNotesAfterMs ??
    Math.round(0.4 * (Number.isFinite(insightsAtMs) ? insightsAtMs - endsAtMs : usualInsightsMs));
  return {
    callLogAtMs: after(endsAtMs, timers.callLogAfterMs ?? CALL_LOG_AFTER_MS),
    recordingFieldAtMs: after(endsAtMs, timers.recordingFieldAfterMs ?? RECORDING_FIELD_AFTER_MS),
    mediaAtMs: after(endsAtMs, timers.mediaAfterMs ?? MEDIA_AFTER_MS),
    aiNotesAtMs: knobs.aiNotesFirst ? endsAtMs + notesAfterMs : Number.POSITIVE_INFINITY,
    insightsAtMs,
    insightsEventAtMs: after(insightsAtMs, timers.insightsEventLagMs ?? usualLagMs),
    reanalysisAtMs: knobs.reanalysis === undefined ? Number.POSITIVE_INFINITY : insightsAtMs + knobs.reanalysis.afterMs,
  };
}

function scheduleInsights(call: Call, { clock, account, deliveries }: PlaceCallSetup): void {
  const uri = `/ai/ringsense/v1/public/accounts/${account.id}/domains/pbx/insights`;
  const announce = (atMs: number, eventType: string, body: (recording: Recording) => object): void => {
    if (!Number.isFinite(atMs)) return;
    for (const recording of call.recordings.filter(({ tooShort }) => !tooShort)) {
      const event: CallEvent = { kind: "insights", uri, domain: "pbx", body: { eventType, ...body(recording) } };
      clock.at(Math.max(atMs, call.endsAtMs + HANG_UP_MS), () => deliveries.publish(event, call.plan.knobs.delivery));
    }
  };
  announce(call.aiNotesAtMs, "Create", (recording) => aiNotesOf(call, recording, account));
  announce(call.insightsEventAtMs, "Create", (recording) => insightsOf(call, recording, account));
  announce(call.reanalysisAtMs, "Update", (recording) => reanalysisOf(call, recording, account));
}
