import { encodeCursor } from "../connection.js";
import { freePort } from "../free-port.js";
import { createApiKey } from "../http/api-key-store.js";
import { pause } from "../pause.js";
import { newestPosition } from "../recordings/linkage-events.js";
import type { Bench } from "./bench-command.js";
import { openBenchDatabase } from "./bench-database.js";
import { type Distribution, distributionOf, round } from "./distribution.js";
import { createLatencyWorld } from "./latency-world.js";
import { type LiveAnswer, monotonicMs, type PublishedEvent } from "./live-client-messages.js";
import { type LiveCrowd, startCrowd } from "./live-crowd.js";
import { createPublisher, type LivePublisher } from "./live-publisher.js";
import { storeLiveCalls } from "./live-store.js";
import { memoryOf, type Program, type ProgramOptions, startProgram } from "./program.js";
import { atRate } from "./watched-program.js";

export interface LiveSettings {
  readonly databaseUrl: string;
  readonly sockets: number;
  /** Of them, the share that follows one customer each. */
  readonly filtered: number;
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly slow: number;
}

/** How a crowd was told of the events of some seconds. */
export interface FanOut {
  readonly openedInSeconds: number;
  readonly kilobytesPerSocket: number;
  readonly messages: number;
  readonly ms: Distribution;
  readonly missing: number;
  readonly doubled: number;
  readonly disordered: number;
}

export interface LiveFigures {
  readonly live: FanOut;
  readonly bare: FanOut;
  readonly restart: {
    /** From the kill until every subscriber had everything. */
    readonly recoveredInSeconds: number;
    readonly events: number;
    readonly missing: number;
    readonly doubled: number;
    readonly disordered: number;
  };
  readonly slow: {
    readonly sockets: number;
    /** What those who do not read make the server hold, each. */
    readonly megabytesPerSocket: number;
    readonly endings: Readonly<Record<string, number>>;
    readonly missing: number;
    readonly doubled: number;
  };
}

const CUSTOMERS = 100;
/** Long enough that a reader that pauses fills the kernel's buffers soon. */
const TRANSCRIPT = "We would like to talk about the party once more. ".repeat(400);
const EVENT =
  "cursor type occurredAt recording { id callStartedAt customer { name } booking { id title } link { status bookingConfidence } }";
const HEAD = "subscription ($after: String, $customerId: ID) { recordingLinked(after: $after, customerId: $customerId)";
const QUERY = `${HEAD} { ${EVENT} } }`;
const LONG_QUERY = `${HEAD} { ${EVENT} spoken: recording { transcript { text } } } }`;
const PATIENCE_MS = 60_000;
/** How long events go on while the program is killed and started again. */
const RESTART_SECONDS = 5;

export async function measureLive(settings: LiveSettings, bench: Bench): Promise<LiveFigures> {
  const { databaseUrl, sockets } = settings;
  const database = await openBenchDatabase(databaseUrl);
  bench.stopLater(() => database.close());
  await createLatencyWorld(database, CUSTOMERS, 0);
  const calls = await storeLiveCalls(database.sql, TRANSCRIPT);
  const { key } = await createApiKey(database.sql, { name: "bench", scopes: ["read"] });
  const crowd = startCrowd(bench);
  const publisher = createPublisher(database, calls);
  const filtered = Math.round(sockets * settings.filtered);
  const customerIds = calls.map(({ customerId }) => customerId);

  bench.progress(`${sockets} sockets on a bare server …`);
  const bare = await measureBare(settings, filtered, crowd, bench);

  const options: ProgramOptions = {
    ...{
      script: "dist/src/cli.js",
      arguments: ["serve", "--role", "api"],
      readyPath: "/readyz",
      port: await freePort(),
    },
    environment: { DATABASE_URL: databaseUrl, LOG_LEVEL: "error" },
  };
  let program = await startProgram(options);
  bench.stopLater(() => program.stop());
  const open = async (count: number, query: string) =>
    crowd.ask({
      ...{ ask: "open", url: `${program.url.replace("http", "ws")}/graphql`, authorization: `Bearer ${key}` },
      ...{ sockets: count, filtered: count === sockets ? filtered : 0, customerIds, query },
      after: encodeCursor([await newestPosition(database.sql)]),
    });
  const told = (patienceMs = PATIENCE_MS): Promise<LiveAnswer> =>
    crowd.ask({ ask: "await", published: publisher.take(), patienceMs });

  // What a program needs for its first subscribers it needs once.
  await open(50, QUERY);
  await publisher.publish(1);
  await told();
  await crowd.ask({ ask: "close" });
  bench.progress(`${sockets} sockets, ${filtered} of them with a filter …`);
  const before = await settledMemoryOf(program, sockets);
  const began = monotonicMs();
  await open(sockets, QUERY);
  const openedInSeconds = round((monotonicMs() - began) / 1_000, 1);
  await publisher.publish(1);
  await told();
  const kilobytesPerSocket = round(((await settledMemoryOf(program, sockets)) - before) / sockets, 1);
  bench.progress(`${settings.rate} events a second for ${settings.seconds} s …`);
  await publisher.atRate(settings.rate, settings.seconds);
  const live = { openedInSeconds, kilobytesPerSocket, ...fanOutOf(await told()) };

  bench.progress("killed and started again …");
  const killedAt = monotonicMs();
  const goingOnSeconds = Math.min(settings.seconds, RESTART_SECONDS);
  const stream = publisher.atRate(settings.rate, goingOnSeconds);
  await program.kill();
  program = await startProgram(options);
  await stream;
  const { missing, doubled, disordered } = await told();
  const restart = {
    ...{ recoveredInSeconds: round((monotonicMs() - killedAt) / 1_000, 1), events: goingOnSeconds * settings.rate },
    ...{ missing, doubled, disordered },
  };
  await crowd.ask({ ask: "close" });

  if (settings.slow > 0) bench.progress(`${settings.slow} sockets that do not read …`);
  return { live, bare, restart, slow: await measureSlow(settings, { program, crowd, publisher, open, told }) };
}

