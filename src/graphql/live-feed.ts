import { setImmediate } from "node:timers/promises";
import { listen } from "../database/listen.js";
import type { Sql } from "../database/sql.js";
import type { FeedEvent, LinkageFeed } from "../linkage-feed.js";
import { startLoop } from "../loop.js";
import {
  EVENTS_AT_ONCE,
  EVENTS_CHANNEL,
  eventsAfter,
  eventsGoneUpto,
  newestEvents,
  newestPosition,
} from "../recordings/linkage-events.js";

/** The feed with its reader, which somebody must stop. */
export interface LiveFeed extends LinkageFeed {
  stop(): Promise<void>;
}

export interface LiveFeedOptions {
  readonly sql: Sql;
  /** A direct connection for LISTEN. */
  readonly url: string;
  readonly onError: (error: unknown) => void;
}

/** What a lost notification costs at most. */
const LOOK_EVERY_MS = 1_000;
/** Enough for a reconnect storm to be served from memory, also after a restart; about 4 MB. */
const REMEMBERED = 10_000;
/** Events are kept for days: thousands who come back at once need not each ask which are gone. */
const GONE_IS_KNOWN_MS = 1_000;
/** Thousands of subscribers are sent an event one after the other; requests get their turn in between. */
const WOKEN_AT_ONCE = 250;

/**
 * Follows the outbox for all subscribers of this process with one reader: each event is read once, however many listen.
 * A subscriber asks for what follows its own position whenever it has sent what it had, so a slow one holds nothing back
 * and nothing piles up for it.
 */
export async function openLiveFeed({ sql, url, onError }: LiveFeedOptions): Promise<LiveFeed> {
  let remembered = await newestEvents(sql, REMEMBERED);
  let head = remembered.at(-1)?.position ?? (await newestPosition(sql));
  let waiters = new Set<() => void>();
  /** Reads of what is older, under way: many come back to the same position. */
  const reads = new Map<number, Promise<readonly FeedEvent[]>>();

  const readOlder = (position: number): Promise<readonly FeedEvent[]> => {
    const known = reads.get(position);
    if (known !== undefined) return known;
    const read = eventsAfter(sql, position).finally(() => reads.delete(position));
    reads.set(position, read);
    return read;
  };

  let gone: { readonly at: number; readonly upto: Promise<number> } | null = null;
  const askWhatIsGone = (): Promise<number> => {
    const now = performance.now();
    if (gone === null || now - gone.at > GONE_IS_KNOWN_MS) gone = { at: now, upto: eventsGoneUpto(sql) };
    const asked = gone;
    return asked.upto.catch((error: unknown) => {
      if (gone === asked) gone = null;
      throw error;
    });
  };

  const look = async () => {
    for (;;) {
      const events = await eventsAfter(sql, head);
      const last = events.at(-1);
      if (last === undefined) return;
      head = last.position;
      remembered = withoutErased([...remembered, ...events].slice(-REMEMBERED), events);
      const woken = waiters;
      waiters = new Set();
      let count = 0;
      for (const wake of woken) {
        wake();
        count += 1;
        if (count % WOKEN_AT_ONCE === 0) await setImmediate();
      }
    }
  };
  const loop = startLoop({ run: look, everyMs: LOOK_EVERY_MS, onError });
  const listener = listen({ url, channel: EVENTS_CHANNEL, onWake: loop.wake, onError });

  return {
    head: () => head,
    goneUpto: askWhatIsGone,
    async readAfter(position) {
      if (position >= head) return [];
      const oldest = remembered[0];
      if (oldest === undefined || oldest.position > position + 1) return readOlder(position);
      return remembered.slice(firstAfter(remembered, position)).slice(0, EVENTS_AT_ONCE);
    },
    wakeAfter(position, wake) {
      if (position < head) wake();
      else waiters.add(wake);
      return () => void waiters.delete(wake);
    },
    async stop() {
      await listener.stop();
      await loop.stop();
    },
  };
}

/** What the database no longer tells of erased recordings is not told from memory either. */
function withoutErased(remembered: FeedEvent[], news: readonly FeedEvent[]): FeedEvent[] {
  const erased = new Map(news.filter(({ type }) => type === "ERASED").map((event) => [event.recordingId, event]));
  if (erased.size === 0) return remembered;
  return remembered.map((event) => {
    const erasure = event.recordingId === null ? undefined : erased.get(event.recordingId);
    if (erasure === undefined || event === erasure) return event;
    return { ...erasure, position: event.position, customerId: null, bookingId: null };
  });
}

/** Index of the first event after `position`, by bisection: events are in order of position. */
function firstAfter(events: readonly FeedEvent[], position: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.position ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
