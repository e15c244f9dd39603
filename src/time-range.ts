import { badInput } from "./errors.js";

/**
 * Half-open: from `from` on, before `to`; null is open. Throws BAD_INPUT (EMPTY_RANGE) where no instant is left, which
 * names both as fields of `within`, or as arguments where that is empty.
 */
export function requireTimeRange(
  from: Date | null | undefined,
  to: Date | null | undefined,
  within: "filter." | "" = "filter.",
): void {
  if (from == null || to == null || from < to) return;
  throw badInput(
    `${within}to`,
    `"${within}to" must be later than "${within}from": it is the first instant that is left out.`,
    "EMPTY_RANGE",
  );
}
