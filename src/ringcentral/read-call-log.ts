import { type CallLeg, type CallLogRecord, callLogRecord } from "./call-log-payloads.js";
import { isInside, type RecordedCall, rawPhoneOf, readDirection } from "./recorded-call.js";
import { wholeSeconds } from "./wire-values.js";

/** What one page of the call log tells of. */
export interface CallLogReading {
  /** Each recording once, in the records' order. */
  readonly calls: readonly RecordedCall[];
  /**
   * Sessions of which the log says that a recording was made and, being too short, not kept: where an event told of one,
   * no transcript will ever come.
   */
  readonly unrecordedSessionIds: readonly string[];
  /** Records that could not be read; they cost nobody else a call, and an operator should hear of them. */
  readonly unreadableRecords: number;
}

/** Reads the records of a page one by one, so that an odd one does not spoil the page. */
export function readCallLogRecords(records: readonly unknown[]): CallLogReading {
  const calls = new Map<string, RecordedCall>();
  const unrecorded = new Set<string>();
  let unreadableRecords = 0;
  for (const record of records) {
    const read = callLogRecord.safeParse(record);
    const recorded = read.success ? readCallLogRecord(read.data) : null;
    if (!read.success || recorded === null) {
      unreadableRecords += 1;
      continue;
    }
    for (const call of recorded) if (!calls.has(call.rcRecordingId)) calls.set(call.rcRecordingId, call);
    const { telephonySessionId } = read.data;
    if (telephonySessionId !== null && isTooShort(read.data)) unrecorded.add(telephonySessionId);
  }
  // Of several legs or records of a session one may have been long enough.
  for (const { telephonySessionId } of calls.values()) unrecorded.delete(telephonySessionId ?? "");
  return { calls: [...calls.values()], unrecordedSessionIds: [...unrecorded], unreadableRecords };
}

/**
 * The recordings of a call: the record's own and those of its legs, each once (a recording is repeated on several
 * legs). Empty for faxes, deleted records and calls without a kept recording; null where the record has no start.
 */
function readCallLogRecord(record: CallLogRecord): RecordedCall[] | null {
  if (record.startTime === null) return null;
  if (record.deleted || record.type === "Fax") return [];
  const final = isOver(record);
  const calls = new Map<string, RecordedCall>();
  for (const stretch of [record, ...record.legs]) {
    const { recording } = stretch;
    // "shortRecording": under 30 s or so nothing is kept, whatever else the record says.
    if (recording === null || recording === undefined || stretch.shortRecording) continue;
    if (calls.has(recording.id)) continue;
    calls.set(recording.id, {
      rcRecordingId: recording.id,
      telephonySessionId: stretch.telephonySessionId ?? record.telephonySessionId,
      ...sidesOf(record),
      startedAt: stretch.startTime ?? record.startTime,
      durationSeconds: secondsOf(stretch),
      contentUri: recording.contentUri,
      factsSource: "call_log",
      final,
    });
  }
  return [...calls.values()];
}

const isOver = ({ finished, result }: CallLogRecord): boolean => finished ?? result !== "In Progress";

const isTooShort = (record: CallLogRecord): boolean =>
  isOver(record) && !record.deleted && [record, ...record.legs].some(({ shortRecording }) => shortRecording);

/**
 * Who called whom, for all of a call's recordings. The record speaks of the call as the customer knows it, its legs of
 * how it was passed on inside: a leg to a colleague's mobile is not a call to a customer.
 */
function sidesOf(record: CallLogRecord): Pick<RecordedCall, "direction" | "fromPhone" | "toPhone"> {
  const direction = readDirection(record.direction) ?? "INBOUND";
  const outside = direction === "INBOUND" ? record.from : record.to;
  return {
    direction: isInside(outside) ? "INTERNAL" : direction,
    fromPhone: rawPhoneOf(record.from),
    toPhone: rawPhoneOf(record.to),
  };
}

function secondsOf({ duration, durationMs }: CallLogRecord | CallLeg): number | null {
  if (duration !== null) return wholeSeconds(duration);
  return durationMs === null ? null : wholeSeconds(durationMs / 1000);
}
