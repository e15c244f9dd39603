/** What a log may tell of a failure: where it came from, never its message, which may quote what callers said. */
export function traceOf(error: unknown): { failure: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { failure: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return { failure: error.name, ...code, stack: frames.slice(0, 10).join("\n") };
}
