import { z } from "zod";
import { pageNavigation } from "./call-log-payloads.js";
import { listOf, openEnum, optionalInstant, optionalNumber, optionalText, wireId } from "./wire-values.js";

/** `expires_in` is 3,600 s by specification and 7,199 s in samples: it is always taken from here. */
export const tokenPayload = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/**
 * Errors come as `{errors: [{errorCode, …}]}`, on the live platform also with the first error at the top level, where
 * the code may be a word (`InsufficientPermissions`), and for OAuth as `{error: "invalid_grant", errors: […]}`.
 */
export const errorPayload = z.looseObject({
  error: optionalText,
  errorCode: optionalText,
  permissionName: optionalText,
  errors: listOf(z.looseObject({ errorCode: optionalText, permissionName: optionalText })),
});

export const subscriptionPayload = z.looseObject({
  id: wireId,
  status: openEnum,
  /** With `~` replaced by real ids: never equal to what was asked for. */
  eventFilters: listOf(z.string()),
  /** A subscription can be created in part: what was refused, with HTTP 200. */
  disabledFilters: listOf(z.looseObject({ filter: optionalText, reason: optionalText })),
  creationTime: optionalInstant,
  expirationTime: optionalInstant,
  expiresIn: optionalNumber,
  deliveryMode: z.looseObject({ transportType: openEnum, address: optionalText }).nullish().catch(null),
  blacklistedData: z.looseObject({ reason: optionalText }).nullish().catch(null),
});

export const subscriptionListPayload = z.looseObject({ records: z.array(subscriptionPayload) });

export const phoneNumberPage = z.looseObject({
  records: listOf(z.looseObject({ phoneNumber: optionalText, usageType: openEnum })),
  navigation: pageNavigation,
});

export type SubscriptionPayload = z.output<typeof subscriptionPayload>;
