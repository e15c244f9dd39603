import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startTestServer, type TestServer } from "../testing/test-server.js";

describe("GraphiQL", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.remove());

  const open = async (path: string, headers: Record<string, string> = { accept: "text/html,*/*;q=0.8" }) => {
    const response = await fetch(new URL(path, server.url), { headers });
    return { response, text: await response.text() };
  };
  const addressesIn = (html: string) =>
    [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? "");

  it("opens in a browser without a credential, from this server alone", async () => {
    const { response, text } = await open("/graphql?query={who}");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const addresses = addressesIn(text).filter((address) => address !== "data:,");
    expect(addresses).toHaveLength(3);
    expect(text).not.toMatch(/https?:|<script>|@import/);
    for (const address of addresses) {
      expect(address).toMatch(/^\/graphql\/assets\/[0-9a-f]{16}\/[a-z]+\.(js|css)$/);
      const asset = await open(address);
      expect(asset.response.status).toBe(200);
      expect(asset.response.headers.get("cache-control")).toContain("immutable");
    }
  });

  it("may load and ask nothing but this server, by its policy", async () => {
    const { response } = await open("/graphql");
    const policy = Object.fromEntries(
      (response.headers.get("content-security-policy") ?? "").split("; ").map((rule) => {
        const [name = "", ...sources] = rule.split(" ");
        return [name, sources];
      }),
    );
    expect(policy).toMatchObject({ "default-src": ["'none'"], "script-src": ["'self'"], "connect-src": ["'self'"] });
    expect(Object.values(policy).flat()).not.toContainEqual(expect.stringMatching(/^https?:|^\*|unsafe-eval/));
  });

  it("has no style that fetches something elsewhere", async () => {
    const { text } = await open("/graphql");
    const css = addressesIn(text).find((address) => address.endsWith(".css")) ?? "";
    expect((await open(css)).text).not.toMatch(/url\((?!["']?data:)/);
  });

  it("has the editors' workers under the names that the page asks for, and nothing under others", async () => {
    const { text } = await open("/graphql");
    const folder = (addressesIn(text).find((address) => address.endsWith("start.js")) ?? "").replace(/[^/]*$/, "");
    for (const label of ["editorWorkerService", "json", "graphql"]) {
      expect((await open(`${folder}${label}.worker.js`)).response.status).toBe(200);
    }
    expect((await open(`${folder}other.js`)).response.status).toBe(404);
    expect((await open("/graphql/assets/0000000000000000/start.js")).response.status).toBe(404);
  });

  it("leaves programs that ask the same address for JSON to authentication", async () => {
    expect((await open("/graphql?query={who}", { accept: "application/json" })).response.status).toBe(401);
    expect((await open("/graphql?query={who}", {})).response.status).toBe(401);
  });
});
