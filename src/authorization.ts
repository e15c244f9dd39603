import { AppError } from "./errors.js";
import type { RequestContext, Scope } from "./request-context.js";

/**
 * Refuses whoever lacks `scope`; `admin` includes all. Root fields say `@Authorized(scope)`; edges call this themselves,
 * so that a mutation's answer is no way around a scope. Throws UNAUTHENTICATED or FORBIDDEN.
 */
export function requireScope(context: Pick<RequestContext, "credential">, scope: Scope): void {
  const credential: RequestContext["credential"] | undefined = context.credential;
  if (credential === undefined) {
    throw new AppError("UNAUTHENTICATED", "This needs a credential: send Authorization: Bearer KEY_OR_JWT.");
  }
  if (credential.scopes.includes(scope) || credential.scopes.includes("admin")) return;
  throw new AppError("FORBIDDEN", `This needs a credential with the scope "${scope}".`, {
    field: "authorization",
    reason: `SCOPE_${scope.toUpperCase()}_MISSING`,
  });
}
