import type { FeedEvent, LinkageFeed } from "../linkage-feed.js";

export interface LiveSubscription {
  /** Position after which to begin. */
  readonly after: number;
  readonly matches: (event: FeedEvent) => boolean;
  /** The database could not be read; the subscription tries again by itself. */
  readonly onError: (error: unknown) => void;
}

/** One subscriber's events, each once and in order; one at a time, or all there are at the moment. */
export interface FollowedFeed extends AsyncIterableIterator<FeedEvent> {
  /** At least one, at most `MOST_TOGETHER`; none when it was left. */
  nextTogether(): Promise<readonly FeedEvent[]>;
}

const PAUSE_AFTER_ERROR_MS = 500;
/** Those who catch up have so many loaded in one go. */
const MOST_TOGETHER = 50;

/**
 * Follows the feed from a position on. It is pulled: the next events are looked for when those before were sent. Not an
 * `async function*`, whose `return` would wait for a pending `next`, and a quiet feed would never be left. Thousands of
 * these wait at once, so what waits is a closure: an AbortSignal each would be the larger part of them.
 */
export function followFeed(feed: LinkageFeed, { after, matches, onError }: LiveSubscription): FollowedFeed {
  let isLeft = false;
  let endWaiting = (): void => undefined;
  let position = after;
  let page: readonly FeedEvent[] = [];
  let index = 0;

  const wait = (arm: (wake: () => void) => () => void): Promise<void> =>
    new Promise((resolve) => {
      const disarm = arm(resolve);
      endWaiting = () => {
        disarm();
        resolve();
      };
    });

  const refill = async (): Promise<void> => {
    try {
      page = await feed.readAfter(position);
      index = 0;
      if (page.length === 0 && !isLeft) await wait((wake) => feed.wakeAfter(position, wake));
    } catch (error) {
      onError(error);
      if (isLeft) return;
      await wait((wake) => {
        const timer = setTimeout(wake, PAUSE_AFTER_ERROR_MS);
        return () => clearTimeout(timer);
      });
    }
  };

  const take = async (most: number): Promise<FeedEvent[]> => {
    const taken: FeedEvent[] = [];
    while (!isLeft) {
      for (let event = page[index]; event !== undefined && taken.length < most; event = page[index]) {
        index += 1;
        position = event.position;
        if (matches(event)) taken.push(event);
      }
      if (taken.length > 0) return taken;
      await refill();
    }
    return [];
  };

  return {
    async next() {
      const [event] = await take(1);
      return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
    },
    nextTogether: () => take(MOST_TOGETHER),
    async return() {
      isLeft = true;
      endWaiting();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
