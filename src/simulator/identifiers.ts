/**
 * RingCentral-looking identifiers. All carry the second in which the simulator started, so a restarted simulator never
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
  const startedAtSeconds = Math.floor(startedAtMs / 1000);
  const counters = new Map<string, number>();
  const next = (kind: string, width: number, radix = 10): string => {
    const count = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, count);
    return count.toString(radix).padStart(width, "0");
  };
  return {
    eventUuid: () => `${startedAtSeconds}${next("event", 9)}`,
    recordingId: () => `${startedAtSeconds}${next("recording", 6)}`,
    telephonySessionId: () => `s-a0d${startedAtSeconds.toString(16)}z19b${next("telephony", 10, 16)}z0000001`,
    sessionId: () => `${startedAtSeconds}${next("session", 5)}`,
    callLogId: () => `Vg${startedAtSeconds.toString(36)}${next("log", 7, 36)}`,
  };
}
