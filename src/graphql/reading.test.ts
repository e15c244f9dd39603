import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildAppSchema } from "../app-schema.js";
import { storeCall } from "../testing/store-call.js";
import { insertBooking, insertCustomer } from "../testing/stored-calls.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { startTestGraphql, type TestGraphql } from "../testing/test-graphql.js";

let database: TestDatabase;
let graphql: TestGraphql;
const ids = { jen: "", sam: "", party: "", lunch: "" };
const calls: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  graphql = await startTestGraphql(await buildAppSchema(null), database);
  ids.jen = await insertCustomer(database.sql, "Jen Álvarez", "+19165550101", "+19165550102");
  ids.sam = await insertCustomer(database.sql, "Sam Okafor", "+19165550101");
  const party = { customerId: ids.jen, eventAt: "2026-12-05T02:00:00Z", guestCount: 30, title: "Birthday" };
  ids.party = await insertBooking(database.sql, party);
  ids.lunch = await insertBooking(database.sql, {
    customerId: ids.jen,
    eventAt: "2026-10-01T19:00:00Z",
    status: "completed",
  });
  for (let n = 0; n < 25; n++) calls.push(await insertLinkedCall(n));
});
afterAll(async () => {
  await graphql.stop();
  await database.drop();
});

const TEXT = `Customer: Hi, this is Jen. Two of our guests are vegetarian and I'm worried about the rain.
Agent: We have a tent. ${"We will see to everything. ".repeat(20)}`;

/** Call `n` of Jen, a minute later than the one before, all but the last five of them about the party. */
async function insertLinkedCall(n: number): Promise<string> {
  const rows = await database.sql.query<{ id: string }>(
    `INSERT INTO call_recordings
       (external_id, direction, from_phone, to_phone, outside_phone, call_started_at, duration_seconds, facts_source,
        rc_transcript, transcript_segments, transcript_status, transcript_stored_at, rc_ai_insights, sentiment, topics,
        intent, customer_id, booking_id, link_status, customer_confidence, booking_confidence, link_evidence,
        link_candidates, link_explanation, linked_by, linked_at, decided_at)
     VALUES ($1, $2, '(916) 555-0101', '+15555550100', '+19165550101',
             timestamptz '2026-11-20T18:00:00.000400Z' + $3 * interval '1 minute', 61, 'ingest', $4, $5, 'READY', now(), $6,
             $7, '{dietary}', 'enquiry', $8, $9, $10, 0.99, 0.9, $11, $12, 'It fits.', 'auto', $13, now())
     RETURNING id`,
    [
      `call-${n}`,
      n % 5 === 0 ? "OUTBOUND" : "INBOUND",
      n,
      TEXT,
      JSON.stringify([
        { speaker: "customer", name: "Jen", text: TEXT.split("\n")[0]?.slice(10), start: 0.5, end: 6 },
        { speaker: "agent", name: null, text: "We have a tent.", start: 7, end: null },
      ]),
      JSON.stringify({
        summary: "Jen asks.",
        bullets: ["b"],
        highlights: [],
        nextSteps: ["call"],
        score: "8",
        notes: null,
      }),
      n % 2 === 0 ? "POSITIVE" : "NEGATIVE",
      ids.jen,
      n < 20 ? ids.party : null,
      n < 20 ? "LINKED" : "CUSTOMER_ONLY",
      JSON.stringify([EVIDENCE]),
      JSON.stringify([
        { kind: "booking", id: ids.party, probability: 0.9, specPoints: 10, evidence: [EVIDENCE] },
        { kind: "customer", id: ids.sam, probability: 0.1, specPoints: 0, evidence: [] },
      ]),
      n < 20 ? new Date() : null,
    ],
  );
  const id = rows[0]?.id ?? "";
  await database.sql.query(
    `INSERT INTO link_decisions (recording_id, decided_by, action, status, customer_id, booking_id, evidence)
     VALUES ($1, 'auto', 'JUDGED', 'LINKED', $2, $3, $4), ($1, 'person', 'CONFIRMED', 'LINKED', $2, $3, '[]')`,
    [id, ids.jen, ids.party, JSON.stringify([EVIDENCE])],
  );
  return id;
}

