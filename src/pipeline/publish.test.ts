import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getOne } from "../database/sql.js";
import { type LiveFeed, openLiveFeed } from "../graphql/live-feed.js";
import { followFeed } from "../graphql/live-subscription.js";
import { insertCall } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { publishEvents } from "./publish.js";

describe("publishing linkage events", () => {
  let database: TestDatabase;
  let feed: LiveFeed;
  let recordingId: string;
  const failures: unknown[] = [];
  beforeAll(async () => {
    database = await createTestDatabase({ poolSize: 12 });
    feed = await openLiveFeed({ sql: database.sql, url: database.url, onError: (error) => failures.push(error) });
    recordingId = await insertCall(database.sql, { phone: "+14155550101", startedAt: "2026-03-02T18:00:00Z" });
  });
  afterAll(async () => {
    await feed.stop();
    await database.drop();
  });

  const write = (sql = database.sql) =>
    getOne<{ id: string }>(sql, "INSERT INTO linkage_events (type, recording_id) VALUES ('LINKED', $1) RETURNING id", [
      recordingId,
    ]);

  /** Reads `count` events as a subscriber would. */
  const take = async (after: number, count: number) => {
    const events = followFeed(feed, { after, matches: () => true, onError: (error) => failures.push(error) });
    const positions: number[] = [];
    while (positions.length < count) positions.push((await events.next()).value.position);
    await events.return?.();
    return positions;
  };

  it("neither skips nor repeats an event whose transaction commits after a later one's", async () => {
    const start = feed.head();
    const late = Promise.withResolvers<void>();
    const slow = database.transaction(async (tx) => {
      await write(tx); // takes the lower id
      await late.promise;
    });
    await write();
    await publishEvents(database);
    const [first] = await take(start, 1);
    late.resolve();
    await slow;
    await publishEvents(database);
    const [second] = await take(first ?? 0, 1);
    expect(second).toBe((first ?? 0) + 1);
    expect(await take(start, 2)).toEqual([first, second]);
  });

  it("gives every event one position, in order, under many writers, publishers and readers", async () => {
    const start = feed.head();
    const readers = [take(start, 200), take(start, 200), take(start, 200)];
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let index = 0; index < 10; index += 1) {
          await database.transaction((tx) => write(tx));
          if (writer % 4 === 0) await publishEvents(database);
        }
      }),
    );
    await publishEvents(database);
    for (const positions of await Promise.all(readers)) {
      expect(positions).toEqual(Array.from({ length: 200 }, (_, index) => start + 1 + index));
    }
    expect(failures).toEqual([]);
  });

  it("lets a reader begin long ago, from the table", async () => {
    const late = await openLiveFeed({ sql: database.sql, url: database.url, onError: () => undefined });
    const events = await late.readAfter(0);
    expect(events.map((event) => event.position)).toEqual(Array.from({ length: late.head() }, (_, index) => index + 1));
    await late.stop();
  });

  it("leaves at once a feed in which nothing happens", async () => {
    const events = followFeed(feed, { after: feed.head(), matches: () => true, onError: () => undefined });
    const next = events.next();
    await events.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
