import { heldPhone } from "../customers/require-phone.js";
import type { Database } from "../database/open.js";
import type { Sql } from "../database/sql.js";
import type { BusinessFacts } from "../linking/facts.js";
import { normalisePhone } from "../linking/phone.js";
import { pause } from "../pause.js";
import { awaitCallsInFlight } from "./calls-in-flight-store.js";
import { handOver } from "./hand-over.js";
import { lockCallsOfMovedBookings } from "./hand-over-store.js";
import { judgeBatch, RECORDINGS_AT_ONCE } from "./judge-batch.js";
import { BATCHES_AT_ONCE, startJudgingThreads } from "./judging-threads.js";
import {
  type FactChange,
  hasQueued,
  hasQueuedSince,
  queueCallsAfter,
  queueingTime,
  queueNaming,
  queueSelected,
  queueTouched,
  type RelinkSelection,
  readCustomerColumns,
  replaceColumnPhones,
  takeChanges,
} from "./relink-store.js";

const CHANGES_AT_ONCE = 500;
/** Threads take half a second to start: from this many queued recordings on they save more. */
const WORTH_THREADS = 2_000;

/**
 * Judges again every recording that a changed fact touches, whatever its age, until nothing is left to do. Changes become
 * rows of `relink_queue` first, so that a big one is worked off in small transactions that survive a restart. Returns how
 * many recordings were judged.
 */
export async function relinkChanged(database: Database, business: () => BusinessFacts): Promise<number> {
  while ((await database.transaction((tx) => noteTouched(tx, business()))) === CHANGES_AT_ONCE);
  return workOffQueue(database, business);
}

const LOOK_AGAIN_AFTER_MS = 100;

/**
 * Has the selected recordings judged again and waits until all of them are, also those that a running service took from
 * the queue first. Returns how many.
 */
export async function relinkSelected(
  database: Database,
  business: BusinessFacts,
  selection: RelinkSelection,
): Promise<number> {
  const { count, at } = await database.transaction(async (tx) => ({
    count: await queueSelected(tx, selection),
    at: await queueingTime(tx),
  }));
  for (;;) {
    await relinkChanged(database, () => business);
    if (!(await hasQueuedSince(database.sql, at))) return count;
    await pause(LOOK_AGAIN_AFTER_MS);
  }
}

/** Any number of processes may work at once. Returns how many recordings were judged. */
export async function workOffQueue(database: Database, business: () => BusinessFacts): Promise<number> {
  if (!(await hasQueued(database.sql, WORTH_THREADS))) {
    return workOff(BATCHES_AT_ONCE, () => judgeBatch(database, business()));
  }
  const threads = startJudgingThreads(database);
  try {
    return await workOff(threads.lanes, () => threads.judgeBatch(business()));
  } finally {
    await threads.close();
  }
}

/** Has batches judged, so many at once, until one comes back short. Waits for all of them also where one fails. */
async function workOff(lanes: number, judge: () => Promise<number>): Promise<number> {
  const work = async (): Promise<number> => {
    let judged = 0;
    for (;;) {
      const count = await judge();
      judged += count;
      if (count < RECORDINGS_AT_ONCE) return judged;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, work));
  return ends.reduce((sum, end) => {
    if (end.status === "rejected") throw end.reason;
    return sum + end.value;
  }, 0);
}

/** Turns noted changes into recordings to judge again; returns how many changes it took. */
async function noteTouched(tx: Sql, business: BusinessFacts): Promise<number> {
  const changes = await takeChanges(tx, CHANGES_AT_ONCE);
  if (changes.length > 0) await awaitCallsInFlight(tx);
  const contacts = changes.flatMap(({ recordingId, customerId, calledAt }) =>
    recordingId === null ? [] : [{ recordingId, customerId, calledAt }],
  );
  if (contacts.length > 0) await queueCallsAfter(tx, contacts);
  const facts = changes.filter(({ kind }) => kind !== "contact");
  if (facts.length > 0) {
    await readNumbersOfColumns(tx, facts, business);
    const customerIds = [...new Set(facts.map(({ customerId }) => customerId))];
    await queueTouched(
      tx,
      customerIds,
      facts.map(({ phone }) => phone).filter((phone) => phone !== null),
    );
    await queueNaming(tx, customerIds);
    await followBookings(tx, customerIds);
  }
  return changes.length;
}

/** Who said which booking a call is about said with it whose call it is: a booking that becomes another's takes it along. */
async function followBookings(tx: Sql, customerIds: readonly string[]): Promise<void> {
  const calls = await lockCallsOfMovedBookings(tx, customerIds);
  const holders = new Map(calls.map(({ recordingId, holderId }) => [recordingId, holderId]));
  if (calls.length > 0)
    await handOver(
      tx,
      calls,
      ({ recordingId }) => holders.get(recordingId) as string,
      "The booking became this customer's.",
    );
}

/** Other programs write `customers.phone` alone: the number in it is read here, and forgotten when they change it. */
async function readNumbersOfColumns(tx: Sql, changes: readonly FactChange[], business: BusinessFacts): Promise<void> {
  const changed = changes.filter(({ kind }) => kind === "customer").map(({ customerId }) => customerId);
  if (changed.length === 0) return;
  const customers = await readCustomerColumns(tx, changed);
  const numbers = customers.flatMap(({ id, phone: rawPhone }) => {
    const phone = heldPhone(normalisePhone(rawPhone, business.region));
    return phone === null || rawPhone === null ? [] : [{ id, phone, rawPhone }];
  });
  await replaceColumnPhones(tx, changed, numbers);
}
