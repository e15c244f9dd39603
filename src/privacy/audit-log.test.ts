import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { AuditEntry } from "../audit-trail.js";
import { eventually } from "../testing/eventually.js";
import { type RunningApp, startRunningApp } from "../testing/running-app.js";
import { storeCall, storeCustomer } from "../testing/store-call.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { openAuditLog } from "./audit-log.js";

describe("the audit log", () => {
  let app: RunningApp;
  let ann: string;
  let calls: string[];
  beforeAll(async () => {
    app = await startRunningApp();
    const { sql } = app.app().database;
    ann = await storeCustomer(sql, "Ann Audited", ["+19165550191"]);
    calls = [];
    for (const day of ["01", "02"]) {
      calls.push(
        await storeCall(sql, {
          talk: "C: The marzipan is for me.",
          outsidePhone: "+19165550191",
          customerId: ann,
          startedAt: new Date(`2026-03-${day}T10:00:00Z`),
        }),
      );
    }
  });
  afterAll(() => app.stop());

  // biome-ignore lint/suspicious/noExplicitAny: entries in the shape of the query below
  const entriesOf = async (variables: Record<string, unknown>): Promise<any[]> => {
    const { auditLog } = await app.get(
      `query ($customerId: ID, $recordingId: ID, $by: String, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
         auditLog(customerId: $customerId, recordingId: $recordingId, by: $by, from: $from, to: $to, first: $first, after: $after) {
           edges { node { id at byId byName operation fields outcome customerIds recordingIds times } } } }`,
      variables,
    );
    return auditLog.edges.map(({ node }: { node: unknown }) => node);
  };

  const READS: [string, string, string[], () => string[]][] = [
    ["one customer", "query ($id: ID!) { customer(id: $id) { name phones } }", ["customer", "phones"], () => []],
    ["by number", `{ customerByPhone(phone: "916 555 0191") { name } }`, ["customerByPhone"], () => []],
    ["a list", `{ customers(search: "Audited") { edges { node { name } } } }`, ["customers"], () => []],
    [
      "a history",
      "query ($id: ID!) { customer(id: $id) { history { edges { node { transcriptExcerpt } } } } }",
      ["customer", "transcriptExcerpt"],
      () => calls,
    ],
    [
      "a search",
      `{ searchTranscripts(query: "marzipan") { edges { highlights { text } } } }`,
      ["searchTranscripts", "highlights"],
      () => calls,
    ],
    ["a context", "query ($id: ID!) { customer(id: $id) { aiContext } }", ["customer", "aiContext"], () => []],
  ];

  it.each(READS)("notes who read %s", async (what, query, fields, recordings) => {
    const name = `reader of ${what}`;
    const key = await app.createKey(name, ["read", "context"]);
    for (let i = 0; i < 3; i += 1) expect((await app.ask(query, { id: ann }, key)).errors).toEqual([]);
    const entries = await eventually("all three", async () => {
      const found = await entriesOf({ by: name });
      return found.reduce((sum, { times }) => sum + times, 0) === 3 && found;
    });
    for (const entry of entries) {
      expect(entry).toMatchObject({ byName: name, operation: "query", fields, outcome: null, customerIds: [ann] });
      expect(entry.recordingIds.toSorted()).toEqual(recordings().toSorted());
      // Ids are told above, and one may by chance have the number's last digits in it.
      expect(JSON.stringify({ ...entry, customerIds: [], recordingIds: [] })).not.toMatch(/marzipan|Audited|0191/);
    }
  });

  it("notes of a document's operations the one that ran", async () => {
    const key = await app.createKey("one of two", ["read", "context"]);
    const document = `query Name ($id: ID!) { customer(id: $id) { ...Named } }
      query Words ($id: ID!) { customer(id: $id) { aiContext history { edges { node { ...Said } } } } }
      fragment Named on Customer { name } fragment Said on CallRecording { transcript { text } }`;
    // The second time it is answered from memory.
    for (const _ of [1, 2]) {
      const response = await fetch(`${app.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify({ query: document, operationName: "Name", variables: { id: ann } }),
      });
      expect(await response.json()).toMatchObject({ data: { customer: { name: "Ann Audited" } } });
    }
    const entries = await eventually("both to be noted", async () => {
      const found = await entriesOf({ by: "one of two" });
      return found.reduce((sum, { times }) => sum + times, 0) === 2 && found;
    });
    for (const entry of entries) {
      expect(entry).toMatchObject({ fields: ["customer"], customerIds: [ann], recordingIds: [] });
    }
  });

  it("notes whose data was written, and not whose was written as it was", async () => {
    const key = await app.createKey("writer", ["write"]);
    const write = async (mutation: string, input: object) => {
      const { data, errors } = await app.ask(mutation, { input: [input] }, key);
      expect(errors).toEqual([]);
      return Object.values<{ ids: string[] }>(data)[0]?.ids[0] ?? "";
    };
    const upsertCustomers = "mutation ($input: [CustomerInput!]!) { upsertCustomers(input: $input) { ids } }";
    const bea = { externalId: "bea", name: "Bea Audited", phones: ["+19165550192"] };
    const customer = await write(upsertCustomers, bea);
    await write(upsertCustomers, bea);
    const upsertBookings = "mutation ($input: [BookingInput!]!) { upsertBookings(input: $input) { ids } }";
    const booking = { externalId: "party", eventDate: "2026-05-01T18:00:00Z" };
    await write(upsertBookings, { ...booking, customerId: customer });
    await write(upsertBookings, { ...booking, customerId: ann });
    const call = await write("mutation ($input: [RecordingInput!]!) { ingestRecordings(input: $input) { ids } }", {
      ...{ externalId: "told", callStartedAt: "2026-04-01T18:00:00Z", direction: "INBOUND", fromPhone: "+19165550192" },
    });
    const entries = await eventually("all to be noted", async () => {
      const found = await entriesOf({ by: "writer" });
      return found.length === 5 && found;
    });
    const subjects = entries.map(({ fields, customerIds, recordingIds }) => ({
      ...{ field: fields[0], ids: [...customerIds, ...recordingIds].toSorted() },
    }));
    expect(subjects).toEqual([
      { field: "ingestRecordings", ids: [call] },
      { field: "upsertBookings", ids: [ann, customer].toSorted() },
      { field: "upsertBookings", ids: [customer] },
      { field: "upsertCustomers", ids: [] },
      { field: "upsertCustomers", ids: [customer] },
    ]);
  });

  it("notes every decision, and refusals", async () => {
    const key = await app.createKey("decider", ["read", "link"]);
    const confirm = "mutation ($id: ID!) { confirmLink(id: $id) { id } }";
    expect((await app.ask(confirm, { id: calls[0] }, key)).errors).toEqual([]);
    expect((await app.ask(confirm, { id: ann }, key)).errors[0]?.extensions.code).toBe("NOT_FOUND");
    const weak = await app.createKey("weak", ["read"]);
    expect((await app.ask(confirm, { id: calls[0] }, weak)).errors[0]?.extensions.code).toBe("FORBIDDEN");
    const [refused, decided] = await eventually("both", async () => {
      const found = await entriesOf({ by: "decider" });
      return found.length === 2 && found;
    });
    expect(decided).toMatchObject({
      operation: "mutation",
      fields: ["confirmLink"],
      outcome: null,
      recordingIds: [calls[0]],
    });
    expect(refused).toMatchObject({ outcome: "NOT_FOUND", recordingIds: [], customerIds: [] });
    await eventually("the refusal", async () => (await entriesOf({ by: "weak" }))[0]?.outcome === "FORBIDDEN");
  });

  it.each([
    ["a variable", "mutation ($id: ID!) { confirmLink(id: $id) { id } }", { id: {} }, "BAD_USER_INPUT", "confirmLink"],
    [
      "an instant that the database does not know",
      'query ($id: ID!) { ...All } fragment All on Query { customer(id: $id) { history(filter: { from: "9999-12-31T23:00:00-12:00" }) { totalCount } } }',
      {},
      "BAD_INPUT",
      "customer",
    ],
  ])("notes the code that the caller is told of %s", async (what, query, variables, code, field) => {
    const key = await app.createKey(`told of ${what}`, ["read", "link"]);
    expect((await app.ask(query, { id: ann, ...variables }, key)).errors[0]?.extensions.code).toBe(code);
    const entry = await eventually("the entry", async () => (await entriesOf({ by: `told of ${what}` }))[0]);
    expect(entry).toMatchObject({ outcome: code, fields: [field] });
  });

  it("notes what subscribers are told", async () => {
    const reader = app.subscribe("subscription { recordingLinked { recording { id customer { name } } } }");
    await eventually("something to be told", async () => {
      await app.get("mutation ($id: ID!) { unlinkRecording(id: $id) { id } }", { id: calls[1] });
      await app.get("mutation ($id: ID!, $to: ID!) { linkRecording(id: $id, customerId: $to) { id } }", {
        id: calls[1],
        to: ann,
      });
      return reader.received.length > 0;
    });
    await reader.leave();
    const told = await eventually("it to be noted", async () =>
      (await entriesOf({ recordingId: calls[1], first: 100 })).find(({ operation }) => operation === "subscription"),
    );
    expect(told).toMatchObject({ fields: ["recordingLinked"], byName: "test" });
  });

  it("pages, newest first", async () => {
    const all = await entriesOf({ first: 100 });
    expect(all.map(({ id }) => Number(id))).toEqual(all.map(({ id }) => Number(id)).toSorted((a, b) => b - a));
    const { auditLog } = await app.get("{ auditLog(first: 2) { pageInfo { endCursor } edges { node { id } } } }");
    const rest = await entriesOf({ first: 1, after: auditLog.pageInfo.endCursor });
    expect(Number(rest[0].id)).toBeLessThan(Number(auditLog.edges[1].node.id));
  });

  it("is looked up by whom, which call, who and when", async () => {
    const all = await entriesOf({ first: 100 });
    // Those of one write are of one instant.
    const { at, byId } = all[Math.floor(all.length / 2)];
    const lookUps: [Record<string, unknown>, (entry: (typeof all)[number]) => boolean][] = [
      [{ customerId: ann }, ({ customerIds }) => customerIds.includes(ann)],
      [{ recordingId: calls[1] }, ({ recordingIds }) => recordingIds.includes(calls[1])],
      [{ by: byId }, (entry) => entry.byId === byId],
      [{ from: at }, (entry) => entry.at >= at],
      [{ to: at }, (entry) => entry.at < at],
    ];
    for (const [selection, fits] of lookUps) {
      const expected = all.filter(fits).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(all.length);
      const found = await entriesOf({ ...selection, first: 100 });
      expect(found.map(({ id }) => id).filter((id) => Number(id) <= Number(all[0].id))).toEqual(expected);
    }
    const { auditLog } = await app.get("query ($at: DateTime) { auditLog(to: $at, first: 1) { totalCount } }", { at });
    expect(auditLog.totalCount).toBe(all.filter((entry) => entry.at < at).length);
  });

  it.each([
    ["range of time", 'from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z"', "EMPTY_RANGE"],
    ["customer", 'customerId: "ann"', "INVALID_ID"],
    ["call", 'recordingId: ""', "INVALID_ID"],
    ["page", `after: "${Buffer.from('["1x"]').toString("base64url")}"`, "INVALID_CURSOR"],
  ])("refuses a %s that is none", async (_what, selection, reason) => {
    const { errors } = await app.ask(`{ auditLog(${selection}) { totalCount } }`);
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_INPUT", reason });
  });

  it("gives out all data of a customer, and notes that too", async () => {
    const { exportCustomer } = await app.get("query ($id: ID!) { exportCustomer(id: $id) }", { id: ann });
    expect(exportCustomer).toMatchObject({
      customer: { id: ann, name: "Ann Audited" },
      phones: [{ phone_e164: "+19165550191" }],
      bookings: [{ external_id: "party" }],
      calls: calls.map((id) => ({ id, rc_transcript: "Customer: The marzipan is for me." })),
    });
    expect(exportCustomer.calls[0].decisions.length).toBeGreaterThan(0);
    expect(exportCustomer.audit.length).toBeGreaterThan(3);
    await eventually("the export to be noted", async () =>
      (await entriesOf({ customerId: ann })).some(({ fields }) => fields.includes("exportCustomer")),
    );
  });
});

describe("its writer", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const entry = (customer: string, by = "desk"): AuditEntry => ({
    ...{ at: new Date(), credential: { id: by, name: by }, operation: "query", fields: ["customer"], outcome: null },
    subjects: { customers: new Set([customer]), recordings: new Set() },
  });
  const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;

  it("writes what is noted before it stops, goes on after the database was away, and is bounded", async () => {
    let [isAway, isBack] = [false, false];
    const failures: unknown[] = [];
    const log = openAuditLog({
      sql: {
        // It goes away once it has written the first of many.
        async query(text, values) {
          if (isAway && !isBack) throw new Error("away");
          isAway = true;
          return database.sql.query(text, values);
        },
      },
      onError: (error) => failures.push(error),
    });
    for (let i = 0; i < 12_000; i += 1) log.note(entry(idOf(i)));
    await eventually("a failure to write", () => failures.length > 0);
    for (let i = 0; i < 5; i += 1) log.note(entry(idOf(1)));
    isBack = true;
    await log.stop();
    const [sum] = await database.sql.query<{ rows: number; times: number; counted: number }>(
      `SELECT count(*)::int AS rows, sum(times)::int AS times, (sum(times) FILTER (WHERE customer_ids = '{}'))::int AS counted FROM audit_log`,
    );
    expect(sum).toEqual({ rows: 10_002, times: 12_005, counted: 2_000 });
  });
});
