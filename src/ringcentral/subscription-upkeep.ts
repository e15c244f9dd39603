import { createHash } from "node:crypto";
import { findOne, type Sql } from "../database/sql.js";
import { type ConnectionState, getConnectionState, noteGap, saveSubscription } from "./connection-state.js";
import { RequestRefused } from "./failures.js";
import { type Subscription, sameAddress, sameFilter } from "./subscription.js";
import { creationRefused, problemsOf, type SubscriptionProblem } from "./subscription-problems.js";
import type { SubscriptionRequests } from "./subscription-requests.js";

/** RingCentral's own integration uses seven days; without `expiresIn` it would be the same, by a default that may change. */
export const LIFETIME_SECONDS = 7 * 24 * 3_600;

/** With half its life left, an outage of three days still finds the subscription alive. */
const RENEW_BEFORE_MS = (LIFETIME_SECONDS * 1_000) / 2;

/**
 * What we listen to: calls that ended and have a recording, insights of telephone calls, and a reminder three days
 * before the end, every half day (`threshold` at most half the lifetime, `interval` at most half of `threshold`).
 */
export const EVENT_FILTERS: readonly string[] = [
  "/restapi/v1.0/account/~/telephony/sessions?withRecordings=true&statusCode=Disconnected",
  "/ai/ringsense/v1/public/accounts/~/domains/pbx/insights",
  "/restapi/v1.0/subscription/~?threshold=259200&interval=43200",
];

export const WEBHOOK_PATH = "/webhooks/ringcentral";

export interface Upkeep {
  readonly client: SubscriptionRequests;
  readonly sql: Sql;
  /** Holds the lock that makes this process the leader of one pass. */
  readonly transaction: <T>(work: (tx: Sql) => Promise<T>) => Promise<T>;
  /** Without a path. */
  readonly publicUrl: string;
  readonly webhookToken: string;
  readonly now: Date;
}

export interface UpkeepResult {
  readonly action:
    | "notLeader" // another process is at it; nothing was looked at
    | "kept" // all was well
    | "adopted" // one that was there, and not known to this database; has it another secret, it gets blacklisted and repaired
    | "renewed"
    | "updated" // filters were missing
    | "created"
    | "replaced" // the webhook's secret has changed
    | "repaired" // blacklisted: deleted and created anew
    | "failed"; // there is none, and RingCentral refused to make one: see `problems`
  readonly subscription: Subscription | null;
  /** Of a repaired one: why RingCentral had given it up, in its words. */
  readonly blacklistReason: string | null;
  /** For the operator, each with what to do; empty where all is well. */
  readonly problems: readonly SubscriptionProblem[];
  /** Set where webhooks may have been missed: the call log is to be read from then on, at once. */
  readonly reconcileFrom: Date | null;
}

/**
 * One pass over the subscription: there is exactly one of ours afterwards, with all filters and half its life ahead.
 * Those that go to other addresses are somebody else's and are never touched. Safe to run in every process at any time;
 * a pass that breaks off anywhere is mended by the next. Throws the client's failures.
 */
export function keepSubscription(upkeep: Upkeep): Promise<UpkeepResult> {
  return upkeep.transaction(async (tx) => {
    const lock = await findOne<{ won: boolean }>(
      tx,
      "SELECT pg_try_advisory_xact_lock(hashtextextended('callthread ringcentral subscription', 0)) AS won",
    );
    if (lock?.won !== true) return NOT_LEADER;
    // The state is written outside of the transaction: what RingCentral has done stays done if the pass breaks off.
    return keepAsLeader(upkeep);
  });
}

const NOT_LEADER: UpkeepResult = {
  action: "notLeader",
  subscription: null,
  blacklistReason: null,
  problems: [],
  reconcileFrom: null,
};

