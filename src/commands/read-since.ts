import { badInput } from "../errors.js";
import { readInstant } from "../import/read-instant.js";

/** `--since`: an instant with its zone, or a day in UTC; null where it was not given. Throws BAD_INPUT. */
export function readSince(given: unknown): Date | null {
  if (typeof given !== "string") return null;
  const since = readInstant(/^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T00:00Z` : given, null);
  if (since instanceof Date) return since;
  throw badInput("since", `--since ${since.message}.`, since.reason);
}
