import { z } from "zod";
import { type Account, ownerOf } from "./account.js";
import type { CallEvent } from "./call-event.js";
import type { Clock } from "./clock.js";
import type { Counters } from "./counters.js";
import type { Identifiers } from "./identifiers.js";
import type { Random } from "./random.js";
import type { Subscription, Subscriptions } from "./subscriptions.js";
import { type WebhookCaller, type WebhookOutcome, webhookHeaders } from "./webhook-call.js";

const Rate = z.number().min(0).max(1);

/** How badly webhooks are delivered. Rates are chances from 0 to 1 for each delivery. */
export const DeliveryKnobs = z.strictObject({
  dropRate: Rate.describe("Chance that a webhook is never sent."),
  duplicateRate: Rate.describe("Chance that it is sent twice."),
  duplicateUuid: z.enum(["same", "new"]).describe("Whether the second copy has the same uuid or a new one."),
  reorderRate: Rate.describe("Chance that it is held back so that later ones overtake it."),
  reorderMs: z.int().min(0).describe("How long it is held back then."),
  delayMs: z.tuple([z.int().min(0), z.int().min(0)]).describe("Least and most delay of every webhook."),
});
export type DeliveryKnobs = z.infer<typeof DeliveryKnobs>;

/** Some of the knobs; what is absent or undefined stays as it is. */
export const DeliveryOverrides = DeliveryKnobs.partial();
export type DeliveryOverrides = z.infer<typeof DeliveryOverrides>;

export const withOverrides = (knobs: DeliveryKnobs, overrides: DeliveryOverrides): DeliveryKnobs =>
  DeliveryKnobs.parse({
    ...knobs,
    ...Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
  });

const PERFECT_DELIVERY: DeliveryKnobs = {
  dropRate: 0,
  duplicateRate: 0,
  duplicateUuid: "same",
  reorderRate: 0,
  reorderMs: 3_000,
  delayMs: [0, 0],
};

/** A webhook that fails this long without one success is blacklisted (RingCentral staff, 2018). */
export const DEFAULT_BLACKLIST_AFTER_MS = 10 * 60_000;

/** The last deliveries are kept for whoever asks what was sent. */
const KEPT_DELIVERIES = 1_000;

export interface Delivery {
  readonly uuid: string;
  readonly event: string;
  readonly subscriptionId: string;
  readonly sentAt: string;
  /** `dropped`, or how the webhook answered. */
  readonly outcome: string;
}

/** What a webhook receives. */
interface Envelope {
  readonly uuid: string;
  readonly event: string;
  readonly timestamp: string;
  readonly subscriptionId: string;
  readonly ownerId: string;
  readonly body: unknown;
}

export interface DeliverySetup {
  readonly clock: Clock;
  readonly random: Random;
  readonly identifiers: Identifiers;
  readonly account: Account;
  readonly subscriptions: Subscriptions;
  readonly caller: WebhookCaller;
  readonly counters: Counters;
  readonly webhookTimeoutMs: number;
  readonly blacklistAfterMs: number;
  readonly secretHeader: "Verification-Token" | "Validation-Token";
}

/** Carries events to the subscribed webhooks: zero, one or more times, in some order, and never again after a failure. */
export class Deliveries {
  knobs: DeliveryKnobs = PERFECT_DELIVERY;
  readonly #setup: DeliverySetup;
  #log: Delivery[] = [];

  constructor(setup: DeliverySetup) {
    this.#setup = setup;
  }

  list(): readonly Delivery[] {
    return this.#log;
  }

  /** Schedules the deliveries of an event that happens now. `overrides` are a call's own knobs. */
  publish(event: CallEvent, overrides: DeliveryOverrides = {}): void {
    const { clock, random, identifiers, subscriptions } = this.#setup;
    const knobs = withOverrides(this.knobs, overrides);
    for (const subscription of subscriptions.listFor(event)) {
      // Every chance is drawn for every delivery, so that one knob does not shift the luck of the others.
      const dropped = random.chance(knobs.dropRate);
      const doubled = random.chance(knobs.duplicateRate);
      const heldBack = random.chance(knobs.reorderRate);
      const delayMs = random.between(...knobs.delayMs) + (heldBack ? knobs.reorderMs : 0);
      const envelope = this.#envelope(event.uri, event.body, subscription);
      if (dropped) {
        this.#record(envelope, "dropped");
        continue;
      }
      const dueAtMs = clock.now() + delayMs;
      clock.at(dueAtMs, () => this.#send(subscription, envelope));
      if (doubled) {
        const second = knobs.duplicateUuid === "same" ? envelope : { ...envelope, uuid: identifiers.eventUuid() };
        clock.at(dueAtMs, () => this.#send(subscription, second));
      }
    }
  }

  /** Sends to one subscription at once, past all knobs. */
  sendTo(subscription: Subscription, uri: string, body: unknown): Promise<void> {
    return this.#send(subscription, this.#envelope(uri, body, subscription));
  }

  #envelope(uri: string, body: unknown, subscription: Subscription): Envelope {
    return {
      uuid: this.#setup.identifiers.eventUuid(),
      event: uri,
      timestamp: new Date(this.#setup.clock.now()).toISOString(),
      subscriptionId: subscription.id,
      ownerId: ownerOf(this.#setup.account).id,
      body,
    };
  }

  async #send(subscription: Subscription, envelope: Envelope): Promise<void> {
    if (subscription.blacklisted !== null) return;
    const { caller, webhookTimeoutMs, secretHeader } = this.#setup;
    const outcome = await caller.post({
      address: subscription.deliveryMode.address,
      headers: webhookHeaders(subscription.deliveryMode.verificationToken, secretHeader),
      body: JSON.stringify(envelope),
      timeoutMs: webhookTimeoutMs,
    });
    const failure = failureOf(outcome);
    this.#record(envelope, failure === null ? "delivered" : "failed", failure);
    this.#judge(subscription, failure);
  }

  /** Fails for long enough, counted from the first failure to this one: blacklisted, for good. */
  #judge(subscription: Subscription, failure: string | null): void {
    const now = this.#setup.clock.now();
    if (failure === null) {
      subscription.failingSinceMs = null;
      return;
    }
    subscription.failingSinceMs ??= now;
    if (now - subscription.failingSinceMs >= this.#setup.blacklistAfterMs) {
      this.#setup.subscriptions.blacklist(subscription, failure);
    }
  }

  #record(envelope: Envelope, result: string, failure: string | null = null): void {
    this.#setup.counters.add(`webhook ${result}`);
    const { uuid, event, subscriptionId } = envelope;
    const sentAt = new Date(this.#setup.clock.now()).toISOString();
    this.#log.push({ uuid, event, subscriptionId, sentAt, outcome: failure ?? result });
    if (this.#log.length > 2 * KEPT_DELIVERIES) this.#log = this.#log.slice(-KEPT_DELIVERIES);
  }
}

/** Null for 200, else the reason in RingCentral's own words. Only 200 counts as a success. */
function failureOf(outcome: WebhookOutcome): string | null {
  if (outcome.kind !== "answered") return outcome.detail;
  return outcome.status === 200
    ? null
    : `Webhook responses with code: [${outcome.status}], reason: [${outcome.statusText}]`;
}
