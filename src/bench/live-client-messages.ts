/** What the process that holds the sockets is asked for, in order; each is answered by one `LiveAnswer`. */
export type LiveAsk =
  | {
      readonly ask: "open";
      readonly url: string;
      /** null: of a bare server, which is asked for nothing. */
      readonly authorization: string | null;
      readonly sockets: number;
      /** Of them, those that follow one customer each, in turn. */
      readonly filtered: number;
      readonly customerIds: readonly string[];
      readonly query: string;
      /** Cursor after which to begin, where a socket was told nothing yet. */
      readonly after: string;
    }
  /** Waits until every socket was told of everything that it should be. */
  | { readonly ask: "await"; readonly published: readonly PublishedEvent[]; readonly patienceMs: number }
  | { readonly ask: "pause" }
  | { readonly ask: "resume" }
  | { readonly ask: "close" };

export interface PublishedEvent {
  readonly position: number;
  readonly customerId: string;
  /** By the machine's monotonic clock, the same for all processes: milliseconds. */
  readonly committedAt: number;
}

export interface LiveAnswer {
  /** Sockets that are subscribed. */
  readonly open: number;
  /** Messages that did not come, came twice, or came before an earlier one. */
  readonly missing: number;
  readonly doubled: number;
  readonly disordered: number;
  /** Commit → received, of every message since the last answer. */
  readonly latencies: Float64Array;
  /** How many sockets were ended with each code and reason since the last answer, e.g. `1013 SLOW_READER`. */
  readonly endings: Readonly<Record<string, number>>;
}

/** The same in all processes of a machine: milliseconds. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
