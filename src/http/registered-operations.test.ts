import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";
import { readRegisteredOperations } from "../graphql/registered-operations.js";
import { smallSchema } from "../testing/small-schema.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createEngine } from "./graphql-engine.js";

const schema = smallSchema();
const folder = (files: Record<string, string>): string => {
  const path = mkdtempSync(join(tmpdir(), "callthread-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
};
const WHO = "query Who { who }\n";
const ADD = "query Add($one: Int!) { add(one: $one, other: 1) }";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const REFUSED = { errors: [{ extensions: { code: "FORBIDDEN", reason: "OPERATION_NOT_REGISTERED" } }] };

describe("a service that accepts registered operations alone", () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    const path = folder({
      "who.graphql": WHO,
      "add.gql": ADD,
      "notes.txt": "{",
      "quiet.graphql": "subscription { quiet }",
    });
    const registered = readRegisteredOperations(path, schema);
    server = await startTestServer({ engine: createEngine(schema, pino({ level: "silent" }), { registered }) });
    authorization = await server.bearer("read");
  });
  afterAll(() => server.remove());

  const accepted: [how: string, body: object, data: object][] = [
    ["its text", { query: WHO }, { who: "key 1" }],
    ["its text as another printer lays it out", { query: "query Who{who # of us\n}" }, { who: "key 1" }],
    [
      "its SHA-256",
      { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(ADD) } }, variables: { one: 2 } },
      { add: 3 },
    ],
    ["its name", { documentId: "who" }, { who: "key 1" }],
    ["a document id as GraphQL over HTTP writes it", { documentId: `sha256:${sha256(WHO)}` }, { who: "key 1" }],
  ];
  it.each(accepted)("takes one by %s", async (_how, body, data) => {
    const response = await server.post(body, { authorization });
    expect([response.status, await response.json()]).toEqual([200, { data }]);
  });

  it("takes one by its hash in a GET", async () => {
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256(WHO) } });
    const response = await fetch(`${server.url}/graphql?extensions=${encodeURIComponent(extensions)}`, {
      headers: { authorization },
    });
    expect(await response.json()).toEqual({ data: { who: "key 1" } });
  });

  const refused: [what: string, body: object][] = [
    ["another operation", { query: "{ who }" }],
    [
      "another operation with the hash of a registered one",
      { query: "{ missing }", extensions: { persistedQuery: { sha256Hash: sha256(WHO) } } },
    ],
    ["an unknown hash", { extensions: { persistedQuery: { sha256Hash: sha256("{ who }") } } }],
    ["introspection", { query: "{ __schema { types { name } } }" }],
    ["what is no GraphQL", { query: "{" }],
    ["nothing", { variables: {} }],
  ];
  it.each(refused)("refuses %s before it is read", async (_what, body) => {
    const response = await server.post(body, { authorization });
    expect([response.status, await response.json()]).toMatchObject([403, REFUSED]);
    const get = `${server.url}/graphql?${new URLSearchParams({ query: "{ who }" })}`;
    expect((await fetch(get, { headers: { authorization } })).status).toBe(403);
  });

  it("does the same over a socket", async () => {
    const client = createClient({
      ...{ url: `${server.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization },
    });
    expect(await client.iterate({ query: WHO }).next()).toMatchObject({ value: { data: { who: "key 1" } } });
    const byHash = { query: "", extensions: { persistedQuery: { sha256Hash: sha256(WHO) } } };
    expect(await client.iterate(byHash).next()).toMatchObject({ value: { data: { who: "key 1" } } });
    const other = await client
      .iterate({ query: "subscription { count(to: 1) }" })
      .next()
      .catch((errors: unknown) => errors);
    expect(other).toMatchObject(REFUSED.errors);
    await client.dispose();
  });
});

describe("what ALLOWED_OPERATIONS names", () => {
  const manifest = (content: string) => join(folder({ "operations.json": content }), "operations.json");

  it.each([
    ["by name", { Who: WHO }, { documentId: "Who" }],
    ["by hash", { [sha256(WHO)]: WHO }, { extensions: { persistedQuery: { sha256Hash: sha256(WHO) } } }],
    [
      "as Apollo writes it",
      {
        format: "apollo-persisted-query-manifest",
        version: 1,
        operations: [{ id: "abc", name: "Who", type: "query", body: WHO }],
      },
      { documentId: "abc" },
    ],
  ])("may be a manifest %s", (_how, content, request) => {
    expect(readRegisteredOperations(manifest(JSON.stringify(content)), schema).require(request)).toBe(WHO);
  });

  it.each([
    ["does not exist", "/nowhere/operations", /cannot be read/],
    ["is no JSON", manifest("{"), /cannot be read/],
    ["is no manifest", manifest("[1]"), /no manifest of operations/],
    ["is empty", folder({}), /no operation in it/],
    [
      "does not fit the schema",
      folder({ "a.graphql": "{ nobody }", "b.graphql": "{" }),
      /a: Cannot query.*\n.*b: Syntax/,
    ],
  ])("stops the start where it %s", (_why, path, message) => {
    expect(() => readRegisteredOperations(path, schema)).toThrow(
      expect.objectContaining({
        code: "CONFIGURATION",
        field: "ALLOWED_OPERATIONS",
        message: expect.stringMatching(message),
      }),
    );
  });
});
