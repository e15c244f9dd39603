import { z } from "zod";
import { subscriptionListPayload, subscriptionPayload } from "./account-payloads.js";
import type { ApiCall } from "./api-request.js";
import type { DecodedRequest } from "./decoded-request.js";
import { readSubscription, type Subscription } from "./subscription.js";

export interface SubscriptionRequests {
  /** Those of this user and application: RingCentral shows no others. */
  listSubscriptions(): Promise<Subscription[]>;
  /** Asked once only: a second try could leave two subscriptions. */
  createSubscription(request: SubscriptionRequest): Promise<Subscription>;
  /** Sets filters and expiry anew; null where the subscription is gone. */
  updateSubscription(id: string, change: SubscriptionChange): Promise<Subscription | null>;
  /** Extends by RingCentral's default of seven days; null where the subscription is gone. */
  renewSubscription(id: string): Promise<Subscription | null>;
  /** Also content where it is gone already. */
  deleteSubscription(id: string): Promise<void>;
}

export interface SubscriptionChange {
  readonly eventFilters: readonly string[];
  readonly expiresInSeconds: number;
}

export interface SubscriptionRequest extends SubscriptionChange {
  readonly address: string;
  /** The secret that RingCentral sends with every event. */
  readonly verificationToken: string;
}

const PATH = "/restapi/v1.0/subscription";
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

const LIST = { area: "subscriptions", group: "light", method: "GET", endpoint: "list-subscriptions" } as const;
const CREATE = { area: "subscriptions", group: "medium", method: "POST", endpoint: "create-subscription" } as const;
const UPDATE = { area: "subscriptions", group: "medium", method: "PUT", endpoint: "update-subscription" } as const;
const RENEW = { area: "subscriptions", group: "light", method: "POST", endpoint: "renew-subscription" } as const;
const DELETE = { area: "subscriptions", group: "medium", method: "DELETE", endpoint: "delete-subscription" } as const;

/** A deletion is answered with 204 and no body. */
const NOTHING = z.unknown();

export function subscriptionRequests({ find, get }: DecodedRequest, now: () => Date): SubscriptionRequests {
  const findSubscription = async (call: ApiCall): Promise<Subscription | null> => {
    const found = await find(call, subscriptionPayload);
    return found === null ? null : readSubscription(found, now());
  };
  return {
    async listSubscriptions() {
      const { records } = await get({ ...LIST, path: PATH }, subscriptionListPayload);
      return records.map((record) => readSubscription(record, now()));
    },

    async createSubscription({ eventFilters, expiresInSeconds, address, verificationToken }) {
      const deliveryMode = { transportType: "WebHook", address, verificationToken };
      const json = { eventFilters, expiresIn: expiresInSeconds, deliveryMode };
      const created = await get({ ...CREATE, path: PATH, json, repeatable: false }, subscriptionPayload);
      return readSubscription(created, now());
    },

    updateSubscription: (id, { eventFilters, expiresInSeconds }) =>
      findSubscription({ ...UPDATE, path: pathOf(id), json: { eventFilters, expiresIn: expiresInSeconds } }),

    renewSubscription: (id) => findSubscription({ ...RENEW, path: `${pathOf(id)}/renew` }),

    async deleteSubscription(id) {
      await find({ ...DELETE, path: pathOf(id) }, NOTHING);
    },
  };
}
