import type { SubscriptionPayload } from "./account-payloads.js";

/** A webhook subscription as RingCentral has it now. */
export interface Subscription {
  readonly id: string;
  /** OTHER for a status that RingCentral's specification does not list. */
  readonly status: "ACTIVE" | "BLACKLISTED" | "OTHER";
  /** Where events go; null where it is no webhook. */
  readonly address: string | null;
  /** With account and extension ids in place of `~`: compare with `sameFilter`. */
  readonly eventFilters: readonly string[];
  /** What RingCentral refused, even though it answered with success. */
  readonly disabledFilters: readonly { readonly filter: string; readonly reason: string | null }[];
  readonly createdAt: Date | null;
  readonly expiresAt: Date | null;
  /** In RingCentral's words; null where it is not blacklisted, or for no reason given. */
  readonly blacklistReason: string | null;
}

/** `now` turns "expires in" into an instant where RingCentral gives only that. */
export function readSubscription(payload: SubscriptionPayload, now: Date): Subscription {
  const { deliveryMode, blacklistedData, expiresIn } = payload;
  return {
    id: payload.id,
    status: payload.status === "Active" ? "ACTIVE" : payload.status === "Blacklisted" ? "BLACKLISTED" : "OTHER",
    address: deliveryMode?.transportType === "WebHook" ? deliveryMode.address : null,
    eventFilters: payload.eventFilters,
    disabledFilters: payload.disabledFilters.flatMap(({ filter, reason }) =>
      filter === null ? [] : [{ filter, reason }],
    ),
    createdAt: payload.creationTime,
    expiresAt:
      payload.expirationTime ?? (expiresIn === null ? null : new Date(now.getTime() + Math.max(expiresIn, 0) * 1000)),
    blacklistReason: blacklistedData?.reason ?? null,
  };
}

/** Whether two filters ask for the same, whatever ids stand in them and whatever order their parameters have. */
export const sameFilter = (one: string, other: string): boolean => canonical(one) === canonical(other);

function canonical(filter: string): string {
  const [path = "", query = ""] = filter.split("?");
  const generic = path.replace(/\/(accounts?|extension|subscription)\/[^/]+/g, "/$1/~");
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return `${generic}?${parameters.toString()}`;
}

/** Whether two webhook addresses are one, however they are written. */
export const sameAddress = (one: string | null, other: string): boolean =>
  one !== null && URL.canParse(one) && new URL(one).href === new URL(other).href;
