import { AppError } from "../errors.js";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's codes of broken connections. */
const UNREACHABLE = /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
const CANCELLED = "57014";
const COLLISION = /^(23505|40001|40P01)$/;
/** pg has no code for a connection that ends under a statement. */
const CONNECTION_ENDED =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What a failure of the database means to a caller; null for anything else, which is a mistake of ours. */
export function asDatabaseFailure(cause: unknown): AppError | null {
  if (!(cause instanceof Error)) return null;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (UNREACHABLE.test(code) || CONNECTION_ENDED.test(cause.message)) {
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
  if (COLLISION.test(code)) {
    return new AppError("CONFLICT", "Somebody else stored the same at the same time; try again.", {
      reason: "CONCURRENT_WRITE",
      cause,
    });
  }
  return null;
}
