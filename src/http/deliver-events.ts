import type { ExecutionResult } from "graphql";
import type { PayloadStream } from "./graphql-engine.js";
import type { Visitor } from "./socket-visitor.js";

/**
 * Sends a subscription's events to its socket as they come, as messages that are put together from what all subscribers
 * share. For graphql-ws it is a source that never says anything and ends when the subscription does.
 */
export function deliverEvents(stream: PayloadStream, id: string, visitor: Visitor): AsyncGenerator<ExecutionResult> {
  let isLeft = false;
  const work = async (): Promise<void> => {
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    for (;;) {
      const payloads = await stream.next();
      if (payloads.length === 0) return;
      for (const payload of payloads) {
        const message = `${head}${await payload}}`;
        if (isLeft) return;
        const taken = send(visitor, message);
        if (taken !== null) await taken;
      }
    }
  };
  const leave = async (): Promise<void> => {
    isLeft = true;
    await stream.leave();
  };
  return {
    async next() {
      if (!isLeft) await work().finally(leave);
      return { done: true, value: undefined };
    },
    async return() {
      await leave();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await leave();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: leave,
  };
}

/**
 * null where the kernel took it at once. Otherwise resolves when it has: a subscription goes on only then, so that a slow
 * reader slows itself and has no more than one message waiting here.
 */
function send(visitor: Visitor, message: string): Promise<void> | null {
  const { socket } = visitor;
  if (socket.readyState !== socket.OPEN) return null;
  let taken = (): void => undefined;
  socket.send(message, () => taken());
  if (socket.bufferedAmount === 0) return null;
  visitor.stalledMs ??= 0;
  return new Promise((resolve) => {
    taken = () => {
      // Another subscription of the same socket may have a message waiting: but the reader reads.
      visitor.stalledMs = socket.bufferedAmount === 0 ? null : 0;
      resolve();
    };
  });
}
