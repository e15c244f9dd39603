import { randomUUID } from "node:crypto";
import { type Account, ownerOf, type Permissions } from "./account.js";
import { filtersForbidden, filtersInvalid, subscriptionLimitReached, subscriptionMissing } from "./api-error.js";
import type { CallEvent } from "./call-event.js";
import type { Clock } from "./clock.js";
import { type EventFilter, readEventFilter } from "./event-filter.js";
import { type Remind, RenewalReminders } from "./renewal-reminders.js";
import type { Session } from "./sessions.js";

/** Without `expiresIn` a subscription lives seven days. */
const DEFAULT_EXPIRY_SECONDS = 604_800;
/** Documented maximum for webhooks: ten years. More is cut down to it. */
const LONGEST_EXPIRY_SECONDS = 315_360_000;
/** Per user and application. */
const MOST_SUBSCRIPTIONS = 30;

export interface DeliveryMode {
  readonly address: string;
  /** The client's secret, sent with every delivery. */
  readonly verificationToken: string | null;
}

export interface Subscription {
  readonly id: string;
  readonly deliveryMode: DeliveryMode;
  readonly createdAtMs: number;
  expiresAtMs: number;
  filters: readonly EventFilter[];
  disabledFilters: readonly { filter: string; reason: string; message: string }[];
  blacklisted: { readonly reason: string; readonly atMs: number } | null;
  /** When the unbroken row of failed deliveries began; null after a success. */
  failingSinceMs: number | null;
}

export type JudgedFilters = Pick<Subscription, "filters" | "disabledFilters">;

export interface SubscriptionSetup {
  readonly clock: Clock;
  readonly account: Account;
  readonly permissions: Permissions;
  /** Platform base address, for `uri`. */
  readonly url: () => string;
  readonly remind: Remind;
}

/** The subscriptions of the one user and application: what is subscribed, until when, and whether it is still served. */
export class Subscriptions {
  readonly #setup: SubscriptionSetup;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #reminders: RenewalReminders;

  constructor(setup: SubscriptionSetup) {
    this.#setup = setup;
    this.#reminders = new RenewalReminders(setup.clock, setup.remind);
  }

  /**
   * Decides about the filters before anything is stored: some may be refused while the others hold.
   * @throws ApiError SUB-508 where one is no filter, SUB-406 where none is permitted
   */
  judge(rawFilters: readonly string[], session: Session, expiresIn: number | undefined): JudgedFilters {
    const { account, permissions } = this.#setup;
    const lifetimeSeconds = expiresIn ?? DEFAULT_EXPIRY_SECONDS;
    const read = rawFilters.map((raw) => readEventFilter(raw, account.id, ownerOf(account).id));
    if (!read.every((filter) => filter !== null)) throw filtersInvalid();
    // Documented: a reminder's threshold is at most half of the lifetime.
    if (read.some(({ reminder }) => reminder !== null && reminder.thresholdSeconds > lifetimeSeconds / 2)) {
      throw filtersInvalid();
    }
    const refusals = new Map(read.map((filter) => [filter, missingPermission(filter, session, permissions)] as const));
    const filters = read.filter((filter) => refusals.get(filter) === null);
    if (filters.length === 0) throw filtersForbidden();
    const disabledFilters = read
      .filter((filter) => refusals.get(filter) !== null)
      .map((filter) => ({
        filter: filter.expanded,
        reason: "InsufficientPermissions",
        message: `Permission [${refusals.get(filter)}] is required`,
      }));
    return { filters, disabledFilters };
  }

  /** @throws ApiError SUB-505 where the user has as many as are allowed */
  ensureRoom(): void {
    if (this.list().length >= MOST_SUBSCRIPTIONS) throw subscriptionLimitReached();
  }

  add(judged: JudgedFilters, deliveryMode: DeliveryMode, expiresIn: number | undefined): Subscription {
    const now = this.#setup.clock.now();
    const subscription: Subscription = {
      id: randomUUID(),
      deliveryMode,
      createdAtMs: now,
      expiresAtMs: now,
      ...judged,
      blacklisted: null,
      failingSinceMs: null,
    };
    this.#subscriptions.set(subscription.id, subscription);
    this.extend(subscription, expiresIn);
    return subscription;
  }

  /** Sets a new expiry from now on; the default one without `expiresIn`. A blacklisted subscription stays so. */
  extend(subscription: Subscription, expiresIn: number | undefined): void {
    const seconds = Math.min(expiresIn ?? DEFAULT_EXPIRY_SECONDS, LONGEST_EXPIRY_SECONDS);
    subscription.expiresAtMs = this.#setup.clock.now() + seconds * 1000;
    this.#reminders.schedule(subscription);
  }

  refilter(subscription: Subscription, judged: JudgedFilters): void {
    subscription.filters = judged.filters;
    subscription.disabledFilters = judged.disabledFilters;
    this.#reminders.schedule(subscription);
  }

  /** All that have not expired, blacklisted ones included. */
  list(): readonly Subscription[] {
    const now = this.#setup.clock.now();
    return [...this.#subscriptions.values()].filter(({ expiresAtMs }) => expiresAtMs > now);
  }

  /** @throws ApiError 404 SUB-507 where there is none, or no more */
  get(id: string): Subscription {
    const found = this.list().find((subscription) => subscription.id === id);
    if (found === undefined) throw subscriptionMissing();
    return found;
  }

  remove(id: string): void {
    this.#subscriptions.delete(this.get(id).id);
    this.#reminders.cancel(id);
  }

  /** The subscriptions that an event must be delivered to now. */
  listFor(event: CallEvent): readonly Subscription[] {
    return this.list().filter(
      ({ blacklisted, filters }) =>
        blacklisted === null && (event.kind === "any" || filters.some((filter) => filter.matches(event))),
    );
  }

  blacklist(subscription: Subscription, reason: string): void {
    subscription.blacklisted = { reason, atMs: this.#setup.clock.now() };
  }

  /** The resource as the API answers it. */
  describe(subscription: Subscription): {
    readonly id: string;
    readonly status: "Active" | "Blacklisted";
    readonly [field: string]: unknown;
  } {
    const { clock, url } = this.#setup;
    const { id, disabledFilters, blacklisted } = subscription;
    return {
      uri: `${url()}/restapi/v1.0/subscription/${id}`,
      id,
      creationTime: new Date(subscription.createdAtMs).toISOString(),
      status: blacklisted === null ? "Active" : "Blacklisted",
      eventFilters: subscription.filters.map(({ expanded }) => expanded),
      ...(disabledFilters.length === 0 ? {} : { disabledFilters }),
      expirationTime: new Date(subscription.expiresAtMs).toISOString(),
      expiresIn: Math.floor((subscription.expiresAtMs - clock.now()) / 1000),
      deliveryMode: { transportType: "WebHook", encryption: false, address: subscription.deliveryMode.address },
      ...(blacklisted === null
        ? {}
        : { blacklistedData: { reason: blacklisted.reason, blacklistedAt: new Date(blacklisted.atMs).toISOString() } }),
    };
  }
}

function missingPermission(filter: EventFilter, session: Session, permissions: Permissions): string | null {
  if (filter.appScope !== null && !session.scopes.has(filter.appScope)) return filter.appScope;
  if (filter.userPermission !== null && !permissions.userPermissions.has(filter.userPermission)) {
    return filter.userPermission;
  }
  return null;
}
