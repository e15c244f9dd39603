import { describe, expect, it } from "@jest/globals";
import { checkReadiness } from "./readiness.js";

describe("readiness", () => {
  it("is what all checks say, those that throw or hang included", async () => {
    const readiness = await checkReadiness(
      {
        well: async () => null,
        ill: async () => "its workers are stuck",
        gone: async () => Promise.reject(new Error("connect ECONNREFUSED 127.0.0.1:5432")),
        frozen: () => new Promise(() => undefined),
      },
      20,
    );
    expect(readiness).toEqual({
      ok: false,
      checks: { well: "ok", ill: "its workers are stuck", gone: "not reachable", frozen: "not reachable" },
    });
    expect(await checkReadiness({ well: async () => null })).toEqual({ ok: true, checks: { well: "ok" } });
  });
});
