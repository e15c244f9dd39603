import type { FeedEvent, LinkageFeed } from "../linkage-feed.js";
import { pause } from "../pause.js";

export interface LiveSubscription {
  /** Position after which to begin. */
  readonly after: number;
  readonly matches: (event: FeedEvent) => boolean;
  /** The database could not be read; the subscription tries again by itself. */
  readonly onError: (error: unknown) => void;
}

const PAUSE_AFTER_ERROR_MS = 500;

/**
 * One subscriber's events, in order, each once. It is pulled: the next event is looked for when the one before was sent.
 * Not an `async function*`, whose `return` would wait for a pending `next`, and a quiet feed would never be left.
 */
export function followFeed(
  feed: LinkageFeed,
  { after, matches, onError }: LiveSubscription,
): AsyncIterableIterator<FeedEvent> {
  const left = new AbortController();
  let position = after;
  let page: readonly FeedEvent[] = [];
  let index = 0;

  const refill = async () => {
    try {
      page = await feed.readAfter(position);
      index = 0;
      if (page.length === 0) await feed.waitAfter(position, left.signal);
    } catch (error) {
      onError(error);
      await pause(PAUSE_AFTER_ERROR_MS, left.signal);
    }
  };

  return {
    async next() {
      while (!left.signal.aborted) {
        const event = page[index];
        if (event === undefined) {
          await refill();
          continue;
        }
        index += 1;
        position = event.position;
        if (matches(event)) return { done: false, value: event };
      }
      return { done: true, value: undefined };
    },
    async return() {
      left.abort();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
