import { AppError } from "../errors.js";

/** Beyond any operation that the limit of depth lets through, and far below what a parser's recursion can bear. */
const DEEPEST = 200;
/** Strings and comments as they are skipped; brackets. */
const PARTS = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[[{(]|[\]})]/g;

/**
 * Refuses a text whose brackets stand too deep in each other, before it is parsed: parsing and validating recurse.
 * Throws LIMIT_EXCEEDED (TOO_DEEP).
 */
export function refuseDeepNesting(source: string): void {
  let depth = 0;
  for (const [part] of source.matchAll(PARTS)) {
    if (part === "{" || part === "[" || part === "(") depth += 1;
    else if (part === "}" || part === "]" || part === ")") depth -= 1;
    if (depth > DEEPEST) {
      throw new AppError(
        "LIMIT_EXCEEDED",
        `The document's brackets stand more than ${DEEPEST} deep in each other. Ask for inner objects in a request of their own, and send lists as variables.`,
        { field: "query", reason: "TOO_DEEP" },
      );
    }
  }
}