async function keepAsLeader(upkeep: Upkeep): Promise<UpkeepResult> {
  const { client, sql } = upkeep;
  const state = await getConnectionState(sql);
  const address = webhookAddress(upkeep.publicUrl);
  const ours = (await client.listSubscriptions()).filter((subscription) => sameAddress(subscription.address, address));
  const [alive, ...duplicates] = ours
    .filter(({ status }) => status !== "BLACKLISTED")
    .sort((a, b) => Number(b.id === state.subscriptionId) - Number(a.id === state.subscriptionId) || laterEnd(a, b));
  const blacklisted = ours.filter(({ status }) => status === "BLACKLISTED");

  // A gap is noted before anything is mended: should this pass break off, it is still known.
  if (alive === undefined && (blacklisted.length > 0 || state.subscriptionId !== null)) {
    await noteGap(sql, lastGoodTime(state, blacklisted[0], upkeep.now));
  }
  for (const { id } of [...blacklisted, ...duplicates]) await client.deleteSubscription(id);

  const kept =
    alive === undefined
      ? await create(upkeep, blacklisted.length > 0 ? "repaired" : "created")
      : await keepAlive(upkeep, alive, state);
  if (kept.subscription !== null) {
    await saveSubscription(sql, {
      id: kept.subscription.id,
      expiresAt: kept.subscription.expiresAt,
      activeAt: upkeep.now,
      digest: digestOf(upkeep.webhookToken),
    });
  }
  const { reconcileFrom } = await getConnectionState(sql);
  return { ...kept, reconcileFrom, blacklistReason: blacklisted[0]?.blacklistReason ?? null };
}

type Kept = Omit<UpkeepResult, "reconcileFrom" | "blacklistReason">;

async function keepAlive(upkeep: Upkeep, alive: Subscription, state: ConnectionState): Promise<Kept> {
  const { client, now, webhookToken } = upkeep;
  const known = alive.id === state.subscriptionId;
  if (known && state.subscriptionDigest !== digestOf(webhookToken)) {
    // A subscription's secret can neither be read nor changed; what was sent with the old one was refused here.
    await noteGap(upkeep.sql, lastGoodTime(state, undefined, now));
    const replaced = await create(upkeep, "replaced");
    if (replaced.subscription !== null) await client.deleteSubscription(alive.id);
    return replaced;
  }
  const change = { eventFilters: EVENT_FILTERS, expiresInSeconds: LIFETIME_SECONDS };
  if (!EVENT_FILTERS.every((wanted) => alive.eventFilters.some((filter) => sameFilter(filter, wanted)))) {
    return (await describe("updated", client.updateSubscription(alive.id, change))) ?? createAfterEnd(upkeep, state);
  }
  if (alive.expiresAt === null || alive.expiresAt.getTime() - now.getTime() < RENEW_BEFORE_MS) {
    return (await describe("renewed", client.renewSubscription(alive.id))) ?? createAfterEnd(upkeep, state);
  }
  return { action: known ? "kept" : "adopted", subscription: alive, problems: problemsOf(alive) };
}

async function describe(action: Kept["action"], asked: Promise<Subscription | null>): Promise<Kept | null> {
  const subscription = await asked;
  return subscription === null ? null : { action, subscription, problems: problemsOf(subscription) };
}

/** It ended between being listed and being asked for. */
async function createAfterEnd(upkeep: Upkeep, state: ConnectionState): Promise<Kept> {
  await noteGap(upkeep.sql, lastGoodTime(state, undefined, upkeep.now));
  return create(upkeep, "created");
}

async function create(upkeep: Upkeep, action: Kept["action"]): Promise<Kept> {
  try {
    const subscription = await upkeep.client.createSubscription({
      eventFilters: EVENT_FILTERS,
      expiresInSeconds: LIFETIME_SECONDS,
      address: webhookAddress(upkeep.publicUrl),
      verificationToken: upkeep.webhookToken,
    });
    return { action, subscription, problems: problemsOf(subscription) };
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    return { action: "failed", subscription: null, problems: [creationRefused(error)] };
  }
}

/** PUBLIC_URL with the webhook's path; a trailing slash does not matter. */
const webhookAddress = (publicUrl: string): string => `${publicUrl.replace(/\/+$/, "")}${WEBHOOK_PATH}`;

const digestOf = (secret: string): string => createHash("sha256").update(`callthread webhook ${secret}`).digest("hex");

const laterEnd = (a: Subscription, b: Subscription): number =>
  (b.expiresAt?.getTime() ?? 0) - (a.expiresAt?.getTime() ?? 0);

/**
 * Until when all is known to have arrived: the last complete reading of the call log, else when the subscription was
 * last seen active or made.
 */
const lastGoodTime = (state: ConnectionState, broken: Subscription | undefined, now: Date): Date =>
  state.syncedAt ?? state.subscriptionActiveAt ?? broken?.createdAt ?? now;
