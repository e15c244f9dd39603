import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { persistedOperations } from "./persisted-operations.js";

let server: TestServer;
let authorization: string;
beforeAll(async () => {
  server = await startTestServer();
  authorization = await server.bearer("read");
});
afterAll(() => server.remove());

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const extensionsOf = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
interface Body {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { extensions: { code: string } }[];
}
const post = async (body: object) => {
  const response = await server.post(body, { authorization });
  return { status: response.status, body: (await response.json()) as Body };
};
const get = async (parameters: Record<string, string>) => {
  const response = await fetch(`${server.url}/graphql?${new URLSearchParams(parameters)}`, {
    headers: { authorization },
  });
  return { status: response.status, body: (await response.json()) as Body };
};
const NOT_FOUND = {
  errors: [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
};

describe("a persisted operation", () => {
  it("is asked for by its hash once it was sent with it, by POST and by GET", async () => {
    const query = "query Sum($one: Int!) { add(one: $one, other: 1) }";
    const extensions = extensionsOf(sha256(query));
    expect(await post({ extensions, variables: { one: 1 } })).toMatchObject({ status: 200, body: NOT_FOUND });
    expect((await post({ query, extensions, variables: { one: 1 } })).body).toEqual({ data: { add: 2 } });
    expect((await post({ extensions, variables: { one: 2 } })).body).toEqual({ data: { add: 3 } });
    const asked = { extensions: JSON.stringify(extensions), variables: '{"one":3}' };
    expect((await get(asked)).body).toEqual({ data: { add: 4 } });
  });

  it("is registered by GET, too", async () => {
    const query = "{ who }";
    const extensions = JSON.stringify(extensionsOf(sha256(query)));
    expect((await get({ extensions })).body).toMatchObject(NOT_FOUND);
    expect((await get({ query, extensions })).body.data?.who).toBeTruthy();
    expect((await get({ extensions })).body.data?.who).toBeTruthy();
  });

  it("is not kept where it is not valid", async () => {
    const query = "{ noSuchField }";
    const extensions = extensionsOf(sha256(query));
    expect((await post({ query, extensions })).body.errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await post({ extensions })).body).toMatchObject(NOT_FOUND);
  });

  it.each([
    ["another text's hash", extensionsOf(sha256("{ other }")), "HASH_MISMATCH"],
    ["no hash", { persistedQuery: { version: 1 } }, "INVALID_PERSISTED_QUERY"],
    ["a hash that is none", extensionsOf("../etc/passwd"), "INVALID_PERSISTED_QUERY"],
    ["another version", { persistedQuery: { version: 2, sha256Hash: sha256("{ who }") } }, "INVALID_PERSISTED_QUERY"],
    ["a word", { persistedQuery: "yes" }, "INVALID_PERSISTED_QUERY"],
  ])("is refused with %s", async (_case, extensions, reason) => {
    const refused = { errors: [{ extensions: { code: "BAD_INPUT", reason } }] };
    expect((await post({ query: "{ who }", extensions })).body).toMatchObject(refused);
    expect((await get({ query: "{ who }", extensions: JSON.stringify(extensions) })).body).toMatchObject(refused);
  });

  it("does not let a mutation in by GET", async () => {
    const query = "mutation { touch }";
    await post({ query, extensions: extensionsOf(sha256(query)) });
    const { body } = await get({ extensions: JSON.stringify(extensionsOf(sha256(query))) });
    expect(body.data).toBeUndefined();
  });

  it("is forgotten when others need the room, and never kept when it is huge", async () => {
    const kept = persistedOperations();
    for (let i = 0; i < 100; i++) await kept.set(`hash ${i}`, "x".repeat(30_000));
    await kept.set("huge", "x".repeat(60_000));
    expect(await kept.get("hash 0")).toBeUndefined();
    expect(await kept.get("hash 99")).toHaveLength(30_000);
    expect(await kept.get("huge")).toBeUndefined();
  });
});
