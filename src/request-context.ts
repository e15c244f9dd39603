import DataLoader from "dataloader";
import { type AnswerBasis, createBasis, type WatchedBasis } from "./answer-basis.js";
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
  /** The same for what looks at hundreds of calls: few connections, so that it waits for its like and nobody else does. */
  readonly heavyRead: Sql;
  /** The primary, for writes and for reading what was just written. */
  readonly sql: Sql;
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  readonly business: BusinessSettings;
  /** What subscriptions follow. */
  readonly live: LinkageFeed;
  /** What this process keeps of answers, of all requests. */
  readonly answers: VersionedAnswers;
  /** What the operation's answer rests on so far. */
  readonly basis: AnswerBasis;
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

export interface RequestSurroundings extends Omit<RequestContext, "load" | "subjects" | "basis"> {
  /** Where absent, every request reads for itself. */
  readonly gather?: GatheredReads;
}

/** A context whose batches live as long as the operation. */
export const createRequestContext = (surroundings: RequestSurroundings): RequestContext =>
  new OperationContext(surroundings);

/**
 * Whatever is read but by a versioned read, and the time, opens the answer's basis, so that no answer is kept by accident.
 * `read`, `heavyRead` and `sql` are the class's and not the object's, since Apollo copies contexts and would open every one.
 */
class OperationContext implements RequestContext {
  readonly credential: Credential;
  readonly business: BusinessSettings;
  readonly live: LinkageFeed;
  readonly answers: VersionedAnswers;
  readonly subjects: Subjects = { customers: new Set(), recordings: new Set() };
  readonly basis: WatchedBasis;
  readonly surroundings: RequestSurroundings;
  readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();

  constructor(surroundings: RequestSurroundings) {
    this.surroundings = surroundings;
    this.credential = surroundings.credential;
    this.business = surroundings.business;
    this.live = surroundings.live;
    this.answers = surroundings.answers;
    this.basis = createBasis(surroundings.now);
  }

  get read(): Sql {
    this.basis.open();
    return this.surroundings.read;
  }

  get heavyRead(): Sql {
    this.basis.open();
    return this.surroundings.heavyRead;
  }

  get sql(): Sql {
    this.basis.open();
    return this.surroundings.sql;
  }

  readonly transaction = <T>(work: (tx: Sql) => Promise<T>): Promise<T> => {
    this.basis.open();
    return this.surroundings.transaction(work);
  };

  readonly now = (): Date => {
    this.basis.open();
    return this.surroundings.now();
  };

  readonly load = <Key, Value>(read: BatchRead<Key, Value>, key: Key): Promise<Value> => {
    let loader = this.loaders.get(read) as DataLoader<Key, Value> | undefined;
    if (loader === undefined) {
      const { gather, read: sql } = this.surroundings;
      loader = new DataLoader<Key, Value>(async (keys) =>
        gather !== undefined && isGathered(read) ? gather(read, keys) : [...(await read(sql, keys))],
      );
      this.loaders.set(read, loader as DataLoader<unknown, unknown>);
    }
    return this.basis.noteRead(read, key, loader.load(key));
  };
}