const EVIDENCE = {
  signal: "guest_count",
  weight: 4.1,
  detail: "30 guests were mentioned; the booking has 30.",
  phrase: "thirty",
  speaker: "customer",
  offsetSeconds: 12.5,
};

const PAGE = `query ($id: ID!, $first: Int, $after: String, $filter: HistoryFilter) {
  customer(id: $id) {
    history(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { id } }
    }
  }
}`;

describe("a customer", () => {
  it("is found by id and by number in any format", async () => {
    const { data, errors } = await graphql.ask(
      `query ($id: ID!) {
         customer(id: $id) { id name phones }
         missing: customer(id: "00000000-0000-4000-8000-000000000000") { id }
         customerByPhone(phone: "916.555.0101 ") { name }
         own: customerByPhone(phone: "tel:+19165550102") { name phones }
         nobody: customerByPhone(phone: "(916) 555-0199") { name }
       }`,
      { id: ids.jen.toUpperCase() },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      customer: { id: ids.jen, name: "Jen Álvarez", phones: ["+19165550101", "+19165550102"] },
      missing: null,
      customerByPhone: [{ name: "Jen Álvarez" }, { name: "Sam Okafor" }],
      own: [{ name: "Jen Álvarez", phones: ["+19165550101", "+19165550102"] }],
      nobody: [],
    });
  });

  it.each([
    ["jen", ["Jen Álvarez"]],
    ["okafor", ["Sam Okafor"]],
    ["okaffor", ["Sam Okafor"]],
    ["okafro", ["Sam Okafor"]],
    ["Okifor", ["Sam Okafor"]],
    ["sam okifor", ["Sam Okafor"]],
    ["Ovarez Jen", []],
    ["Alvraez", ["Jen Álvarez"]],
    ["Okabur", []],
    ["san", []],
    ["san okifor", []],
    ["kafo", ["Sam Okafor"]],
    ["Alvarezes", ["Jen Álvarez"]],
    ["okifor okifor okifor okifor", ["Sam Okafor"]],
    ["okifor okifor okifor okifor okifor", []],
    ["Alvarez", ["Jen Álvarez"]],
    ["JEN ÁLV", ["Jen Álvarez"]],
    ["Álvares", ["Jen Álvarez"]],
    ["916 555", ["Jen Álvarez", "Sam Okafor"]],
    ["0102", ["Jen Álvarez"]],
    ["555", ["Jen Álvarez", "Sam Okafor"]],
    ["Room 555", []],
    ["100%", []],
    ["_", []],
    ["\\", []],
    ["\u0000", ["Jen Álvarez", "Sam Okafor"]],
    ["", ["Jen Álvarez", "Sam Okafor"]],
    ["  ", ["Jen Álvarez", "Sam Okafor"]],
    ["'; DROP TABLE bookings.customers; --", []],
  ])("is searched by %j", async (search, names) => {
    const { data, errors } = await graphql.ask(
      "query ($search: String) { customers(search: $search) { totalCount edges { node { name } } } }",
      { search },
    );
    expect(errors).toBeUndefined();
    expect(data.customers.edges.map((edge: { node: { name: string } }) => edge.node.name)).toEqual(names);
    expect(data.customers.totalCount).toBe(names.length);
  });

  it("lists customers page by page", async () => {
    const query = `query ($after: String) { customers(first: 1, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { name } } } }`;
    const first = (await graphql.ask(query)).data.customers;
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = (await graphql.ask(query, { after: first.pageInfo.endCursor })).data.customers;
    expect(second).toMatchObject({
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
      edges: [{ node: { name: "Sam Okafor" } }],
    });
  });

  it("has bookings page by page, beside those of others", async () => {
    const at = ["2026-11-01T02:00:00Z", "2026-11-01T02:00:00.000001Z", "2026-12-24T02:00:00Z"];
    const added = await Promise.all(
      at.map((eventAt, n) => insertBooking(database.sql, { customerId: ids.sam, eventAt, title: `Sam's ${n}` })),
    );
    const query = `query ($first: Int, $after: String) { customers { edges { node { name bookings(first: $first, after: $after) {
      pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { title eventDate } } } } } } }`;
    const page = async (first: number, after: string | null) => {
      const { data } = await graphql.ask(query, { first, after });
      // biome-ignore lint/suspicious/noExplicitAny: the shape that the query gives it
      return data.customers.edges.map(({ node }: any) => ({
        ...node.bookings.pageInfo,
        // biome-ignore lint/suspicious/noExplicitAny: the shape that the query gives it
        titles: node.bookings.edges.map((edge: any) => edge.node.title ?? edge.node.eventDate),
      }));
    };
    const [jens, sams] = await page(1, null);
    expect(jens).toMatchObject({ titles: ["Birthday"], hasNextPage: true, hasPreviousPage: false });
    expect(sams).toMatchObject({ titles: ["Sam's 2"], hasNextPage: true, hasPreviousPage: false });
    const [jensNext] = await page(1, jens.endCursor);
    expect(jensNext).toMatchObject({
      ...{ titles: ["2026-10-01T19:00:00.000Z"], hasNextPage: false, hasPreviousPage: true },
    });
    const [, samsNext] = await page(1, sams.endCursor);
    expect(samsNext).toMatchObject({ titles: ["Sam's 1"], hasNextPage: true });
    const [, samsLast] = await page(1, samsNext.endCursor);
    expect(samsLast).toMatchObject({ titles: ["Sam's 0"], hasNextPage: false });
    await database.sql.query("DELETE FROM bookings.bookings WHERE id = ANY($1::uuid[])", [added]);
  });

  it("has bookings, the latest event first", async () => {
    const { data } = await graphql.ask(
      `query ($id: ID!) { customer(id: $id) {
         all: bookings { totalCount edges { node { title status eventDate customer { name } } } }
         open: bookings(status: [CONFIRMED, PENDING], first: 1) { totalCount pageInfo { hasNextPage } edges { node { id } } }
         none: bookings(status: []) { totalCount }
       } }`,
      { id: ids.jen },
    );
    expect(data.customer).toEqual({
      all: {
        totalCount: 2,
        edges: [
          {
            node: {
              title: "Birthday",
              status: "CONFIRMED",
              eventDate: "2026-12-05T02:00:00.000Z",
              customer: { name: "Jen Álvarez" },
            },
          },
          {
            node: {
              title: null,
              status: "COMPLETED",
              eventDate: "2026-10-01T19:00:00.000Z",
              customer: { name: "Jen Álvarez" },
            },
          },
        ],
      },
      open: { totalCount: 1, pageInfo: { hasNextPage: false }, edges: [{ node: { id: ids.party } }] },
      none: { totalCount: 0 },
    });
  });
});

