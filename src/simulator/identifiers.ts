/**
 * RingCentral-looking identifiers. All carry the millisecond in which the simulator started, so a restarted simulator never
 * reuses an identifier that a service stored in an earlier run; within a run they count up.
 */
export interface Identifiers {
  /** Digits only, as RingCentral's event uuids are. */
  eventUuid(): string;
  recordingId(): string;
  /** `s-…`; the session's parties are `p-…-N` with the same middle. */
  telephonySessionId(): string;
  /** The legacy session id, digits only. */
  sessionId(): string;
  callLogId(): string;
}

export const partyId = (telephonySessionId: string, number: number): string =>
  `p-${telephonySessionId.slice("s-".length)}-${number}`;

export function createIdentifiers(startedAtMs: number): Identifiers {
  const counters = new Map<string, number>();
  const next = (kind: string, width: number, radix = 10): string => {
    const count = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, count);
    return count.toString(radix).padStart(width, "0");
  };
  return {
    eventUuid: () => `${startedAtMs}${next("event", 6)}`,
    recordingId: () => `${startedAtMs}${next("recording", 4)}`,
    telephonySessionId: () => `s-a0d${startedAtMs.toString(16)}z19b${next("telephony", 10, 16)}z0000001`,
    sessionId: () => `${startedAtMs}${next("session", 4)}`,
    callLogId: () => `Vg${startedAtMs.toString(36)}${next("log", 7, 36)}`,
  };
}
