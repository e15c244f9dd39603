import DataLoader from "dataloader";
import type { Subjects } from "./audit-trail.js";
import type { Sql } from "./database/sql.js";
import { type GatheredReads, isGathered } from "./gathered-reads.js";
import type { LinkageFeed } from "./linkage-feed.js";
import type { VersionedAnswers } from "./versioned-answers.js";

/** What a credential may do. `admin` includes all others. */
export type Scope = "read" | "context" | "link" | "write" | "admin";

/** Who asks: an API key or the subject of a JWT. */
export interface Credential {
  readonly id: string;
  /** Shown in decisions ("linked by …"). */
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** Settings of the business that answers depend on. */
export interface BusinessSettings {
  readonly timezone: string;
  readonly region: string;
  readonly ownPhones: readonly string[];
}

/** Values for keys, one for each in the keys' order. */
export type BatchRead<Key, Value> = (sql: Sql, keys: readonly Key[]) => Promise<readonly Value[]>;

/** One GraphQL operation's surroundings, also of each event of a subscription. */
export interface RequestContext {
  readonly credential: Credential;
  /** Reads: a replica where one is configured. */
  readonly read: Sql;
  /** The primary, for writes and for reading what was just written. */
  readonly sql: Sql;
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  readonly business: BusinessSettings;
  /** What subscriptions follow. */
  readonly live: LinkageFeed;
  /** What this process keeps of answers, of all requests. */
  readonly answers: VersionedAnswers;
  /** The clock, so that tests can set it. */
  now(): Date;
  /** Whose data the operation has read or changed so far. */
  readonly subjects: Subjects;
  /**
   * Loads by key through one statement for all keys asked for in the same tick, once per operation.
   * `read` is its own cache key: give a named function, which returns one value per key in the keys' order.
   */
  load<Key, Value>(read: BatchRead<Key, Value>, key: Key): Promise<Value>;
}

export interface RequestSurroundings extends Omit<RequestContext, "load" | "subjects"> {
  /** Where absent, every request reads for itself. */
  readonly gather?: GatheredReads;
}

/** A context whose batches live as long as the operation. */
export function createRequestContext({ gather, ...surroundings }: RequestSurroundings): RequestContext {
  const loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  return {
    ...surroundings,
    subjects: { customers: new Set(), recordings: new Set() },
    load<Key, Value>(read: BatchRead<Key, Value>, key: Key): Promise<Value> {
      let loader = loaders.get(read) as DataLoader<Key, Value> | undefined;
      if (loader === undefined) {
        const isShared = gather !== undefined && isGathered(read);
        loader = new DataLoader<Key, Value>(async (keys) =>
          isShared ? gather(read, keys) : [...(await read(surroundings.read, keys))],
        );
        loaders.set(read, loader as DataLoader<unknown, unknown>);
      }
      return loader.load(key);
    },
  };
}