describe("a history", () => {
  it("is read page by page, newest first, losing and repeating nothing", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await graphql.ask(PAGE, { id: ids.jen, first: 7, after });
      expect(errors).toBeUndefined();
      const { history } = data.customer;
      expect(history.totalCount).toBe(25);
      expect(history.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...history.edges.map((edge: { node: { id: string } }) => edge.node.id));
      after = history.pageInfo.hasNextPage ? history.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...calls].reverse());
  });

  it.each<[string, () => Record<string, unknown>, number]>([
    ["from", () => ({ from: "2026-11-20T18:20:00Z" }), 5],
    ["from and to", () => ({ from: "2026-11-20T18:00:00Z", to: "2026-11-20T18:02:00Z" }), 2],
    ["the year 0", () => ({ from: "0000-01-01T00:00:00Z" }), 25],
    ["direction", () => ({ direction: "OUTBOUND" }), 5],
    ["one mood", () => ({ sentiment: ["POSITIVE"] }), 13],
    ["several moods", () => ({ sentiment: ["POSITIVE", "NEGATIVE"] }), 25],
    ["booking", () => ({ bookingId: ids.party }), 20],
    ["transcript", () => ({ hasTranscript: false }), 0],
    ["topic", () => ({ topic: "dietary" }), 25],
    ["no such topic", () => ({ topic: "dietary\u0000x" }), 0],
    ["intent", () => ({ intent: "enquiry", direction: "INBOUND" }), 20],
    ["another intent", () => ({ intent: "complaint" }), 0],
  ])("is filtered by %s", async (_case, filter, count) => {
    const { data, errors } = await graphql.ask(PAGE, { id: ids.jen, first: 100, filter: filter() });
    expect(errors).toBeUndefined();
    expect(data.customer.history.edges).toHaveLength(count);
    expect(data.customer.history.totalCount).toBe(count);
  });

  it("loses none of the calls that began in the same instant", async () => {
    const together = [1, 2, 3].map(() => storeCall(database.sql, { customerId: ids.sam }));
    const stored = await Promise.all(together);
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 3; ) {
      const { data } = await graphql.ask(PAGE, { id: ids.sam, first: 1, after });
      const { edges, pageInfo } = data.customer.history;
      seen.push(edges[0].node.id);
      after = pageInfo.endCursor;
    }
    expect(seen.toSorted()).toEqual(stored.toSorted());
  });

  it("refuses an empty booking, which is none, instead of telling of all calls", async () => {
    const { errors } = await graphql.ask(PAGE, { id: ids.jen, filter: { bookingId: "" } });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_INPUT", field: "filter.bookingId", reason: "INVALID_ID" });
  });
});

