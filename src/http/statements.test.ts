import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import { pino } from "pino";
import { buildAppSchema } from "../app-schema.js";
import type { Sql } from "../database/sql.js";
import { operation } from "../fuzz/operations.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { createEngine } from "./graphql-engine.js";

/** Ends every text of a request; found in a statement, it would have become part of it. */
const MARK = "zq7'\"--";

let server: TestServer;
const statements = new Set<string>();
const recorded = (sql: Sql): Sql => ({
  query(text, values) {
    statements.add(text);
    return sql.query(text, values);
  },
});

beforeAll(async () => {
  const schema = await buildAppSchema(null);
  server = await startTestServer({ engine: createEngine(schema, pino({ level: "silent" })) }, {}, recorded);
});
afterAll(() => server.remove());

const marked = (value: unknown): unknown => {
  if (typeof value === "string") return /^[0-9a-f-]{36}$/.test(value) ? value : `${value.slice(0, 200)}${MARK}`;
  if (Array.isArray(value)) return value.slice(0, 5).map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, marked(inside)]));
};

it("are the same whatever a request says: no value ever becomes part of one", async () => {
  const customerId = await storeCustomer(server.database.sql, "Ann Lee", ["+12025550101"]);
  const id = await storeCall(server.database.sql, { customerId, talk: "C: Hello, it's Ann." });
  const authorization = await server.bearer("admin");
  const searches = [
    `{ searchTranscripts(query: "hello ${MARK.replaceAll('"', '\\"')}", filter: { topic: "${MARK.replaceAll('"', '\\"')}" }) { totalCount facets { kind } edges { node { id } } } }`,
    `{ customers(search: "${MARK.replaceAll('"', '\\"')}") { totalCount edges { node { id history { totalCount } } } } }`,
    `{ customer(id: "${customerId}") { aiContext(question: "hello ${MARK.replaceAll('"', '\\"')}") } }`,
  ].map((query) => ({ query, variables: {} }));
  const generated = fc.sample(operation(await buildAppSchema(null), [customerId, id]), { numRuns: 150, seed: 7 });
  for (const { query, variables } of [...searches, ...generated]) {
    await server.post({ query, variables: marked(variables) }, { authorization });
  }
  expect(statements.size).toBeGreaterThan(20);
  expect([...statements].filter((text) => text.includes("zq7"))).toEqual([]);
});
