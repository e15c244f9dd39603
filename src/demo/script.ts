import type { DemoInsights, DemoScenario } from "./business.js";
import type { CallFacts } from "./call-facts.js";

/** What is different about the booking once the call is over. */
export type Change = "guests-up" | "guests-down" | "earlier" | "later" | "date" | "venue" | "extra" | "package";

/**
 * A hand-written dialogue. `talk` has a turn a line: "C:" the caller or called party, "A:" the business; "C*:" marks
 * a line that RingCentral would lift out as a highlight.
 */
export interface Script {
  readonly id: string;
  readonly kind: DemoScenario;
  readonly direction?: "OUTBOUND" | "INTERNAL";
  readonly change?: Change;
  /** Nobody says whose booking it is, not even where several people share the number: a case for a person. */
  readonly nameless?: true;
  /** Where only private people, or only offices, would talk like this. */
  readonly host?: "home" | "office";
  /** Hours from the call to the start of the event, for calls on the day. */
  readonly hours?: readonly [number, number];
  /** Days from the call to the event, both ends included; negative for events that are over. Without it any day ahead. */
  readonly days?: readonly [number, number];
  /** What else must be true for the words to fit. */
  readonly fits?: (f: CallFacts) => boolean;
  readonly talk: (f: CallFacts) => string;
  readonly summary: (f: CallFacts) => string;
  readonly nextSteps?: (f: CallFacts) => readonly string[];
  readonly sentiment?: DemoInsights["sentiment"];
}
