import type { RequestRefused } from "./failures.js";
import type { Subscription } from "./subscription.js";

/** Something about the subscription that only the operator can mend. */
export interface SubscriptionProblem {
  readonly code: "FILTER_DISABLED" | "CREATION_REFUSED" | "UNKNOWN_STATUS";
  /** One sentence with what to do. */
  readonly detail: string;
}

/** What is wrong with a subscription although RingCentral answered with success. */
export function problemsOf({ status, disabledFilters }: Subscription): SubscriptionProblem[] {
  const problems = disabledFilters.map(({ filter, reason }): SubscriptionProblem => {
    const path = filter.split("?")[0] ?? filter;
    const why = reason ?? "no reason given";
    return {
      code: "FILTER_DISABLED",
      detail: `RingCentral sends no events of ${path} (${why}): grant the permission to the app and to its user's role.`,
    };
  });
  if (status === "OTHER") {
    const detail =
      "RingCentral shows the webhook subscription neither as Active nor as Blacklisted: look at its console.";
    problems.push({ code: "UNKNOWN_STATUS", detail });
  }
  return problems;
}

/** What to do about a refused subscription, by RingCentral's code. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ["SUB-505", "the user has 30 subscriptions already: delete some that nobody needs"],
  ["SUB-508", "it does not know the event filters: check that the app has the RingSense scope"],
  ["SUB-521", "it cannot reach the webhook: check PUBLIC_URL from outside"],
  ["SUB-524", "it does not trust the webhook's certificate: install the whole chain, with TLS 1.2 or newer"],
  ["SUB-525", "the webhook's answer is wrong or too long: check what stands between RingCentral and this service"],
]);

export function creationRefused({ status, errorCodes }: RequestRefused): SubscriptionProblem {
  const code = errorCodes.find((one) => ADVICE.has(one)) ?? errorCodes[0] ?? String(status);
  const advice = ADVICE.get(code) ?? "check PUBLIC_URL and the app's permissions";
  return { code: "CREATION_REFUSED", detail: `RingCentral refused the webhook subscription (${code}): ${advice}.` };
}
