/** A linkage event as the outbox has it; `position` grows in the order in which subscribers are told. */
export interface FeedEvent {
  readonly position: number;
  readonly type: "LINKED" | "RELINKED" | "UNLINKED" | "SENT_TO_REVIEW" | "UNMATCHED" | "ERASED";
  readonly occurredAt: Date;
  /** null for the erasure of a customer. */
  readonly recordingId: string | null;
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly bookingConfidence: number | null;
  /** Of the work that made it; null where no trace was made. */
  readonly trace: string | null;
  readonly previous: {
    readonly status: string;
    readonly customerId: string | null;
    readonly bookingId: string | null;
  } | null;
}

/** The outbox as one process's subscribers read it: each from a position of its own, as fast as it can. */
export interface LinkageFeed {
  /** Position of the newest event this process knows. */
  head(): number;
  /** The last position that is gone because of its age, 0 where none is; as it was a second ago at most. */
  goneUpto(): Promise<number>;
  /** Events after `position`, in order; empty where there is none yet. */
  readAfter(position: number): Promise<readonly FeedEvent[]>;
  /** Calls `wake` once when there may be events after `position`; returns what forgets it. */
  wakeAfter(position: number, wake: () => void): () => void;
}
