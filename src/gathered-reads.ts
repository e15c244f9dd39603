import type { Sql } from "./database/sql.js";
import type { BatchRead } from "./request-context.js";

/** Reads that requests share: what several ask for in the same turn of the event loop is one statement. */
export type GatheredReads = <Key, Value>(read: BatchRead<Key, Value>, keys: readonly Key[]) => Promise<Value[]>;

const gathered = new WeakSet<object>();

/**
 * Marks a read as one to share. For a quick look at rows by their key alone: whoever shares a statement waits for all of
 * it, and fails with it.
 */
export function gatheredRead<Read extends object>(read: Read): Read {
  gathered.add(read);
  return read;
}

export const isGathered = (read: object): boolean => gathered.has(read);

/** Keys of a statement; beyond them a second one goes to another connection. */
const MOST_KEYS = 32;

interface Waiting {
  readonly keys: readonly unknown[];
  readonly answer: (values: readonly unknown[]) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A statement is sent after the events that were ready have all been handled, so that it sees everything committed before
 * any of its requests came in, and a request that is alone waits for nobody.
 */
export function gatheredReads(sql: Sql): GatheredReads {
  const waiting = new Map<BatchRead<never, unknown>, Waiting[]>();

  const send = (read: BatchRead<never, unknown>): void => {
    const all = waiting.get(read) ?? [];
    waiting.delete(read);
    for (let from = 0; from < all.length; ) {
      let [to, keys] = [from, 0];
      while (to < all.length && (to === from || keys + (all[to]?.keys.length ?? 0) <= MOST_KEYS))
        keys += all[to++]?.keys.length ?? 0;
      void answerTogether(sql, read, all.slice(from, to));
      from = to;
    }
  };

  return <Key, Value>(read: BatchRead<Key, Value>, keys: readonly Key[]) =>
    new Promise<Value[]>((answer, fail) => {
      const one = { keys, answer: (values: readonly unknown[]) => answer(values as Value[]), fail };
      const others = waiting.get(read as BatchRead<never, unknown>);
      if (others !== undefined) {
        others.push(one);
        return;
      }
      waiting.set(read as BatchRead<never, unknown>, [one]);
      setImmediate(send, read as BatchRead<never, unknown>);
    });
}

async function answerTogether(sql: Sql, read: BatchRead<never, unknown>, all: readonly Waiting[]): Promise<void> {
  try {
    const values = await read(sql, all.flatMap(({ keys }) => keys) as never[]);
    let from = 0;
    for (const { keys, answer } of all) {
      answer(values.slice(from, from + keys.length));
      from += keys.length;
    }
  } catch (error) {
    for (const { fail } of all) fail(error);
  }
}
