/** One recorded stretch of a call, in Callthread's words. Identity is `rcRecordingId`; several may share a session. */
export interface RecordedCall {
  readonly rcRecordingId: string;
  readonly telephonySessionId: string | null;
  /** Seen from the business; INTERNAL where both sides are extensions of it. */
  readonly direction: CallDirection;
  /** As received: E.164, formatted, masked, an extension number, `anonymous`; null where withheld or absent. */
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  /** From a webhook the time of its event, near the call's end; from the call log the start. */
  readonly startedAt: Date;
  /** Whole seconds; null where the source does not say, as no webhook does. */
  readonly durationSeconds: number | null;
  /** Where the audio is; null where the source does not say. */
  readonly contentUri: string | null;
  /** The call log is the authority: what a webhook says never replaces it. */
  readonly factsSource: "webhook" | "call_log";
  /** Whether the call is over, and not merely transferred, parked or taken over. */
  readonly final: boolean;
}

export type CallDirection = "INBOUND" | "OUTBOUND" | "INTERNAL";

/** One side of a call as an event or the call log names it. */
interface Side {
  readonly phoneNumber: string | null;
  readonly extensionNumber: string | null;
  readonly extensionId: string | null;
}

/** Extension numbers have up to six digits; the shortest telephone number that reaches a customer has seven. */
const EXTENSION_NUMBER = /^\d{1,6}$/;

export const isExtensionNumber = (phone: string | null): boolean => phone !== null && EXTENSION_NUMBER.test(phone);

/** Whether a side is one of the business's own extensions. */
export const isInside = (side: Side | null | undefined): boolean =>
  side !== null &&
  side !== undefined &&
  (side.extensionId !== null ||
    isExtensionNumber(side.phoneNumber) ||
    (side.phoneNumber === null && side.extensionNumber !== null));

/** The number of a side as received, an extension number where it has no other. */
export const rawPhoneOf = (side: Side | null | undefined): string | null =>
  side?.phoneNumber ?? side?.extensionNumber ?? null;

/** INBOUND or OUTBOUND of RingCentral's `direction`, in any case; null for anything else. */
export function readDirection(direction: string | null): "INBOUND" | "OUTBOUND" | null {
  const upper = direction?.toUpperCase();
  return upper === "INBOUND" || upper === "OUTBOUND" ? upper : null;
}
