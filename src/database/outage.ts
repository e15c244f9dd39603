import { isOutdatedPlan } from "./prepared-statements.js";

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, operator intervention,
 * insufficient resources (a full disk, too many connections) but for the limits of one statement; and Node's codes of
 * broken connections.
 */
const CODES = /^(08...|57P0[1-5]|53[0-3]00|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
/** pg and TypeORM have no code for a connection that ends under a statement. */
const MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query runner already released)/;

/**
 * Whether the transaction was ended because another one was in its way (a deadlock, a write in between, a migration that
 * changed what a prepared statement returns), so that the same again at once may succeed.
 */
export const isLostRace = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  (/^(40001|40P01)$/.test(String(error.code)) || isOutdatedPlan(error));

/** Whether the database is away for a while, so that the same again may succeed later: no fault of what was asked. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return CODES.test(String(code)) || MESSAGES.test(String(message));
}
