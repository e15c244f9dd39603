import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { buildAppSchema } from "../app-schema.js";
import type { AuditEntry } from "../audit-trail.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { versionedAnswers } from "../versioned-answers.js";
import { createEngine } from "./graphql-engine.js";

let server: TestServer;
let id: string;
let desk: string;
const statements: string[] = [];
const noted: AuditEntry[] = [];
let isFailing = false;

beforeAll(async () => {
  const engine = createEngine(await buildAppSchema(null), pino({ level: "silent" }), {
    audit: { note: (entry) => noted.push(entry) },
  });
  server = await startTestServer(
    { engine },
    {},
    (sql) => ({
      async query(text, values, options) {
        statements.push(text);
        if (isFailing && text.includes("FROM call_recordings")) throw new Error("The connection was lost.");
        return sql.query(text, values, options);
      },
    }),
    versionedAnswers(1_000_000),
  );
  id = await storeCustomer(server.database.sql, "Jen Alvarez", ["+19165550101"]);
  await storeCall(server.database.sql, { customerId: id, talk: "C: We are vegan.", insights: { summary: "A talk." } });
  desk = await server.bearer("read", "context");
});
afterAll(() => server.remove());
beforeEach(() => {
  statements.length = 0;
  noted.length = 0;
});

const HISTORY = `query History($id: ID!) { customer(id: $id) { name history(first: 5) { edges { cursor
  node { id callStartedAt transcriptExcerpt insights { summary } booking { title } link { status } } } } } }`;

async function ask(body: object, headers: Record<string, string> = {}) {
  const before = statements.length;
  const response = await server.post(body, { authorization: desk, ...headers });
  const { date: _, ...told } = Object.fromEntries(response.headers);
  return {
    status: response.status,
    headers: told,
    text: await response.text(),
    statements: statements.length - before,
  };
}

describe("the answer to an operation", () => {
  it("is given again, to the letter, for one statement", async () => {
    const body = { query: HISTORY, variables: { id } };
    const [first, again] = [await ask(body), await ask(body)];
    expect(JSON.parse(first.text)).toMatchObject({ data: { customer: { name: "Jen Alvarez" } } });
    expect(first.statements).toBe(2);
    expect(again).toEqual({ ...first, statements: 1 });
  });

  it("is noted as read each time", async () => {
    const body = { query: HISTORY, variables: { id } };
    for (const _ of [1, 2]) await ask(body);
    const [first, again] = noted;
    expect(noted).toHaveLength(2);
    expect(first?.subjects.recordings.size).toBe(1);
    expect({ ...again, at: null }).toEqual({ ...first, at: null });
  });

  it("is another after a write", async () => {
    const body = { query: HISTORY, variables: { id } };
    await ask(body);
    await server.database.sql.query("UPDATE bookings.customers SET name = 'Jen A.' WHERE id = $1", [id]);
    expect((await ask(body)).text).toContain("Jen A.");
    await server.database.sql.query("UPDATE bookings.customers SET name = 'Jen Alvarez' WHERE id = $1", [id]);
    expect((await ask(body)).text).toContain("Jen Alvarez");
  });

  it("is each credential's own", async () => {
    const body = { query: `query ($id: ID!) { customer(id: $id) { aiContext } }`, variables: { id } };
    expect((await ask(body)).text).toContain("vegan");
    const { text } = await ask(body, { authorization: await server.bearer("read") });
    expect(text).toContain("SCOPE_CONTEXT_MISSING");
    expect(text).not.toContain("vegan");
    expect((await ask(body, { authorization: "Bearer ct_wrong" })).status).toBe(401);
  });

  it("is in the form that is asked for, and of the operation that is named", async () => {
    const query = `query A($id: ID!) { customer(id: $id) { name history { edges { cursor } } } }
      query B($id: ID!) { customer(id: $id) { id history { edges { cursor } } } }`;
    const of = (operationName: string) => ({ query, operationName, variables: { id } });
    const accept = "application/graphql-response+json";
    for (const _ of [1, 2]) {
      expect((await ask(of("A"))).headers["content-type"]).toMatch("application/json");
      expect((await ask(of("A"), { accept })).headers["content-type"]).toMatch(accept);
      expect((await ask(of("A"))).text).toContain("name");
      expect((await ask(of("B"))).text).not.toContain("name");
    }
  });

  it("is known by its hash", async () => {
    const extensions = {
      persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(HISTORY).digest("hex") },
    };
    await ask({ query: HISTORY, extensions, variables: { id } });
    const [first, again] = [await ask({ extensions, variables: { id } }), await ask({ extensions, variables: { id } })];
    expect(again).toEqual({ ...first, statements: 1 });
    expect((await ask({ query: "{ __typename }", extensions, variables: { id } })).text).toContain("errors");
  });

  it.each([
    ["depends on the time", "query ($id: ID!) { customer(id: $id) { aiContextDetails { asOf } } }"],
    ["reads further", "query ($id: ID!) { customer(id: $id) { history { edges { node { customer { name } } } } } }"],
  ])("is worked out anew where it %s", async (_why, query) => {
    const body = { query, variables: { id } };
    const [first, again] = [await ask(body), await ask(body)];
    expect(again.statements).toBeGreaterThanOrEqual(first.statements > 1 ? 2 : 1);
  });

  it("is worked out anew where it failed", async () => {
    const body = { query: HISTORY.replace("query History", "query Failing"), variables: { id } };
    isFailing = true;
    expect((await ask(body)).text).toContain('"errors"');
    isFailing = false;
    expect((await ask(body)).text).toContain("A talk.");
  });
});