describe("texts", () => {
  it("are the same read with a list and by themselves", async () => {
    const texts = "transcriptExcerpt short: transcriptExcerpt(length: 50) insights { summary score sentiment topics }";
    const listed = await graphql.ask(
      `query ($id: ID!) { customer(id: $id) {
         history(first: 1) { edges { node { id ...Texts } } }
         again: history(first: 1) { edges { node { id } } ...Page }
       } }
       fragment Page on CallRecordingConnection { edges { node { ... on CallRecording { ...Texts } } } }
       fragment Texts on CallRecording { ${texts} }`,
      { id: ids.jen },
    );
    const { id, ...read } = listed.data.customer.history.edges[0].node;
    const alone = await graphql.ask(`query ($id: ID!) { callRecording(id: $id) { ${texts} } }`, { id });
    expect(read).toEqual(alone.data.callRecording);
    expect(read.transcriptExcerpt.length).toBeGreaterThan(150);
    expect(listed.data.customer.again.edges[0].node).toEqual({ id, ...read });
  });
});

describe("a recording", () => {
  it("says everything about its call", async () => {
    const { data, errors } = await graphql.ask(
      `query ($id: ID!) { callRecording(id: $id) {
         id direction fromPhone toPhone outsidePhone callStartedAt durationSeconds transcriptStatus sentiment topics intent
         transcript { text segments { speaker name text startSeconds endSeconds } }
         transcriptExcerpt(length: 40)
         insights { summary bullets highlights nextSteps score notes sentiment topics intent }
         customer { name } booking { title }
         link {
           status reviewReason customerConfidence bookingConfidence source decidedByName explanation
           evidence { signal weight detail phrase speaker offsetSeconds }
           candidates { probability specPoints customer { name } booking { title } evidence { signal } }
           history { action source status customer { name } booking { title } evidence { signal } note }
         }
       } }`,
      { id: calls[1] },
    );
    expect(errors).toBeUndefined();
    expect(data.callRecording).toEqual({
      id: calls[1],
      direction: "INBOUND",
      fromPhone: "(916) 555-0101",
      toPhone: "+15555550100",
      outsidePhone: "+19165550101",
      callStartedAt: "2026-11-20T18:01:00.000Z",
      durationSeconds: 61,
      transcriptStatus: "READY",
      sentiment: "NEGATIVE",
      topics: ["dietary"],
      intent: "enquiry",
      transcript: {
        text: TEXT,
        segments: [
          { speaker: "CUSTOMER", name: "Jen", text: TEXT.split("\n")[0]?.slice(10), startSeconds: 0.5, endSeconds: 6 },
          { speaker: "AGENT", name: null, text: "We have a tent.", startSeconds: 7, endSeconds: null },
        ],
      },
      transcriptExcerpt: "Customer: Hi, this is Jen. Two of our…",
      insights: {
        summary: "Jen asks.",
        bullets: ["b"],
        highlights: [],
        nextSteps: ["call"],
        score: 8,
        notes: null,
        sentiment: "NEGATIVE",
        topics: ["dietary"],
        intent: "enquiry",
      },
      customer: { name: "Jen Álvarez" },
      booking: { title: "Birthday" },
      link: {
        status: "LINKED",
        reviewReason: null,
        customerConfidence: 0.99,
        bookingConfidence: 0.9,
        source: "AUTO",
        decidedByName: null,
        explanation: "It fits.",
        evidence: [{ ...EVIDENCE, speaker: "CUSTOMER" }],
        candidates: [
          {
            probability: 0.9,
            specPoints: 10,
            customer: { name: "Jen Álvarez" },
            booking: { title: "Birthday" },
            evidence: [{ signal: "guest_count" }],
          },
          { probability: 0.1, specPoints: 0, customer: { name: "Sam Okafor" }, booking: null, evidence: [] },
        ],
        history: [
          {
            ...{ action: "CONFIRMED", source: "PERSON", status: "LINKED", note: null, evidence: [] },
            ...{ customer: { name: "Jen Álvarez" }, booking: { title: "Birthday" } },
          },
          {
            ...{ action: "JUDGED", source: "AUTO", status: "LINKED", note: null },
            ...{ customer: { name: "Jen Álvarez" }, booking: { title: "Birthday" } },
            evidence: [{ signal: "guest_count" }],
          },
        ],
      },
    });
  });

  it("waits for a person in the review queue", async () => {
    await database.sql.query(
      `INSERT INTO call_recordings (external_id, direction, call_started_at, facts_source, link_status, review_reason, decided_at)
       VALUES ('r1', 'INBOUND', '2026-11-21T18:00:00Z', 'ingest', 'NEEDS_REVIEW', 'UNKNOWN_CALLER', now()),
              ('r2', 'INBOUND', '2026-11-22T18:00:00Z', 'ingest', 'NEEDS_REVIEW', 'SHARED_NUMBER', now())`,
    );
    const { data, errors } = await graphql.ask(
      `{ all: reviewQueue { totalCount edges { node { externalId transcript { text } transcriptExcerpt insights { summary }
           customer { name } booking { id } link { reviewReason evidence { signal } candidates { probability } history { id } } } } }
         unknown: reviewQueue(reason: UNKNOWN_CALLER, first: 1) {
           totalCount pageInfo { hasNextPage } edges { node { externalId } } } }`,
    );
    expect(errors).toBeUndefined();
    const empty = { transcript: null, transcriptExcerpt: null, insights: null, customer: null, booking: null };
    const grounds = { evidence: [], candidates: [], history: [] };
    expect(data).toEqual({
      all: {
        totalCount: 2,
        edges: [
          { node: { externalId: "r2", ...empty, link: { reviewReason: "SHARED_NUMBER", ...grounds } } },
          { node: { externalId: "r1", ...empty, link: { reviewReason: "UNKNOWN_CALLER", ...grounds } } },
        ],
      },
      unknown: { totalCount: 1, pageInfo: { hasNextPage: false }, edges: [{ node: { externalId: "r1" } }] },
    });
  });

  it("waits there page by page, with all that began in the same instant", async () => {
    await database.sql.query(
      `INSERT INTO call_recordings (external_id, direction, call_started_at, facts_source, link_status, review_reason, decided_at)
       SELECT name, 'INBOUND', '2026-11-20T18:00:00Z', 'ingest', 'NEEDS_REVIEW', 'UNKNOWN_CALLER', now()
         FROM unnest('{r3,r4}'::text[]) AS name`,
    );
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 4; ) {
      const { data } = await graphql.ask(
        `query ($after: String) { reviewQueue(first: 1, after: $after) {
           pageInfo { endCursor hasPreviousPage } edges { node { externalId } } } }`,
        { after },
      );
      const { edges, pageInfo } = data.reviewQueue;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(edges[0].node.externalId);
      after = pageInfo.endCursor;
    }
    expect(seen.slice(0, 2)).toEqual(["r2", "r1"]);
    expect(seen.slice(2).toSorted()).toEqual(["r3", "r4"]);
  });
});

