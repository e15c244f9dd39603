import { GraphQLError } from "graphql";
import type { Sql } from "../database/sql.js";
import { AppError } from "../errors.js";
import type { Execute } from "./executor.js";

const tooSlow = (ms: number): AppError =>
  new AppError(
    "UNAVAILABLE",
    `This took longer than ${ms / 1_000} s and was given up; ask for less, or try again later. A mutation may have been done all the same: the same input again changes nothing more.`,
    { reason: "REQUEST_TOO_SLOW" },
  );

/** Answers within `ms`, however long the operation goes on behind. */
export function withinTime(execute: Execute, ms: number): Execute {
  return (args) => {
    const result = execute(args);
    if (!(result instanceof Promise)) return result;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const error = tooSlow(ms);
        resolve({ errors: [new GraphQLError(error.message, { originalError: error })] });
      }, ms);
      result.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  };
}

/** Refuses statements once `ms` are over, so that an operation that was given up asks for no more. */
export function untilDeadline(sql: Sql, ms: number): Sql {
  const endsAt = performance.now() + ms;
  return {
    query(text, values, options) {
      return performance.now() > endsAt ? Promise.reject(tooSlow(ms)) : sql.query(text, values, options);
    },
  };
}
