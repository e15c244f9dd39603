import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { buildAppSchema } from "../app-schema.js";
import type { Scope } from "../request-context.js";
import { insertCall, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";

const NOBODY = "00000000-0000-4000-8000-000000000000";

let database: TestDatabase;
let graphql: TestGraphql;
let jen = "";
beforeAll(async () => {
  database = await createTestDatabase();
  graphql = await startTestGraphql(await buildAppSchema(null), database);
  jen = await insertCustomer(database.sql, "Jen Alvarez", "+19165550101");
});
afterAll(async () => {
  await graphql.stop();
  await database.drop();
});

/** `code reason field` of each error. */
const codesOf = async (query: string, variables: Record<string, unknown> = {}, scopes?: readonly Scope[]) =>
  ((await graphql.ask(query, variables, scopes)).errors ?? []).map(({ extensions }) =>
    [extensions?.code, extensions?.reason, extensions?.field].filter((part) => part !== undefined).join(" "),
  );

describe("upserts", () => {
  it("store customers and then their bookings", async () => {
    const { data, errors } = await graphql.ask(
      `mutation ($customers: [CustomerInput!]!, $bookings: [BookingInput!]!) {
         upsertCustomers(input: $customers) { created updated unchanged ids }
         upsertBookings(input: $bookings) { created updated unchanged }
       }`,
      {
        customers: [{ externalId: "C-1", name: "Ann", phones: ["(916) 555-0111"] }],
        bookings: [
          { customerExternalId: "C-1", eventDate: "2026-12-05T18:00:00-08:00", guestCount: 12, status: "CONFIRMED" },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ upsertCustomers: { created: 1 }, upsertBookings: { created: 1 } });
    const stored = await graphql.ask(
      `{ customerByPhone(phone: "9165550111") { name bookings { edges { node { eventDate guestCount status } } } } }`,
    );
    expect(stored.data.customerByPhone).toEqual([
      {
        name: "Ann",
        bookings: { edges: [{ node: { eventDate: "2026-12-06T02:00:00.000Z", guestCount: 12, status: "CONFIRMED" } }] },
      },
    ]);
  });

  it("name every item that is wrong, and store none", async () => {
    const { errors } = await graphql.ask(
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { created } }",
      {
        input: [
          { name: "Fine", phones: ["9165550121"] },
          { name: "", phones: ["Anonymous"] },
        ],
      },
    );
    expect(errors?.[0]?.extensions).toEqual({
      code: "BAD_INPUT",
      field: "input[1].name",
      reason: "TOO_SMALL",
      problems: [
        { index: 1, path: "name", reason: "TOO_SMALL", message: expect.any(String) },
        { index: 1, path: "phones", reason: "NO_USABLE_PHONE", message: expect.any(String) },
        { index: 1, path: "phones[0]", reason: "NOT_A_PHONE", message: expect.any(String) },
      ],
    });
    expect(await codesOf('{ customerByPhone(phone: "9165550121") { id } }')).toEqual([]);
  });
});

describe("decisions", () => {
  it("are held from the very instant that they tell, and told alike with the call and in its history", async () => {
    const call = await insertCall(database.sql, { phone: "+19165550101", startedAt: "2026-05-01T18:00:00Z" });
    for (const customerId of [jen, await insertCustomer(database.sql, "Lee Ong", "+19165550102")]) {
      const link = "decidedAt linkedAt history { id action decidedAt }";
      const { data } = await graphql.ask(
        `mutation ($id: ID!, $customerId: ID) { linkRecording(id: $id, customerId: $customerId) { link { ${link} } } }`,
        { id: call, customerId },
        ["link", "read"],
      );
      const { decidedAt, history } = data.linkRecording.link;
      expect(history[0]).toMatchObject({ action: "LINKED", decidedAt });
      const then = await graphql.ask(
        "query ($id: ID!, $at: DateTime!) { callRecording(id: $id) { linkAsOf(at: $at) { id } } }",
        { id: call, at: decidedAt },
      );
      expect(then.data.callRecording.linkAsOf).toEqual({ id: history[0].id });
    }
  });
});

describe("refusals", () => {
  it.each<[string, string]>([
    ['{ customer(id: "42") { id } }', "BAD_INPUT INVALID_ID id"],
    ['{ booking(id: "x") { id } }', "BAD_INPUT INVALID_ID id"],
    ['{ callRecording(id: "\u0000") { id } }', "BAD_INPUT INVALID_ID id"],
    ['{ customerByPhone(phone: "") { id } }', "BAD_INPUT NOT_A_PHONE phone"],
    ['{ customerByPhone(phone: "anonymous") { id } }', "BAD_INPUT NOT_A_PHONE phone"],
    ["{ customers(first: 100000) { totalCount } }", "BAD_INPUT INVALID_PAGE_SIZE first"],
    ["{ customers(first: 0) { totalCount } }", "BAD_INPUT INVALID_PAGE_SIZE first"],
    ["{ reviewQueue(first: -1) { totalCount } }", "BAD_INPUT INVALID_PAGE_SIZE first"],
    ['{ customers(after: "nonsense") { totalCount } }', "BAD_INPUT INVALID_CURSOR after"],
    ['{ reviewQueue(after: "WyJhIiwiYiJd") { totalCount } }', "BAD_INPUT INVALID_CURSOR after"],
    [`{ customers(search: "${"x".repeat(201)}") { totalCount } }`, "BAD_INPUT TOO_LONG search"],
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["{ customers(first: 9999999999) { totalCount } }", "GRAPHQL_VALIDATION_FAILED first"],
    ["{ customers(last: 5) { totalCount } }", "GRAPHQL_VALIDATION_FAILED last"],
    ["{ customer { id } }", "GRAPHQL_VALIDATION_FAILED id"],
    ["{ reviewQueue(first: 5, reason: BOREDOM) { totalCount } }", "GRAPHQL_VALIDATION_FAILED reason"],
    [
      'query ($n: Int = 5) { searchTranscripts(query: "a", filter: { to: "2026-01-01T00:00:00Z", sentiment: [POSITIVE, JOLLY] }, first: $n) { totalCount } }',
      "GRAPHQL_VALIDATION_FAILED filter.sentiment",
    ],
    ["{ __typename @skip(if: 5) }", "GRAPHQL_VALIDATION_FAILED if"],
    ["{ customers(", "GRAPHQL_PARSE_FAILED"],
    ["query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"],
  ])("%s: %s", async (query, code) => {
    expect(await codesOf(query)).toEqual([code]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["query ($id: ID!) { customer(id: $id) { id } }", {}, "BAD_USER_INPUT id"],
    ["query ($id: ID!) { customer(id: $id) { id } }", { id: { a: 1 } }, "BAD_USER_INPUT id"],
    ["query ($n: Int) { customers(first: $n) { totalCount } }", { n: "ten" }, "BAD_USER_INPUT n"],
    ["query ($n: Int) { customers(first: $n) { totalCount } }", { n: 1000 }, "BAD_INPUT INVALID_PAGE_SIZE first"],
    [
      "mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { created } }",
      { input: [{ eventDate: "next Friday" }] },
      "BAD_USER_INPUT input[0].eventDate",
    ],
    [
      "mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { created } }",
      { input: [{ customerId: NOBODY, eventDate: "2026-12-05T18:00:00Z" }] },
      "BAD_INPUT UNKNOWN_CUSTOMER input[0].customerId",
    ],
    [
      'query ($filter: TranscriptFilter) { searchTranscripts(query: "party", filter: $filter) { totalCount } }',
      { filter: { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" } },
      "BAD_INPUT EMPTY_RANGE filter.to",
    ],
    [
      "mutation ($phone: String!) { setPhoneClass(phone: $phone, class: SHARED) { phone } }",
      { phone: "1".repeat(18) },
      "BAD_INPUT NOT_A_PHONE phone",
    ],
  ])("%s with %j: %s", async (query, variables, code) => {
    expect(await codesOf(query, variables)).toEqual([code]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["callStartedAt", { callStartedAt: "0000-01-01T00:00:00Z" }, "TOO_SMALL", "between the years 1900 and 2200"],
    ["callStartedAt", { callStartedAt: "9999-12-31T23:59:59-14:00" }, "TOO_LONG", "between the years 1900 and 2200"],
    ["externalId", { externalId: "cut \ud83d" }, "INVALID_VALUE", "takes no"],
    ["segments[0].startSeconds", { segments: [{ text: "Hi", startSeconds: 1e300 }] }, "TOO_LONG", "at most 86400"],
    ["insights.summary", { insights: { summary: 5 } }, "INVALID_VALUE", "takes text"],
    ["insights.bullets", { insights: { bullets: "one" } }, "INVALID_VALUE", "takes a list"],
    ["insights.score", { insights: { score: "good" } }, "INVALID_VALUE", "takes a number"],
  ])("an ingested call whose %s is %j: %s", async (path, given, reason, words) => {
    const call = { externalId: "odd", callStartedAt: "2026-05-01T18:00:00Z", direction: "INBOUND", ...given };
    const { errors } = await graphql.ask(
      "mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { created } }",
      { input: [call] },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_INPUT", field: `input[0].${path}`, reason });
    expect(errors?.[0]?.message).toContain(words);
  });

  it("takes the smallest of seconds for none", async () => {
    const segments = [{ text: "I am allergic to peanuts.", speaker: "CUSTOMER", startSeconds: 1e-300 }];
    const call = { externalId: "swift", callStartedAt: "2026-05-01T18:00:00Z", direction: "INBOUND", segments };
    expect(
      await codesOf("mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { created } }", {
        input: [call],
      }),
    ).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "{ reviewQueue(reason: BOREDOM) { totalCount } }",
      {},
      '"reason": This value does not exist in "ReviewReason" enum. It takes one of SHARED_NUMBER, UNKNOWN_CALLER, AMBIGUOUS_BOOKING, WEAK_BOOKING, NAME_MISMATCH.',
    ],
    [
      "query ($id: ID!) { customer(id: $id) { id } }",
      { id: { name: "Jane Doe" } },
      'Variable "$id" got a wrong value; ID cannot represent this value. It takes an id as text.',
    ],
    [
      "query ($at: DateTime) { auditLog(from: $at) { totalCount } }",
      { at: { name: "Jane Doe" } },
      'Variable "$at" got a wrong value; DateTime cannot represent this value. It takes an instant with its zone, such as 2026-05-01T18:30:00-07:00.',
    ],
    [
      "{ auditLog(from: 20260501) { totalCount } }",
      {},
      '"from": DateTime cannot represent this value. It takes an instant with its zone, such as 2026-05-01T18:30:00-07:00.',
    ],
    [
      '{ customers(first: "ten") { totalCount } }',
      {},
      '"first": Int cannot represent non-integer value. It takes a whole number.',
    ],
    [
      "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { created } }",
      { input: [{ name: "Jane Doe" }] },
      'Variable "$input" got a wrong value at "input[0]"; Field "phones" of required type "[String!]!" was not provided.',
    ],
  ])("%s with %j is told: %s", async (query, variables, message) => {
    expect((await graphql.ask(query, variables)).errors?.map((error) => error.message)).toEqual([message]);
  });

  it("name the arguments of a range, or the fields of a filter", async () => {
    const query = "query ($at: DateTime) { auditLog(from: $at, to: $at) { totalCount } }";
    expect(await codesOf(query, { at: "2026-01-02T00:00:00Z" }, ["admin"])).toEqual(["BAD_INPUT EMPTY_RANGE to"]);
  });

  it("want a range of a relink to hold an instant", async () => {
    const query = "mutation ($filter: RelinkFilter!) { relinkRecordings(filter: $filter) { queued } }";
    const at = "2026-01-02T00:00:00Z";
    expect(await codesOf(query, { filter: { from: at, to: at } }, ["link"])).toEqual([
      "BAD_INPUT EMPTY_RANGE filter.to",
    ]);
  });

  it.each<[string, string]>([
    ["history(first: 101) { totalCount }", "BAD_INPUT INVALID_PAGE_SIZE first"],
    ['history(after: "x") { totalCount }', "BAD_INPUT INVALID_CURSOR after"],
    ['history(filter: { bookingId: "7" }) { totalCount }', "BAD_INPUT INVALID_ID filter.bookingId"],
    [
      'history(filter: { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }) { totalCount }',
      "BAD_INPUT EMPTY_RANGE filter.to",
    ],
    ['history(filter: { from: "yesterday" }) { totalCount }', "GRAPHQL_VALIDATION_FAILED filter.from"],
    ['history(filter: { from: "9999-12-31T23:59:59-14:00" }) { totalCount }', "BAD_INPUT UNSTORABLE_INSTANT"],
    ["bookings(first: 0) { totalCount }", "BAD_INPUT INVALID_PAGE_SIZE first"],
  ])("customer { %s }: %s", async (field, code) => {
    expect(await codesOf(`{ customer(id: "${jen}") { ${field} } }`)).toEqual([code]);
  });

  it("bound the length of an excerpt", async () => {
    await database.sql.query(
      `INSERT INTO call_recordings (external_id, direction, call_started_at, facts_source, link_status, review_reason, decided_at)
       VALUES ('r1', 'INBOUND', now(), 'ingest', 'NEEDS_REVIEW', 'UNKNOWN_CALLER', now())`,
    );
    const query = (length: number) => `{ reviewQueue { edges { node { transcriptExcerpt(length: ${length}) } } } }`;
    expect(await codesOf(query(2000))).toEqual([]);
    expect(await codesOf(query(0))).toEqual(["BAD_INPUT OUT_OF_RANGE length"]);
    expect(await codesOf(query(2001))).toEqual(["BAD_INPUT OUT_OF_RANGE length"]);
  });

  it.each<[string, readonly Scope[], string[]]>([
    ["{ customers { totalCount } }", ["read"], []],
    ["{ customers { totalCount } }", ["admin"], []],
    ["{ customers { totalCount } }", ["write", "link", "context"], ["FORBIDDEN SCOPE_READ_MISSING authorization"]],
    ["{ reviewQueue { totalCount } }", [], ["FORBIDDEN SCOPE_READ_MISSING authorization"]],
    ["mutation { upsertCustomers(input: []) { created } }", ["read"], ["FORBIDDEN SCOPE_WRITE_MISSING authorization"]],
    ["mutation { upsertCustomers(input: []) { created } }", ["write"], []],
  ])("%s with %j: %j", async (query, scopes, codes) => {
    expect(await codesOf(query, {}, scopes)).toEqual(codes);
  });
});

describe("limits", () => {
  const deep = (levels: number): string =>
    levels === 0 ? "id" : `customer { bookings { edges { node { ${deep(levels - 1)} } } } }`;

  it.each<[string, () => string, Record<string, unknown>, string]>([
    ["tokens", () => `{ ${"__typename ".repeat(4100)} }`, {}, "LIMIT_EXCEEDED TOO_MANY_TOKENS"],
    ["depth", () => `{ booking(id: "${NOBODY}") { ${deep(5)} } }`, {}, "LIMIT_EXCEEDED TOO_DEEP"],
    [
      "aliases",
      () => `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: customer(id: "${NOBODY}") { id }`).join(" ")} }`,
      {},
      "LIMIT_EXCEEDED TOO_MANY_ALIASES",
    ],
    [
      "fragments that double each other",
      () => {
        const doubling = Array.from(
          { length: 40 },
          (_, n) => `fragment F${n} on Customer { ...F${n + 1} ... on Customer { ...F${n + 1} } }`,
        );
        return `{ customer(id: "${NOBODY}") { ...F0 } } ${doubling.join("\n")} fragment F40 on Customer { id name }`;
      },
      {},
      "LIMIT_EXCEEDED TOO_MANY_FIELDS",
    ],
    [
      "pages of pages",
      () =>
        "{ customers(first: 100) { edges { node { history(first: 100) { edges { node { customer { id } booking { id } } } } } } } }",
      {},
      "LIMIT_EXCEEDED TOO_COSTLY",
    ],
    [
      "pages of pages by variables",
      () =>
        "query ($n: Int) { customers(first: $n) { edges { node { history(first: $n) { edges { node { customer { id } booking { id } } } } } } } }",
      { n: 100 },
      "LIMIT_EXCEEDED TOO_COSTLY",
    ],
  ])("refuse %s", async (_case, query, variables, code) => {
    const { errors, statements } = await graphql.ask(query(), variables);
    expect(errors?.map(({ extensions }) => `${extensions?.code} ${extensions?.reason}`)).toEqual([code]);
    expect(statements).toEqual([]);
  });

  it("let pass what is asked for in earnest", async () => {
    const everything = `{ customers(first: 10) { edges { node { history(first: 20) { edges { node { insights { summary }
      link { candidates { booking { customer { name } } evidence { signal } } evidence { signal } } } } } } } } }`;
    expect(await codesOf(everything)).toEqual([]);
    expect(await codesOf("query ($n: Int) { customers(first: $n) { edges { node { id } } } }", { n: 100 })).toEqual([]);
    expect(await codesOf(getIntrospectionQuery())).toEqual([]);
  });
});

describe("failures", () => {
  it("are an internal error to callers and a line without values in the log", async () => {
    const broken = await createTestDatabase();
    const server = await startTestGraphql(await buildAppSchema(null), broken);
    await broken.sql.query("ALTER TABLE bookings.customers RENAME COLUMN name TO secret_name");
    const { data, errors } = await server.ask('{ customers(search: "Jen Alvarez") { totalCount } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { message: "Internal error", path: ["customers"], extensions: { code: "INTERNAL_SERVER_ERROR" } },
    ]);
    expect(server.logged).toHaveLength(1);
    expect(server.logged[0]?.[0]).toMatchObject({ field: "customers", code: "42703" });
    expect(JSON.stringify(server.logged)).not.toMatch(/secret_name|Alvarez/);
    await server.stop();
    await broken.drop();
  });

  it("of the database say that it can be tried again", async () => {
    const slow = await createTestDatabase({ statementTimeoutMs: 20 });
    const server = await startTestGraphql(await buildAppSchema(null), slow);
    await slow.transaction(async (tx) => {
      await tx.query("SET LOCAL statement_timeout = 0");
      await tx.query("CREATE VIEW bookings.slow AS SELECT pg_sleep(5)::text");
      await tx.query("ALTER TABLE bookings.customers RENAME TO real_customers");
      await tx.query(
        "CREATE VIEW bookings.customers AS SELECT real.* FROM bookings.real_customers AS real RIGHT JOIN bookings.slow ON true",
      );
    });
    const { errors } = await server.ask("{ customers { totalCount } }");
    expect(errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE", reason: "DATABASE_TOO_SLOW" });
    await server.stop();
    await slow.drop();
  });
});