describe("a booking's context", () => {
  it("places calls before, during and after the event, and quotes the customer", async () => {
    const move = (n: number, startedAt: string) =>
      database.sql.query("UPDATE call_recordings SET call_started_at = $2 WHERE id = $1", [calls[n], startedAt]);
    const begun = (
      await database.sql.query<{ at: Date }>(
        "SELECT call_started_at AS at FROM call_recordings WHERE id = ANY($1) ORDER BY 1",
        [calls],
      )
    ).map(({ at }) => at);
    await move(17, "2026-12-05T02:00:00Z");
    await move(18, "2026-12-05T05:59:59Z");
    await move(19, "2026-12-05T06:00:00Z");
    const { data, errors } = await graphql.ask(
      `query ($id: ID!) { booking(id: $id) { context {
         before { id } during { id } after { id customer { name } } concerns requests feedback } } }`,
      { id: ids.party },
    );
    for (const n of [17, 18, 19]) await move(n, begun[n]?.toISOString() ?? "");
    expect(errors).toBeUndefined();
    expect(data.booking.context).toEqual({
      before: calls.slice(0, 17).map((id) => ({ id })),
      during: [{ id: calls[17] }, { id: calls[18] }],
      after: [{ id: calls[19], customer: { name: "Jen Álvarez" } }],
      concerns: [],
      requests: ["Two of our guests are vegetarian and I'm worried about the rain."],
      feedback: [],
    });
  });
});

