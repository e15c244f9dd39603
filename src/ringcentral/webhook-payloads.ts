import { z } from "zod";
import { listOf, openEnum, optionalId, optionalInstant, optionalNumber, optionalText, wireId } from "./wire-values.js";

/** What stands around every event: `event` is the concrete filter URI, with account and extension ids filled in. */
export const envelopePayload = z.looseObject({
  uuid: optionalId,
  event: optionalText,
  timestamp: optionalInstant,
  subscriptionId: optionalId,
  ownerId: optionalId,
  body: z.unknown().optional(),
});

/** One side of a call. In internal calls `phoneNumber` holds an extension number such as `102`. */
const eventSide = z.looseObject({
  phoneNumber: optionalText,
  extensionNumber: optionalText,
  extensionId: optionalId,
  name: optionalText,
});

/** Only ids: neither address, nor length, nor start. `active: false` means paused or over, not "can be fetched". */
const eventRecording = z.looseObject({ id: wireId });

const partyStatus = z.looseObject({
  code: openEnum,
  reason: openEnum,
  peerId: z.looseObject({ telephonySessionId: optionalId }).nullish().catch(null),
});

const eventParty = z.looseObject({
  id: optionalId,
  accountId: optionalId,
  /** Absent for parties outside the account. */
  extensionId: optionalId,
  direction: openEnum,
  to: eventSide.nullish().catch(null),
  from: eventSide.nullish().catch(null),
  recordings: listOf(eventRecording),
  status: partyStatus.nullish().catch(null),
});

/** `eventTime` is documented as the call's start; real streams show the time of each event. */
export const telephonySessionPayload = z.looseObject({
  telephonySessionId: optionalId,
  eventTime: optionalInstant,
  parties: listOf(eventParty),
});

export const renewalReminderPayload = z.looseObject({ expiresIn: optionalNumber });

export type EventParty = z.output<typeof eventParty>;
export type TelephonySessionPayload = z.output<typeof telephonySessionPayload>;
