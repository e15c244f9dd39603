import { badInput } from "./errors.js";

/** Half-open: from `from` on, before `to`; null is open. Throws BAD_INPUT (EMPTY_RANGE) where no instant is left. */
export function requireTimeRange(from: Date | null | undefined, to: Date | null | undefined): void {
  if (from == null || to == null || from < to) return;
  throw badInput(
    "filter.to",
    '"filter.to" must be later than "filter.from": it is the first instant that is left out.',
    "EMPTY_RANGE",
  );
}
