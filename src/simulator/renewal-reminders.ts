import type { Cancel, Clock } from "./clock.js";
import type { EventFilter } from "./event-filter.js";
import type { Subscription } from "./subscriptions.js";

/** Sends one reminder. */
export type Remind = (subscription: Subscription, filter: EventFilter, expiresInSeconds: number) => Promise<void>;

/**
 * Reminds of a subscription's end from `threshold` seconds before it, every `interval` seconds, where one of its filters
 * asks for that. A renewed or changed subscription is scheduled anew.
 */
export class RenewalReminders {
  readonly #clock: Clock;
  readonly #remind: Remind;
  readonly #pending = new Map<string, Cancel[]>();

  constructor(clock: Clock, remind: Remind) {
    this.#clock = clock;
    this.#remind = remind;
  }

  schedule(subscription: Subscription): void {
    this.cancel(subscription.id);
    const cancels: Cancel[] = [];
    this.#pending.set(subscription.id, cancels);
    for (const filter of subscription.filters) {
      if (filter.reminder === null) continue;
      const { thresholdSeconds, intervalSeconds } = filter.reminder;
      const next = (expiresInSeconds: number): void => {
        if (expiresInSeconds <= 0) return;
        const action = async (): Promise<void> => {
          next(expiresInSeconds - intervalSeconds);
          if (subscription.blacklisted === null) await this.#remind(subscription, filter, expiresInSeconds);
        };
        cancels.push(this.#clock.at(subscription.expiresAtMs - expiresInSeconds * 1000, action));
      };
      next(thresholdSeconds);
    }
  }

  cancel(subscriptionId: string): void {
    for (const cancel of this.#pending.get(subscriptionId) ?? []) cancel();
    this.#pending.delete(subscriptionId);
  }
}
