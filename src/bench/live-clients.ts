import { pause } from "../pause.js";
import { type LiveAnswer, type LiveAsk, monotonicMs, type PublishedEvent } from "./live-client-messages.js";
import { type LiveSocket, openLiveSocket } from "./live-socket.js";

/** The process that holds the sockets of `bench:live`: it is asked over IPC, and answers when it is done. */
let sockets: LiveSocket[] = [];
let open = 0;
let endings: Record<string, number> = {};
/** What was awaited before, of each socket. */
let answered = new WeakMap<LiveSocket, number>();

/** Sockets that are being opened at once. */
const BURST = 100;

async function openAll(ask: LiveAsk & { ask: "open" }): Promise<void> {
  let underWay = 0;
  let given = 0;
  const opened = Promise.withResolvers<void>();
  const next = (): void => {
    while (underWay < BURST && given < ask.sockets) {
      const number = given;
      given += 1;
      underWay += 1;
      let isFirst = true;
      const customerId = number < ask.filtered ? (ask.customerIds[number % ask.customerIds.length] ?? null) : null;
      const socket = openLiveSocket({
        ...{ url: ask.url, authorization: ask.authorization, query: ask.query, after: ask.after, customerId },
        onOpen() {
          open += 1;
          if (!isFirst) return;
          isFirst = false;
          underWay -= 1;
          if (open >= ask.sockets) opened.resolve();
          else next();
        },
        onEnd(code, reason) {
          open -= 1;
          const ending = `${code} ${reason}`.trim();
          endings[ending] = (endings[ending] ?? 0) + 1;
        },
      });
      sockets.push(socket);
    }
  };
  next();
  await opened.promise;
}

const expectedOf = (socket: LiveSocket, published: readonly PublishedEvent[]): PublishedEvent[] =>
  socket.customerId === null ? [...published] : published.filter(({ customerId }) => customerId === socket.customerId);

async function awaitAll({ published, patienceMs }: LiveAsk & { ask: "await" }): Promise<LiveAnswer> {
  const byCustomer = new Map<string | null, number>([[null, published.length]]);
  for (const { customerId } of published) byCustomer.set(customerId, (byCustomer.get(customerId) ?? 0) + 1);
  const isComplete = (socket: LiveSocket): boolean =>
    socket.positions.length - (answered.get(socket) ?? 0) >= (byCustomer.get(socket.customerId) ?? 0);
  const deadline = monotonicMs() + patienceMs;
  while (!sockets.every(isComplete) && monotonicMs() < deadline) await pause(50);

  const committedAt = new Map(published.map((event) => [event.position, event.committedAt]));
  const latencies: number[] = [];
  let [missing, doubled, disordered] = [0, 0, 0];
  for (const socket of sockets) {
    const from = answered.get(socket) ?? 0;
    const positions = socket.positions.slice(from);
    const seen = new Set(positions);
    doubled += positions.length - seen.size;
    disordered += positions.filter((position, index) => index > 0 && position < (positions[index - 1] ?? 0)).length;
    missing += expectedOf(socket, published).filter(({ position }) => !seen.has(position)).length;
    for (const [index, position] of positions.entries()) {
      const at = committedAt.get(position);
      if (at !== undefined) latencies.push((socket.receivedAt[from + index] ?? 0) - at);
    }
    answered.set(socket, socket.positions.length);
  }
  return { open, missing, doubled, disordered, endings: takeEndings(), latencies: Float64Array.from(latencies) };
}

function takeEndings(): Record<string, number> {
  const taken = endings;
  endings = {};
  return taken;
}

const NOTHING = { missing: 0, doubled: 0, disordered: 0, latencies: new Float64Array() };

async function answer(ask: LiveAsk): Promise<LiveAnswer> {
  if (ask.ask === "await") return awaitAll(ask);
  if (ask.ask === "open") await openAll(ask);
  if (ask.ask === "pause") for (const socket of sockets) socket.pause();
  if (ask.ask === "resume") for (const socket of sockets) socket.resume();
  if (ask.ask === "close") {
    for (const socket of sockets) socket.close();
    [sockets, open, answered] = [[], 0, new WeakMap()];
  }
  return { ...NOTHING, open, endings: takeEndings() };
}

process.on("message", (ask: LiveAsk) => {
  void answer(ask).then((told) => process.send?.(told));
});
process.once("disconnect", () => process.exit());
