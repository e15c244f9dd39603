import type { Database } from "../database/open.js";
import { isOutage } from "../database/outage.js";
import { AppError } from "../errors.js";
import { tracedBy } from "../tracing.js";
import type { Queue } from "./queue.js";
import { type Receipt, storeReceipts } from "./receipts-store.js";

/**
 * Resolves when the receipt and its job are committed; rejects when they are not, with UNAVAILABLE (TOO_MANY_WAITING) where
 * there is no room to wait for it.
 */
export type StoreReceipt = (receipt: Receipt) => Promise<void>;

/** A transaction's, so that an answer does not wait for too many others; bodies are some kilobytes, rarely megabytes. */
const MOST_AT_ONCE = 100;
const MOST_BYTES_AT_ONCE = 4 * 1024 * 1024;
/** While the disk writes one, another is sent. */
const TRANSACTIONS_AT_ONCE = 2;

/** What may wait for the transactions before it. */
export interface WaitingRoom {
  readonly most: number;
  readonly mostBytes: number;
}

/**
 * Where the database answers, nothing waits longer than some transactions. Where it hangs, this is what a process holds
 * besides: the call log tells later of what was refused.
 */
const ROOM: WaitingRoom = { most: 10_000, mostBytes: 64 * 1024 * 1024 };
const RETRY_AFTER_SECONDS = 10;

interface Waiting {
  readonly receipt: Receipt;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Stores webhooks with their jobs. Those that come while others are being stored go together in one transaction: to a
 * disk and a queue's listeners a hundred are no more work than one.
 */
export function storeTogether(database: Database, queue: Queue, room = ROOM): StoreReceipt {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let underWay = 0;

  const store = (receipts: readonly Receipt[]): Promise<void> =>
    database.transaction(
      async (tx) => {
        const fresh = await storeReceipts(tx, receipts);
        const traces = new Map(receipts.map(({ uuid, trace }) => [uuid, trace]));
        await queue.enqueueAll(
          tx,
          "RECEIVE",
          fresh.map((receiptUuid) => ({ receiptUuid, ...tracedBy(traces.get(receiptUuid)) })),
        );
      },
      { isHot: true },
    );

  const settle = async (taken: readonly Waiting[]): Promise<void> => {
    try {
      await store(taken.map(({ receipt }) => receipt));
      for (const { stored } of taken) stored();
    } catch (error) {
      // One that cannot be stored must not have the others refused.
      if (taken.length > 1 && !isOutage(error)) for (const one of taken) await settle([one]);
      else for (const { failed } of taken) failed(error);
    }
  };

  const work = async (): Promise<void> => {
    underWay += 1;
    while (waiting.length > 0) {
      const count = countTogether(waiting);
      const taken = waiting.slice(0, count);
      waiting = waiting.slice(count);
      waitingBytes -= bytesOf(taken);
      await settle(taken);
    }
    underWay -= 1;
  };

  return (receipt) =>
    new Promise((stored, failed) => {
      if (waiting.length >= room.most || waitingBytes + receipt.body.length > room.mostBytes) throw noRoom();
      waiting.push({ receipt, stored, failed });
      waitingBytes += receipt.body.length;
      if (underWay < TRANSACTIONS_AT_ONCE) void work();
    });
}

const bytesOf = (some: readonly Waiting[]): number => some.reduce((sum, { receipt }) => sum + receipt.body.length, 0);

const noRoom = (): AppError =>
  new AppError("UNAVAILABLE", "Too many webhooks wait for the database; try again later.", {
    reason: "TOO_MANY_WAITING",
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });

/** How many of the first fit in one transaction: at least one. */
function countTogether(waiting: readonly Waiting[]): number {
  let bytes = 0;
  const fitting = waiting.slice(0, MOST_AT_ONCE).findIndex(({ receipt }) => {
    bytes += receipt.body.length;
    return bytes > MOST_BYTES_AT_ONCE;
  });
  return fitting === -1 ? Math.min(waiting.length, MOST_AT_ONCE) : Math.max(fitting, 1);
}
