import type { InsightsPayload, InsightsSpeaker } from "./insights-payload.js";
import { isExtensionNumber, readDirection } from "./recorded-call.js";
import type { InsightsSegment, RecordingInsights } from "./recording-insights.js";
import { wholeSeconds } from "./wire-values.js";

type Role = InsightsSegment["speaker"];

/**
 * An analysis in Callthread's words. `accountId` is ours; null where the source does not name it. `occurredAt` stands
 * in for missing times; null is answered where there is no time at all.
 */
export function readInsights(
  payload: InsightsPayload,
  accountId: string | null,
  occurredAt: Date | null,
): RecordingInsights | null {
  const startedAt = payload.recordingStartTime ?? payload.creationTime ?? payload.lastModifiedTime ?? occurredAt;
  if (startedAt === null) return null;
  const roles = rolesOf(payload, accountId);
  const phoneOf = (role: Role) =>
    payload.speakerInfo.find((speaker) => roles.get(speaker.speakerId) === role && speaker.phoneNumber !== null)
      ?.phoneNumber ?? null;
  const { insights } = payload;
  return {
    rcRecordingId: payload.sourceRecordId,
    telephonySessionId: payload.sourceSessionId,
    startedAt,
    durationSeconds: payload.recordingDurationMs === null ? null : wholeSeconds(payload.recordingDurationMs / 1000),
    direction: allInside(roles) ? null : readDirection(payload.callDirection),
    modifiedAt: payload.lastModifiedTime ?? payload.creationTime ?? occurredAt ?? startedAt,
    segments: segmentsOf(payload, roles),
    summary: joined(insights?.Summary),
    bullets: textsOf(insights?.BulletedSummary),
    highlights: [...textsOf(insights?.Highlights), ...textsOf(insights?.HighLights)],
    nextSteps: textsOf(insights?.NextSteps),
    score: textsOf(insights?.AIScore)[0] ?? null,
    notes: joined(insights?.CallNotes),
    sentiment: sentimentOf(textsOf(insights?.Sentiment)[0]),
    outsidePhone: phoneOf("customer"),
    insidePhone: phoneOf("agent"),
  };
}

/** Who is ours: a speaker with an extension of our account, or with nothing but an extension number. */
function rolesOf(payload: InsightsPayload, knownAccountId: string | null): ReadonlyMap<string, Role> {
  const owner = payload.speakerInfo.find(
    ({ extensionId }) => extensionId !== null && extensionId === payload.ownerExtensionId,
  );
  const accountId = knownAccountId ?? owner?.accountId ?? null;
  const isAgent = (speaker: InsightsSpeaker): boolean =>
    speaker.accountId === null || accountId === null
      ? speaker.accountId !== null || speaker.extensionId !== null || isExtensionNumber(speaker.phoneNumber)
      : speaker.accountId === accountId;
  const someAgent = payload.speakerInfo.some(isAgent);
  return new Map(
    payload.speakerInfo.map((speaker) => {
      if (isAgent(speaker)) return [speaker.speakerId, "agent"];
      // Without ids, number and a colleague to stand beside, "Speaker 1" may be either side.
      const outside = speaker.accountId !== null || speaker.phoneNumber !== null || someAgent;
      return [speaker.speakerId, outside ? "customer" : "unknown"];
    }),
  );
}

const allInside = (roles: ReadonlyMap<string, Role>): boolean =>
  roles.size > 1 && [...roles.values()].every((role) => role === "agent");

/** Utterances by start. One without a start stays behind the one it followed. */
function segmentsOf(payload: InsightsPayload, roles: ReadonlyMap<string, Role>): InsightsSegment[] | null {
  const names = new Map(payload.speakerInfo.map(({ speakerId, name }) => [speakerId, name]));
  let position = Number.NEGATIVE_INFINITY;
  const placed = (payload.insights?.Transcript ?? []).flatMap(({ speakerId, text, start, end }) => {
    if (text === null) return [];
    position = start ?? position;
    const segment: InsightsSegment = {
      speaker: roles.get(speakerId ?? "") ?? "unknown",
      name: names.get(speakerId ?? "") ?? null,
      text,
      startSeconds: start,
      endSeconds: end,
    };
    return [{ position, segment }];
  });
  if (placed.length === 0) return null;
  return placed.sort((a, b) => (a.position === b.position ? 0 : a.position - b.position)).map(({ segment }) => segment);
}

type Values = readonly { readonly value?: string | null | undefined }[] | undefined;

const textsOf = (values: Values): string[] => (values ?? []).flatMap(({ value }) => (value ? [value] : []));

const joined = (values: Values): string | null => textsOf(values).join("\n") || null;

function sentimentOf(text: string | undefined): RecordingInsights["sentiment"] {
  const upper = text?.toUpperCase();
  return upper === "POSITIVE" || upper === "NEUTRAL" || upper === "NEGATIVE" ? upper : null;
}
