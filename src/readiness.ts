export interface Readiness {
  readonly ok: boolean;
  /** What was looked at, e.g. `{ "database": "ok", "queue": "its workers are stuck" }`. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Null where all is well; else what is wrong, in words that tell nobody anything secret. */
export type Check = () => Promise<string | null>;

/** A balancer asks every few seconds and waits no longer than that. */
const WITHIN_MS = 2_000;

/** Looks at everything at once; what throws or takes too long is "not reachable". */
export async function checkReadiness(
  checks: Readonly<Record<string, Check>>,
  withinMs = WITHIN_MS,
): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await answerOf(check, withinMs)] as const),
  );
  return { ok: results.every(([, answer]) => answer === "ok"), checks: Object.fromEntries(results) };
}

function answerOf(check: Check, withinMs: number): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(UNREACHABLE), withinMs);
    check()
      .then(
        (fault) => resolve(fault ?? "ok"),
        () => resolve(UNREACHABLE),
      )
      .finally(() => clearTimeout(timer));
  });
}

const UNREACHABLE = "not reachable";
