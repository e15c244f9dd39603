import { type CallDirection, isInside, type RecordedCall, rawPhoneOf, readDirection } from "./recorded-call.js";
import type { EventParty, TelephonySessionPayload } from "./webhook-payloads.js";

/**
 * The recordings that a telephony session event tells of, each once. Parties count only when they are extensions of
 * our account: RingCentral also describes the outside caller as a party, with the direction turned round.
 *
 * `accountId` is ours, from the event's own address; null where that does not name it. `occurredAt` stands in for an
 * event without a time.
 */
export function readTelephonyEvent(
  event: TelephonySessionPayload,
  accountId: string | null,
  occurredAt: Date | null,
): RecordedCall[] {
  const startedAt = event.eventTime ?? occurredAt;
  if (startedAt === null) return [];
  const calls = new Map<string, RecordedCall>();
  for (const party of event.parties) {
    if (!isOurs(party, accountId)) continue;
    for (const recording of party.recordings) {
      const known = calls.get(recording.id);
      const final = isOver(party);
      // Parties of one event may share a recording: it goes on as long as one of them does.
      if (known !== undefined) calls.set(recording.id, { ...known, final: known.final && final });
      else
        calls.set(recording.id, {
          rcRecordingId: recording.id,
          telephonySessionId: event.telephonySessionId,
          direction: directionOf(party),
          fromPhone: rawPhoneOf(party.from),
          toPhone: rawPhoneOf(party.to),
          startedAt,
          durationSeconds: null,
          contentUri: null,
          factsSource: "webhook",
          final,
        });
    }
  }
  return [...calls.values()];
}

const isOurs = (party: EventParty, accountId: string | null): boolean =>
  party.accountId !== null && party.extensionId !== null && (accountId === null || party.accountId === accountId);

/** A party's direction is technical: what tells is which side is outside. */
function directionOf(party: EventParty): CallDirection {
  const direction =
    readDirection(party.direction) ?? (party.from?.extensionId === party.extensionId ? "OUTBOUND" : "INBOUND");
  const outside = direction === "INBOUND" ? party.from : party.to;
  return isInside(outside) ? "INTERNAL" : direction;
}

/**
 * Reasons with which a party is Disconnected while the call goes on, elsewhere or with somebody else
 * (RingCentral's guide "Call log: states", and `Conference`, which real streams carry).
 */
const REASONS_OF_CONTINUED_CALLS: ReadonlySet<string> = new Set([
  "AttendedTransfer",
  "BlindTransfer",
  "CallFlip",
  "CallPark",
  "CallRedirected",
  "CallSwitch",
  "CallerInputRedirect",
  "Conference",
  "DtmfTransfer",
  "ParkLocation",
  "Pickup",
  "RccTransfer",
  "Supervising",
  "TakeOver",
]);

function isOver({ status }: EventParty): boolean {
  if (status?.code !== "Disconnected") return false;
  if (status.peerId?.telephonySessionId != null) return false;
  return status.reason === null || !REASONS_OF_CONTINUED_CALLS.has(status.reason);
}
