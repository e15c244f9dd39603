import type { DemoBusiness, DemoCall } from "../demo/business.js";
import { liveCall } from "../demo/live-calls.js";
import { callEndingAt, isWithheld } from "../demo/place-live-call.js";
import type { Random } from "../simulator/random.js";
import type { Simulator } from "../simulator/start.js";

/** A recording that the simulated account made. */
export interface Recorded {
  readonly recordingId: string;
  /** False where RingCentral announces a recording and then does not keep it: nothing but its end is expected. */
  readonly isKept: boolean;
}

export interface Traffic {
  /** Places the next call: it ends now, its analysis is there within three seconds. Returns whose it is, where somebody's. */
  placeCall(): string | null;
  readonly recorded: readonly Recorded[];
  callCount(): number;
}

/** Of ten calls three are analysed without a word to anybody: those transcripts must be fetched. */
const SILENT_INSIGHTS = 0.3;
const SPECIAL = 0.12;
const SPECIAL_SCENARIOS = [
  "two-recordings",
  "short-recording",
  "warm-transfer",
  "blind-transfer",
  "conference",
] as const;
/** Cut in two, a shorter one may leave a recording in which nothing is said: its transcript never comes. */
const FEWEST_TURNS = 6;

export function createTraffic(simulator: Simulator, business: DemoBusiness, random: Random): Traffic {
  const recorded: Recorded[] = [];
  let calls = 0;
  return {
    recorded,
    callCount: () => calls,
    placeCall() {
      const now = new Date();
      const call = liveCall(business, calls, now);
      calls += 1;
      const special = random.chance(SPECIAL) ? random.between(0, SPECIAL_SCENARIOS.length - 1) : null;
      const isSilent = random.chance(SILENT_INSIGHTS);
      const insightsAfterMs = random.between(200, 2_500);
      const scenario = scenarioOf(call, special);
      const isKept = scenario !== "short-recording";
      const spoken = isKept ? call : { ...call, durationSeconds: 20, segments: [] };
      const placed = simulator.placeCall({
        ...(scenario === null ? {} : { scenario }),
        ...callEndingAt(spoken, now),
        timers: { callLogAfterMs: 1_000, recordingFieldAfterMs: 1_500, mediaAfterMs: 1_500, insightsAfterMs },
        knobs: { silentInsights: isSilent, aiNotesFirst: random.chance(0.1) },
      });
      recorded.push(...placed.recordingIds.map((recordingId) => ({ recordingId, isKept })));
      return call.truth.customerKey;
    },
  };
}

function scenarioOf(call: DemoCall, special: number | null) {
  if (isWithheld(call)) return "withheld" as const;
  if (call.direction !== "INBOUND" || special === null || (call.segments ?? []).length < FEWEST_TURNS) return null;
  return SPECIAL_SCENARIOS[special] ?? null;
}