async function measureBare(settings: LiveSettings, filtered: number, crowd: LiveCrowd, bench: Bench): Promise<FanOut> {
  const server = await startProgram({
    ...{ script: "dist/src/bench/broadcast-limit-server.js", readyPath: "/", environment: {} },
  });
  bench.stopLater(() => server.stop());
  const before = await settledMemoryOf(server, settings.sockets);
  const began = monotonicMs();
  const url = server.url.replace("http", "ws");
  const sockets = settings.sockets - filtered;
  await crowd.ask({
    ask: "open",
    url,
    authorization: null,
    sockets,
    filtered: 0,
    customerIds: [],
    query: "",
    after: "0",
  });
  const openedInSeconds = round((monotonicMs() - began) / 1_000, 1);
  const kilobytesPerSocket = round(((await settledMemoryOf(server, sockets)) - before) / sockets, 1);
  const published: PublishedEvent[] = [];
  let last: Promise<unknown> = Promise.resolve();
  await atRate(settings.rate, settings.seconds, (number) => {
    last = last.then(() => {
      published.push({ position: number, customerId: "", committedAt: monotonicMs() });
      return fetch(server.url, { method: "POST", body: `{"cursor":"${number}","payload":"${"x".repeat(400)}"}` });
    });
  });
  await last;
  const told = await crowd.ask({ ask: "await", published, patienceMs: PATIENCE_MS });
  await crowd.ask({ ask: "close" });
  await server.stop();
  return { openedInSeconds, kilobytesPerSocket, ...fanOutOf(told) };
}

interface SlowRun {
  readonly program: Program;
  readonly crowd: LiveCrowd;
  readonly publisher: LivePublisher;
  open(count: number, query: string): Promise<LiveAnswer>;
  told(patienceMs?: number): Promise<LiveAnswer>;
}

/** Longer than a reader may stall before it is ended (`socket-visitor.ts`). */
const STALL_MS = 12_000;
const LONG_EVENTS = 800;

async function measureSlow({ slow }: LiveSettings, { program, crowd, publisher, open, told }: SlowRun) {
  if (slow === 0) return { sockets: 0, megabytesPerSocket: 0, endings: {}, missing: 0, doubled: 0 };
  await open(slow, LONG_QUERY);
  await publisher.publish(1);
  await told();
  const before = await settledMemoryOf(program, slow);
  await crowd.ask({ ask: "pause" });
  for (let count = 0; count < LONG_EVENTS; count += 100) await publisher.publish(100);
  await pause(STALL_MS);
  const held = memoryOf(program) * 1_000 - before;
  await crowd.ask({ ask: "resume" });
  const { missing, doubled, endings } = await told();
  await crowd.ask({ ask: "close" });
  return { sockets: slow, megabytesPerSocket: round(held / 1_000 / slow, 2), endings, missing, doubled };
}

const fanOutOf = ({ latencies, missing, doubled, disordered }: LiveAnswer) => ({
  ...{ messages: latencies.length, ms: distributionOf([...latencies]) },
  ...{ missing, doubled, disordered },
});

/** Kilobytes, once the program has tidied up after what it was just asked for. */
async function settledMemoryOf(program: Program, sockets: number): Promise<number> {
  await pause(Math.min(2_000, 2 * sockets));
  return memoryOf(program) * 1_000;
}
