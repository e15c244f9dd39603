import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { startTestServer, type TestServer } from "../testing/test-server.js";

describe("the audits of GraphQL over HTTP", () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    server = await startTestServer();
    authorization = await server.bearer("read");
  });
  afterAll(() => server.remove());

  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, authorization } }),
  });

  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))("%s %s", async (_id, _name, fn) => {
    const result = await fn();
    expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
  });
});
