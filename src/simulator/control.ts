import { z } from "zod";
import { badInput, notFound } from "../errors.js";
import { APP_SCOPES, USER_PERMISSIONS } from "./account.js";
import type { CallRequest } from "./call-request.js";
import { type Delivery, type DeliveryKnobs, DeliveryOverrides, withOverrides } from "./delivery.js";
import { type Fault, FaultRequest } from "./faults.js";
import { describePlaced, type PlacedCall, placeCall } from "./place-call.js";
import type { RateGroup } from "./rate-limit.js";
import { readInput } from "./read-input.js";
import type { World } from "./world.js";

export const PermissionsRequest = z.strictObject({
  appScopes: z.array(z.enum(APP_SCOPES)).optional(),
  userPermissions: z.array(z.enum(USER_PERMISSIONS)).optional(),
});
export type PermissionsRequest = z.infer<typeof PermissionsRequest>;

export const RateLimitsRequest = z.strictObject({
  light: z.int().positive().optional(),
  medium: z.int().positive().optional(),
  heavy: z.int().positive().optional(),
  auth: z.int().positive().optional(),
});
export type RateLimitsRequest = z.infer<typeof RateLimitsRequest>;

export const AmendRequest = z.strictObject({
  durationSeconds: z.number().positive().optional(),
  fromPhone: z.string().optional(),
  toPhone: z.string().optional(),
});
export type AmendRequest = z.infer<typeof AmendRequest>;

export const EventRequest = z.strictObject({ event: z.string().min(1), body: z.unknown() });
export type EventRequest = z.infer<typeof EventRequest>;

/** The clock's state: simulated now in ISO 8601, and simulated seconds per real second. */
export interface ClockState {
  readonly now: string;
  readonly speed: number;
}

/** A subscription as RingCentral describes it. */
export interface SubscriptionState {
  readonly id: string;
  readonly status: "Active" | "Blacklisted";
  readonly [field: string]: unknown;
}

/**
 * The simulator's own levers: what a test, a demo or a person does to the simulated world. Every method but `advance`
 * takes and gives plain JSON and is reachable over HTTP under `/sim`.
 * Wrong input throws AppError BAD_INPUT naming the field; an unknown id NOT_FOUND.
 */
export interface Control {
  /** Places a call now, or with a past `startedAt`; its events, log record, recordings and insights follow by the clock. */
  placeCall(request: CallRequest): PlacedCall;
  listCalls(): PlacedCall[];
  /** Changes a call log record after the fact: duration, numbers. It counts as modified now. */
  amendCall(callLogId: string, change: AmendRequest): void;
  /** As after RingCentral's retention: metadata and sound answer 404 from now on. */
  discardRecording(recordingId: string): void;
  /** Moves simulated time and waits until everything that fell due is done, webhooks' answers included. */
  advance(ms: number): Promise<void>;
  setSpeed(speed: number): void;
  clock(): ClockState;
  /** Changes how webhooks are delivered; knobs that are not named stay. */
  setDelivery(knobs: DeliveryOverrides): DeliveryKnobs;
  listDeliveries(): readonly Delivery[];
  injectFault(fault: FaultRequest): Fault;
  listFaults(): readonly Fault[];
  clearFaults(): void;
  listSubscriptions(): SubscriptionState[];
  blacklistSubscription(id: string, reason?: string): void;
  /** As if its time were over. */
  expireSubscription(id: string): void;
  /** Replaces the permissions that are named. App scopes hold for tokens issued from now on, user permissions at once. */
  setPermissions(request: PermissionsRequest): Required<PermissionsRequest>;
  setRateLimits(limits: RateLimitsRequest): Record<RateGroup, number>;
  /** Forgets every window and penalty. */
  resetRateLimits(): void;
  /** Every access token is invalid at once. */
  revokeTokens(): void;
  /** The next ISync answers CLG-101. */
  expireSyncTokens(): void;
  /** Sends any event to every active subscription: unknown types, other domains, broken bodies. */
  sendEvent(event: EventRequest): void;
  counters(): Record<string, number>;
  resetCounters(): void;
}

export function createControl(world: World): Control {
  const { calls, clock, counters, deliveries, faults, limiter, permissions, sessions, subscriptions, syncTokens } =
    world;
  return {
    placeCall: (request) => placeCall(request, world),
    listCalls: () => calls.list().map(describePlaced),
    amendCall: (callLogId, change) => {
      const found = calls.findLogRecord(callLogId);
      if (found === null) throw notFound("call log record", callLogId);
      const { durationSeconds, fromPhone, toPhone } = readInput(AmendRequest, change);
      const { record } = found;
      if (durationSeconds !== undefined) record.endsAtMs = record.startsAtMs + durationSeconds * 1000;
      if (fromPhone !== undefined) record.from = { ...record.from, phoneNumber: fromPhone };
      if (toPhone !== undefined) record.to = { ...record.to, phoneNumber: toPhone };
      record.amendedAtMs.push(clock.now());
    },
    discardRecording: (recordingId) => {
      if (calls.findRecording(recordingId) === null) throw notFound("recording", recordingId);
      calls.discardRecording(recordingId);
    },
    advance: (ms) => {
      if (!(ms >= 0 && Number.isFinite(ms))) throw badInput("ms", "Time only moves forward, by milliseconds.");
      return clock.advance(ms);
    },
    setSpeed: (speed) => {
      if (!(speed >= 0 && Number.isFinite(speed))) throw badInput("speed", "The speed is a number of at least 0.");
      clock.setSpeed(speed);
    },
    clock: () => ({ now: new Date(clock.now()).toISOString(), speed: clock.speed }),
    setDelivery: (knobs) => {
      deliveries.knobs = withOverrides(deliveries.knobs, readInput(DeliveryOverrides, knobs));
      return deliveries.knobs;
    },
    listDeliveries: () => deliveries.list(),
    injectFault: (fault) => faults.inject(readInput(FaultRequest, fault)),
    listFaults: () => faults.list(),
    clearFaults: () => faults.clear(),
    listSubscriptions: () => subscriptions.list().map((subscription) => subscriptions.describe(subscription)),
    blacklistSubscription: (id, reason = "I/O operation is failed. Details: [Read timed out]") =>
      subscriptions.blacklist(subscriptions.get(id), reason),
    expireSubscription: (id) => subscriptions.remove(id),
    setPermissions: (request) => {
      const { appScopes, userPermissions } = readInput(PermissionsRequest, request);
      if (appScopes !== undefined) permissions.appScopes = new Set(appScopes);
      if (userPermissions !== undefined) permissions.userPermissions = new Set(userPermissions);
      return { appScopes: [...permissions.appScopes], userPermissions: [...permissions.userPermissions] };
    },
    setRateLimits: (limits) => {
      for (const [group, limit] of Object.entries(readInput(RateLimitsRequest, limits))) {
        if (limit !== undefined) limiter.limits[group as RateGroup] = limit;
      }
      return limiter.limits;
    },
    resetRateLimits: () => limiter.reset(),
    revokeTokens: () => sessions.revokeAll(),
    expireSyncTokens: () => syncTokens.expireAll(),
    sendEvent: (event) => {
      const { event: uri, body } = readInput(EventRequest, event);
      deliveries.publish({ kind: "any", uri, body });
    },
    counters: () => ({ ...counters.all(), "sessions alive": sessions.count() }),
    resetCounters: () => counters.reset(),
  };
}
