import type { Database } from "../database/open.js";
import { publishEvents } from "../pipeline/publish.js";
import { newestPosition } from "../recordings/linkage-events.js";
import { monotonicMs, type PublishedEvent } from "./live-client-messages.js";
import { type LiveCall, storeEvents } from "./live-store.js";
import { atRate } from "./watched-program.js";

export type LivePublisher = ReturnType<typeof createPublisher>;

/** Events by the program's own way: rows of the outbox, then the publisher. */
export function createPublisher(database: Database, calls: readonly LiveCall[]) {
  let published: PublishedEvent[] = [];
  let number = 0;
  const publish = async (count: number): Promise<void> => {
    const chosen = Array.from({ length: count }, () => calls[number++ % calls.length]).filter(
      (call) => call !== undefined,
    );
    const from = await newestPosition(database.sql);
    await database.transaction((tx) => storeEvents(tx, chosen));
    const committedAt = monotonicMs();
    await publishEvents(database);
    published.push(...chosen.map(({ customerId }, index) => ({ customerId, committedAt, position: from + 1 + index })));
  };
  return {
    publish,
    async atRate(rate: number, seconds: number): Promise<void> {
      let last = Promise.resolve();
      await atRate(rate, seconds, () => {
        last = last.then(() => publish(1));
      });
      await last;
    },
    /** What was published since the last time. */
    take(): PublishedEvent[] {
      const taken = published;
      published = [];
      return taken;
    },
  };
}