describe("statements", () => {
  it.each<[string, string, number]>([
    [
      "customers with everything about their calls",
      `{ customers(first: 10) { totalCount edges { node { name phones bookings { totalCount edges { node { title customer { name } } } }
           history { totalCount edges { node { transcript { text } transcriptExcerpt short: transcriptExcerpt(length: 50)
             insights { summary } customer { name phones } booking { title customer { name } }
             link { status evidence { signal } candidates { customer { name } booking { title } } history { booking { title } } }
           } } } } } } }`,
      16,
    ],
    [
      "a history as a desk shows it",
      "{ customers(first: 1) { edges { node { history { edges { node { transcriptExcerpt insights { summary } customer { name } booking { title } link { status } } } } } } } }",
      4,
    ],
    [
      "aliased histories: one statement each",
      "{ customers { edges { node { a: history(first: 1) { edges { node { id } } } b: history(first: 1, filter: { direction: INBOUND }) { edges { node { id } } } } } } }",
      3,
    ],
    [
      "contexts of many bookings",
      "{ customers { edges { node { bookings { edges { node { context { before { id } during { id } after { id } concerns requests feedback } } } } } } } }",
      4,
    ],
    [
      "the review queue",
      "{ reviewQueue { edges { node { link { evidence { signal } candidates { customer { name } } } } } } }",
      3,
    ],
  ])("%s", async (_case, query, most) => {
    const { errors, statements } = await graphql.ask(query);
    expect(errors).toBeUndefined();
    expect(statements.length).toBeLessThanOrEqual(most);
  });

  it("do not grow with the number of rows", async () => {
    const query = (first: number) =>
      `{ customers(first: ${first}) { edges { node { phones history(first: ${first}) { edges { node { transcriptExcerpt booking { customer { name } } link { candidates { booking { title } } } } } } } } } }`;
    const few = await graphql.ask(query(6));
    const many = await graphql.ask(query(20));
    expect(many.statements.length).toBe(few.statements.length);
  });

  it("fetch no whole transcript for an excerpt", async () => {
    const { statements } = await graphql.ask(
      "{ customers { edges { node { history { edges { node { transcriptExcerpt } } } } } } }",
    );
    expect(
      statements.filter((text) => /rc_transcript/.test(text) && !/left\(recording\.rc_transcript/.test(text)),
    ).toEqual([]);
  });
});
