import type { Bench } from "./bench-command.js";
import { round } from "./distribution.js";
import { type Ask, type Load, measureLoad } from "./load.js";
import type { ReadCase } from "./read-cases.js";

export interface ReadServer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReadServers {
  readonly callthread: ReadServer;
  /** The same that keeps no answers. */
  readonly forgetful: ReadServer;
  readonly postgraphile: ReadServer | null;
  readonly limit: ReadServer;
  /** Ends the statements that still run for requests whose asker has given up: they would slow down whoever is next. */
  endStatements(): Promise<void>;
}

export interface ReadFigures {
  readonly name: string;
  readonly concurrency: number;
  readonly callthread: Load;
  readonly postgraphile: Load | null;
  readonly limit: Load | null;
  /** Callthread's requests a second to PostGraphile's, and to the bare handler's. */
  readonly timesPostgraphile: number | null;
  readonly shareOfLimit: number | null;
}

/** The servers take turns within a case, so that whatever else the machine does meets all of them. */
export async function measureCase(
  servers: ReadServers,
  { name, callthread, isOfForgetful = false, postgraphile, limit }: ReadCase,
  concurrency: number,
  seconds: number,
  bench: Bench,
): Promise<ReadFigures> {
  const measure = async (server: ReadServer | null, asks: readonly Ask[] | undefined): Promise<Load | null> => {
    if (server === null || asks === undefined || asks.length === 0) return null;
    const load = await measureLoad({ ...server, asks, concurrency, seconds });
    await servers.endStatements();
    return load;
  };
  const theirs = await measure(servers.postgraphile, postgraphile);
  const ours = await measure(isOfForgetful ? servers.forgetful : servers.callthread, callthread);
  const bare = await measure(servers.limit, limit);
  if (ours === null) throw new Error(`There is nothing to ask for "${name}".`);
  const ratioTo = (load: Load | null): number | null =>
    load === null || load.requestsPerSecond === 0 ? null : round(ours.requestsPerSecond / load.requestsPerSecond);
  const figures = {
    ...{ name, concurrency, callthread: ours, postgraphile: theirs, limit: bare },
    ...{ timesPostgraphile: ratioTo(theirs), shareOfLimit: ratioTo(bare) },
  };
  // At once: a run of a quarter of an hour that is cut short has then told what it found.
  bench.progress(describe(figures));
  return figures;
}

function describe({ name, concurrency, callthread, timesPostgraphile, shareOfLimit }: ReadFigures): string {
  return [
    `${name}, ${concurrency} at once: ${callthread.requestsPerSecond} a second, p95 ${callthread.ms.p95.toFixed(1)} ms`,
    ...(timesPostgraphile === null ? [] : [`${timesPostgraphile} × PostGraphile`]),
    ...(shareOfLimit === null ? [] : [`${Math.round(shareOfLimit * 100)} % of the bare limit`]),
    ...(callthread.unanswered === 0 ? [] : [`${callthread.unanswered} unanswered`]),
  ].join(", ");
}
