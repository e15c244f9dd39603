import { isLostRace, isOutage } from "../database/outage.js";
import { AppError } from "../errors.js";

const CANCELLED = "57014";
/** A text with U+0000, which PostgreSQL cannot hold, as text or in JSON. */
const UNSTORABLE = /^(22021|22P05)$/;
/** An instant of a year that PostgreSQL does not read: there is no year 0 for it, and JavaScript writes 10000 its own way. */
const UNSTORABLE_INSTANT = /^2200[789]$/;
const STORED_TWICE = "23505";

/** What a failure of the database means to a caller; null for anything else, which is a mistake of ours. */
export function asDatabaseFailure(cause: unknown): AppError | null {
  if (typeof cause !== "object" || cause === null) return null;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (isOutage(cause)) {
    return new AppError("UNAVAILABLE", "The database cannot be reached at the moment; try again.", {
      reason: "DATABASE_UNREACHABLE",
      cause,
    });
  }
  if (code === CANCELLED) {
    return new AppError("UNAVAILABLE", "The database took too long; ask for less, or try again later.", {
      reason: "DATABASE_TOO_SLOW",
      cause,
    });
  }
  if (UNSTORABLE.test(code)) {
    return new AppError("BAD_INPUT", "A text holds U+0000, which cannot be stored or searched for; leave it out.", {
      reason: "UNSTORABLE_TEXT",
      cause,
    });
  }
  if (UNSTORABLE_INSTANT.test(code)) {
    return new AppError("BAD_INPUT", "An instant lies outside of the years 1 to 9999 (UTC); give one within them.", {
      reason: "UNSTORABLE_INSTANT",
      cause,
    });
  }
  if (code === STORED_TWICE || isLostRace(cause)) {
    return new AppError("CONFLICT", "Somebody else stored the same at the same time; try again.", {
      reason: "CONCURRENT_WRITE",
      cause,
    });
  }
  return null;
}
