/** What no answer may show: code, statements, the database's own words, files, failures of the language. */
const LEAKS: readonly RegExp[] = [
  /\bat [\w.<> ]*\(?[^\s"]*\.(js|ts|mjs):\d+/,
  /node_modules|\/src\/|\/dist\/|node:internal/,
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+[\w"*(]/,
  /relation \\?"|violates|invalid input syntax|out of range for type|invalid byte sequence|unsupported Unicode|pg_|pgboss/,
  /QueryFailedError|TypeError|RangeError|ReferenceError|is not a function|Cannot read propert|is not iterable|Maximum call stack/,
  /ECONNREFUSED|ECONNRESET|postgres(ql)?:\/\//,
];

/** Of GraphQL, and of a tool; JSON-RPC's -32603 is what the protocol's library answers to wrong `initialize` messages, too. */
const INTERNAL = /"INTERNAL_SERVER_ERROR[":]/;

/** What is wrong with an answer, or null. */
export function problemOf(status: number, body: string): string | null {
  if (status >= 500) return `status ${status}`;
  if (INTERNAL.test(body)) return "an internal error";
  const leak = LEAKS.find((pattern) => pattern.test(body));
  return leak === undefined ? null : `a leak: ${leak.source.slice(0, 40)}`;
}

/** `200`, or `200 LIMIT_EXCEEDED` where the answer has errors. */
export function kindOf(status: number, body: string): string {
  const codes = new Set([...body.matchAll(/"extensions":\{"code":"(\w+)"/g)].map(([, code]) => code));
  return [status, ...[...codes].sort()].join(" ");
}
