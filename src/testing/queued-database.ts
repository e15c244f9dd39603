import { openQueue, type Queue } from "../pipeline/queue.js";
import { createTestDatabase, type TestDatabase } from "./test-database.js";

export interface QueuedDatabase extends TestDatabase {
  /** Takes jobs and does none, until a test has it work. */
  readonly queue: Queue;
}

/** A test's database with a queue in it, which `drop` stops first. */
export async function createQueuedDatabase(): Promise<QueuedDatabase> {
  const database = await createTestDatabase();
  const queue = await openQueue({ database, onError: () => undefined, onFailure: () => undefined });
  return {
    ...database,
    queue,
    async drop() {
      await queue.stop();
      await database.drop();
    },
  };
}
