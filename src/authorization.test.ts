import { expect, it } from "@jest/globals";
import { requireScope } from "./authorization.js";
import type { RequestContext, Scope } from "./request-context.js";

const holding = (...scopes: Scope[]) => ({ credential: { id: "k", name: "Desk", scopes } });

it.each<[Scope[], Scope, boolean]>([
  [["read"], "read", true],
  [["context", "read"], "read", true],
  [["admin"], "write", true],
  [["admin"], "admin", true],
  [[], "read", false],
  [["read", "write", "link", "context"], "admin", false],
  [["write"], "read", false],
])("a credential with %j and the scope %s: %s", (scopes, needed, isLetIn) => {
  const ask = () => requireScope(holding(...scopes), needed);
  if (isLetIn) expect(ask).not.toThrow();
  else
    expect(ask).toThrow(
      expect.objectContaining({ code: "FORBIDDEN", message: expect.stringContaining(`"${needed}"`) }),
    );
});

it("asks for a credential where there is none", () => {
  expect(() => requireScope({} as RequestContext, "read")).toThrow(
    expect.objectContaining({ code: "UNAUTHENTICATED" }),
  );
});
