import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";

/** One observation about a call and a booking. Its weight is learned; its words are for people. */
export interface Signal {
  readonly name: string;
  /** How far it holds, 0 to 1; of `withSounds` a log of odds. */
  readonly value: number;
  readonly detail: string;
  readonly mention: Mention | null;
  /** Set where the signal weighs differently by what the call is for; see `weigh`. */
  readonly mode?: Exclude<Mode, "making">;
  /** Set where what fits is so of all the customer's bookings, or of most of anybody's: it tells little. */
  readonly shared?: true;
}

export const plain = (name: string, detail: string, value = 1): Signal => ({ name, value, detail, mention: null });

/**
 * What is said and not said weighs differently by what the call is for: who makes a booking says its date, time and
 * number; who asks after one says what tells it apart; who changes one also says what it is not.
 */
export const inMode = (signal: Signal, mode: Mode): Signal => (mode === "making" ? signal : { ...signal, mode });
