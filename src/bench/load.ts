import { Client, errors } from "undici";
import { type Distribution, distributionOf, round } from "./distribution.js";

/** A request that was made ready before anything is measured. */
export interface Ask {
  readonly path: string;
  /** Posted as JSON; asked for by GET where absent. */
  readonly body?: string;
}

export interface Load {
  readonly requestsPerSecond: number;
  readonly ms: Distribution;
  /** Of the requests before it was measured, each asked for the first time. */
  readonly firstMs: Distribution;
  /** Requests that were not answered in ten seconds, or only with "took too long"; they count with ten seconds. */
  readonly unanswered: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked in turn. */
  readonly asks: readonly Ask[];
  /** Connections, each asking again as soon as it is answered. */
  readonly concurrency: number;
  readonly seconds: number;
}

/** The server gave up: an answer as slow as none. */
class TookTooLong extends Error {}

const PATIENCE_MS = 10_000;
const WARM_UP_MS = 20_000;

/**
 * Before it is measured everything is asked once, for 20 seconds at most, however long is measured: what is measured is a
 * server and a database that have run for a while. A database that was just started reads each page from the system, and
 * each of its processes is shown it anew, so that a first search takes several times as long; `firstMs` tells. Throws
 * when an answer is not 200, or tells of an error of GraphQL: a wrong answer has no speed.
 */
export async function measureLoad({ url, headers, asks, concurrency, seconds }: LoadOptions): Promise<Load> {
  const clients = Array.from(
    { length: concurrency },
    () => new Client(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }),
  );
  let [next, unanswered] = [0, 0];
  const took: number[] = [];
  const tookFirst: number[] = [];
  /** Whether it was answered in time. */
  const askNext = (client: Client): Promise<boolean> => {
    const ask = asks[next % asks.length];
    if (ask === undefined) throw new Error("There is nothing to ask.");
    next += 1;
    return answerOf(client, ask, headers).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof errors.HeadersTimeoutError || error instanceof TookTooLong)) throw error;
        return false;
      },
    );
  };
  const each = (keepAsking: (client: Client) => Promise<void>): Promise<unknown> =>
    Promise.all(clients.map(keepAsking));
  try {
    const coldUntil = performance.now() + WARM_UP_MS;
    await each(async (client) => {
      while (next < asks.length && performance.now() < coldUntil) {
        const began = performance.now();
        await askNext(client);
        tookFirst.push(performance.now() - began);
      }
    });
    const from = performance.now();
    // However slow a server is: what was not measured once has no figures.
    await each(async (client) => {
      while (performance.now() < from + seconds * 1_000 || took.length === 0) {
        const began = performance.now();
        const isAnswered = await askNext(client);
        if (!isAnswered) unanswered += 1;
        took.push(isAnswered ? performance.now() - began : PATIENCE_MS);
      }
    });
    const measuredMs = Math.max(performance.now() - from, 1);
    return {
      requestsPerSecond: round((took.length * 1_000) / measuredMs, 1),
      ms: distributionOf(took),
      firstMs: distributionOf(tookFirst),
      unanswered,
    };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

async function answerOf(
  client: Client,
  { path, body }: Ask,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { statusCode, body: answer } = await client.request(
    body === undefined
      ? { path, method: "GET", headers: { ...headers } }
      : { path, method: "POST", headers: { ...headers, "content-type": "application/json" }, body },
  );
  const text = await answer.text();
  if (text.includes('"code":"UNAVAILABLE"')) throw new TookTooLong();
  if (statusCode !== 200 || text.startsWith('{"errors"') || text.includes('"errors":[{"message"'))
    throw new Error(`${path} was answered ${statusCode}: ${text.slice(0, 300)}`);
  return text;
}

/** One answer, parsed. */
export async function askOnce<Answer>(
  url: string,
  headers: Readonly<Record<string, string>>,
  ask: Ask,
): Promise<Answer> {
  const client = new Client(url);
  try {
    return JSON.parse(await answerOf(client, ask, headers)) as Answer;
  } finally {
    await client.destroy();
  }
}
