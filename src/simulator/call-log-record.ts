import type { Account, Extension } from "./account.js";
import type { Call, LogRecord } from "./call.js";

/** Shows up this long after the call's start, where it shows up before the call's end at all. */
const IN_PROGRESS_AFTER_MS = 5_000;

export interface LogSetup {
  readonly account: Account;
  /** Base addresses of the platform and of the media host. */
  readonly url: () => string;
  readonly mediaUrl: () => string;
}

/** The instants at which a record appears or changes; a call that is placed with a past start was not known before. */
function changesOf(call: Call, record: LogRecord): number[] {
  const scheduled = [
    call.callLogAtMs,
    ...(call.plan.knobs.inProgressRecord ? [call.startsAtMs + IN_PROGRESS_AFTER_MS] : []),
    ...(record.recordingId === null ? [] : [Math.max(call.callLogAtMs, call.recordingFieldAtMs)]),
    ...(Number.isFinite(call.aiNotesAtMs) ? [Math.max(call.callLogAtMs, call.aiNotesAtMs)] : []),
  ];
  return [...scheduled.map((atMs) => Math.max(atMs, call.placedAtMs)), ...record.amendedAtMs];
}

/** When the record last changed, as known at `nowMs`; null while the log does not show it. */
export function findLastModifiedAt(call: Call, record: LogRecord, nowMs: number): number | null {
  const changes = changesOf(call, record);
  if (!changes.slice(0, call.plan.knobs.inProgressRecord ? 2 : 1).some((atMs) => atMs <= nowMs)) return null;
  return Math.max(...changes.filter((atMs) => atMs <= nowMs));
}

/** Whether the record names its recording by now. */
export const showsRecording = (call: Call, record: LogRecord, nowMs: number): boolean =>
  record.recordingId !== null &&
  !record.shortRecording &&
  nowMs >= call.recordingFieldAtMs &&
  nowMs >= call.callLogAtMs;

/** The record as the API answers it at `nowMs`. */
export function renderLogRecord(
  { call, record }: { readonly call: Call; readonly record: LogRecord },
  nowMs: number,
  detailed: boolean,
  setup: LogSetup,
): object {
  const running = nowMs < call.callLogAtMs;
  const durationMs = Math.max(0, (running ? Math.min(nowMs, record.endsAtMs) : record.endsAtMs) - record.startsAtMs);
  const recordings = showsRecording(call, record, nowMs);
  const base = `${setup.url()}/restapi/v1.0/account/${setup.account.id}`;
  const recordingOf = (id: string | null): object =>
    id === null || !recordings ? {} : { recording: recordingLink(id, call.plan.knobs.recordingType, setup) };
  const extensionOf = ({ id }: Extension): object => ({ uri: `${base}/extension/${id}`, id: Number(id) });
  const shared = { type: "Voice", direction: record.direction, from: record.from, to: record.to };
  return {
    uri: `${base}/call-log/${record.id}?view=${detailed ? "Detailed" : "Simple"}`,
    id: record.id,
    sessionId: record.sessionId,
    telephonySessionId: record.telephonySessionId,
    partyId: record.partyId,
    startTime: new Date(record.startsAtMs).toISOString(),
    duration: Math.floor(durationMs / 1000),
    durationMs,
    ...shared,
    internalType: record.internalType,
    action: record.action,
    result: running ? "In Progress" : record.result,
    extension: extensionOf(record.extension),
    ...recordingOf(record.recordingId),
    ...(record.shortRecording && !running ? { shortRecording: true } : {}),
    transport: record.transport,
    ...(nowMs >= call.aiNotesAtMs ? { metadataCategories: ["AiNotes"] } : {}),
    ...(detailed ? { lastModifiedTime: new Date(findLastModifiedAt(call, record, nowMs) ?? nowMs).toISOString() } : {}),
    ...(detailed ? { billing: { costIncluded: 0, costPurchased: 0 } } : {}),
    ...(detailed
      ? {
          legs: record.legs.map((leg) => ({
            ...shared,
            startTime: new Date(leg.startsAtMs).toISOString(),
            duration: Math.floor((leg.endsAtMs - leg.startsAtMs) / 1000),
            durationMs: leg.endsAtMs - leg.startsAtMs,
            action: leg.action,
            result: leg.result,
            ...recordingOf(leg.recordingId),
            telephonySessionId: record.telephonySessionId,
            transport: record.transport,
            legType: leg.legType,
            ...(leg.master ? { master: true } : {}),
            extension: extensionOf(leg.extension),
          })),
        }
      : {}),
  };
}

const recordingLink = (id: string, type: string, { account, url, mediaUrl }: LogSetup): object => ({
  uri: `${url()}/restapi/v1.0/account/${account.id}/recording/${id}`,
  id,
  type,
  contentUri: `${mediaUrl()}/restapi/v1.0/account/${account.id}/recording/${id}/content`,
});
