import { rate } from "./rate.js";

/** What was said a call was for, and what is right; of several each is as good. */
export interface IntentAnswer {
  readonly said: string | null;
  readonly right: readonly string[];
}

/** Rates are from 0 to 1, or null where nothing could be counted. */
export interface IntentScore {
  readonly cases: number;
  /** Of all calls, the share of which anything but "other" was said. */
  readonly coverage: number | null;
  /** Of those, the share that is right. */
  readonly precision: number | null;
  /** Of all calls, the share that is right. */
  readonly accuracy: number | null;
}

/** A complaint is feedback, too. */
export function scoreIntents(answers: readonly IntentAnswer[]): IntentScore {
  const told = answers.filter(({ said }) => said !== null && said !== "other");
  const right = told.filter(({ said, right }) => right.includes(said === "complaint" ? "feedback" : (said ?? "")));
  return {
    cases: answers.length,
    coverage: rate(told.length, answers.length),
    precision: rate(right.length, told.length),
    accuracy: rate(right.length, answers.length),
  };
}
