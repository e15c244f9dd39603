import type { Account } from "./account.js";
import type { Call, Recording } from "./call.js";
import { INSIGHT_TYPES, type InsightType } from "./insight-types.js";
import type { InsightsRequest, SegmentRequest } from "./spoken.js";

export interface RecordingInsights {
  readonly title: string;
  readonly rsRecordUri: string;
  readonly domain: "pbx";
  readonly sourceSessionId: string;
  readonly sourceRecordId: string;
  readonly callDirection: "Inbound" | "Outbound";
  readonly ownerExtensionId: string;
  readonly recordingDurationMs: number;
  readonly recordingStartTime: string;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
  readonly speakerInfo: readonly object[];
  readonly insights: Readonly<Record<string, readonly object[]>>;
}

/** What RingSense knows of a recording at an instant; null while it answers 404. */
export function findInsightsAt(
  call: Call,
  recording: Recording,
  account: Account,
  nowMs: number,
): RecordingInsights | null {
  if (recording.tooShort) return null;
  if (nowMs >= call.reanalysisAtMs) return reanalysisOf(call, recording, account);
  if (nowMs >= call.insightsAtMs) return insightsOf(call, recording, account);
  return nowMs >= call.aiNotesAtMs ? aiNotesOf(call, recording, account) : null;
}

/** The first analysis. */
export function insightsOf(call: Call, recording: Recording, account: Account): RecordingInsights {
  const { segments } = recording;
  return resource(call, recording, account, call.insightsAtMs, unitsOf(call, recording, segments, call.plan.insights));
}

/** A later analysis that replaces the first one, with what the call's `reanalysis` says anew. */
export function reanalysisOf(call: Call, recording: Recording, account: Account): RecordingInsights {
  const { segments = recording.segments, insights = {} } = call.plan.knobs.reanalysis ?? {};
  const units = unitsOf(call, recording, segments, { ...call.plan.insights, ...insights });
  const first = resource(call, recording, account, call.insightsAtMs, units);
  return { ...first, lastModifiedTime: new Date(call.reanalysisAtMs).toISOString() };
}

/** What AI Notes gives before RingSense has looked at the call: no transcript. */
export function aiNotesOf(call: Call, recording: Recording, account: Account): RecordingInsights {
  const { Summary, CallNotes } = unitsOf(call, recording, [], call.plan.insights);
  const notes = CallNotes ?? [{ value: "Call notes." }];
  return resource(call, recording, account, call.aiNotesAtMs, { ...(Summary ? { Summary } : {}), CallNotes: notes });
}

function resource(
  call: Call,
  recording: Recording,
  account: Account,
  analysedAtMs: number,
  insights: RecordingInsights["insights"],
): RecordingInsights {
  const { agent, customerName, customerPhone, direction } = recording;
  const outside = recording.customerExtension?.name ?? customerName ?? customerPhone ?? "Anonymous";
  const [caller, called] = direction === "Inbound" ? [outside, agent.name] : [agent.name, outside];
  return {
    title: `Call from ${caller} to ${called}`,
    rsRecordUri: `https://ringsense.ringcentral.com/calls/${recording.id}`,
    domain: "pbx",
    sourceSessionId: recording.telephonySessionId,
    sourceRecordId: recording.id,
    callDirection: direction,
    ownerExtensionId: agent.id,
    recordingDurationMs: recording.endsAtMs - recording.startsAtMs,
    recordingStartTime: new Date(recording.startsAtMs).toISOString(),
    creationTime: new Date(analysedAtMs).toISOString(),
    // Six milliseconds *before* its creation, as in RingCentral's own example.
    lastModifiedTime: new Date(analysedAtMs - 6).toISOString(),
    speakerInfo: speakersOf(recording, account),
    insights: call.plan.knobs.omitInsights.includes("all") ? {} : insights,
  };
}

function speakersOf(recording: Recording, account: Account): readonly object[] {
  const { agent, agentPartyId, customerPartyId, customerExtension, customerPhone } = recording;
  const colleague = customerExtension;
  return [
    { speakerId: agentPartyId, name: agent.name, accountId: account.id, extensionId: agent.id },
    colleague === null
      ? {
          speakerId: customerPartyId,
          name: null,
          accountId: null,
          extensionId: null,
          ...(customerPhone === null ? {} : { phoneNumber: customerPhone }),
        }
      : { speakerId: customerPartyId, name: colleague.name, accountId: account.id, extensionId: colleague.id },
  ];
}

function unitsOf(
  call: Call,
  recording: Recording,
  segments: readonly SegmentRequest[],
  given: InsightsRequest,
): Record<string, object[]> {
  const { knobs } = call.plan;
  const { agentPartyId, customerPartyId } = recording;
  const speakerId = (segment: SegmentRequest | undefined): string =>
    segment?.speaker === "customer" ? customerPartyId : agentPartyId;
  const passage = (value: string, index: number): object => {
    const segment = segments[index % Math.max(1, segments.length)];
    return { value, start: segment?.start ?? 0, end: segment?.end ?? 1, speakerId: speakerId(segment) };
  };
  const plain = (value: string): object => ({ value });
  const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
  const transcript = segments.map((segment) => ({
    speakerId: speakerId(segment),
    text: segment.text,
    start: segment.start,
    end: segment.end,
  }));
  const units: Record<InsightType, object[]> = {
    Transcript: knobs.sortedTranscript ? transcript : swapNeighbours(transcript),
    Summary: one(given.summary).map((value) => ({ value, start: 0, end: 1 })),
    Highlights: (given.highlights ?? []).map(passage),
    NextSteps: (given.nextSteps ?? []).map(passage),
    BulletedSummary: (given.bulletedSummary ?? []).map((value) => ({ value, section: "Overview" })),
    AIScore: one(given.aiScore).map(plain),
    CallNotes: one(given.callNotes).map(plain),
    Sentiment: one(given.sentiment).map(plain),
  };
  const entries = INSIGHT_TYPES.filter((type) => units[type].length > 0 && !knobs.omitInsights.includes(type)).map(
    (type): [string, object[]] => [type === "Highlights" ? knobs.highlightsSpelling : type, units[type]],
  );
  return Object.fromEntries(entries);
}

/** Utterances come unsorted: every second pair changes places. */
const swapNeighbours = <T>(items: readonly T[]): T[] =>
  items.map((item, index) => items[index % 2 === 0 ? index + 1 : index - 1] ?? item);
