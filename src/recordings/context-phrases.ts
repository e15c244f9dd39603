import type { ContextStatement } from "./ai-context-details.js";
import type { TranscriptStatus } from "./call-words.js";

/** Of a call without a summary, of which no words are there. */
export const UNTOLD: Readonly<Record<TranscriptStatus, string>> = {
  PENDING: "No transcript yet.",
  READY: "No words in its transcript.",
  UNAVAILABLE: "It has no transcript.",
  EXPIRED: "What was said is no longer kept.",
};

/** What stands behind the call that an action item cites. */
export function markInWords({ isForCancelledEvent, isForPastEvent }: ContextStatement): string {
  if (isForCancelledEvent) return "; for an event that was called off";
  return isForPastEvent ? "; for an event that is over" : "";
}

/** 0 to 1. */
export const percent = (confidence: number | null): string =>
  confidence === null ? "unknown" : `${Math.round(confidence * 100)} %`;
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
